// A deployment of any number of memberships, inserted by SQL that runs on both databases: the API would take hours for
// a million. One workspace has a tenth of all memberships and half of all resources, projects and tokens.
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { hashOf, newSecret } from '../../src/auth/secret.ts'
import { bootstrap } from '../../src/bootstrap.ts'
import { type Config, loadConfig } from '../../src/config/config.ts'
import { NOUNS, type NounTable } from '../../src/store/nouns.ts'
import { openStore } from '../../src/store/store.ts'

export interface LargeDataset {
  /** An admin of the large workspace and an editor of up to 49 others. */
  readonly member: Caller
  /** A member of a quarter of all workspaces, mostly as a viewer. */
  readonly busy: Caller
  /** The id of the workspace with a tenth of all memberships. */
  readonly large: string
  /** The id of the workspace with a twentieth of all tokens, half of which are those of `busy`, a viewer there. */
  readonly tokens: string
  /** The member in the middle of its memberships by id. */
  readonly middle: { readonly id: string; readonly name: string }
  /** Ids of rows that filters of lists match. */
  readonly user: string
  readonly project: string
  readonly deletion: string
  readonly memberships: number
}

export interface Caller {
  readonly id: string
  /** The secret of a personal token. */
  readonly token: string
}

/** The number of a workspace in which `busy` is a viewer. */
const TOKENS_IN = 9
const REST = '0'.repeat(16)
/** SQL of the number as nine digits, which sort as text in the order of the numbers. */
const digits = (number: string | number) => `substr(cast(1000000000 + (${number}) as text), 2)`
/** SQL of the id of this number: a TypeID older than any that a server creates. */
const id = (table: NounTable, number: string | number) => `'${NOUNS[table].prefix}_0' || ${digits(number)} || '${REST}'`
const idOf = (table: NounTable, number: number) => `${NOUNS[table].prefix}_0${String(number).padStart(9, '0')}${REST}`
const two = (number: string) => `substr(cast(100 + (${number}) as text), 2)`
/** SQL of the time this many seconds after the start of June 2026. */
const instant = (seconds: string) =>
  `'2026-06-' || ${two(`1 + (${seconds}) / 86400 % 30`)} || 'T' || ${two(`(${seconds}) / 3600 % 24`)} || ':'
    || ${two(`(${seconds}) / 60 % 60`)} || ':' || ${two(`(${seconds}) % 60`)} || '.000Z'`
/** SQL of a user's name; names sort in another order than ids. */
const person = (number: string | number, users: number) => `'Person ' || cast((${number}) * 7919 % ${users} as text)`
const AT = "'2026-06-01T00:00:00.000Z'"
/** A statement over a table `n` with a column `i` from 0 to `count - 1`. */
const rows = (count: number, statement: string) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count}) ${statement}`

/**
 * Migrates an empty database, creates the first platform admin with the token of `env`, and inserts the rows. With
 * `inLarge` the large workspace has so many resources more.
 */
export async function seedLargeDataset(
  env: Record<string, string>,
  memberships: number,
  inLarge = 0,
): Promise<LargeDataset> {
  const config = loadConfig(env)
  const store = await openStore({ database: config.database, secretKey: config.secretKey ?? new Uint8Array(32) })
  await bootstrap(store, config, () => {})
  await store.close()
  const users = Math.max(200, memberships / 10)
  const newCaller = (number: number) => ({ number, id: idOf('user', number), token: newSecret() })
  const [member, busy] = [newCaller(users), newCaller(users + 1)] as const
  const statements = statementsFor(memberships, users, inLarge)
  for (const { number, id: owner, token } of [member, busy]) {
    statements.push(`insert into api_token (id, hash, hint, name, owner_id, created_at, expires_at)
      values ('${idOf('api_token', number)}', '${hashOf(token)}', '…', 'personal', '${owner}', ${AT}, '2999-01-01T00:00:00.000Z')`)
  }
  await runAll(config.database, statements)
  const halfway = memberships / 20
  return {
    member,
    busy,
    large: idOf('workspace', 0),
    tokens: idOf('workspace', TOKENS_IN),
    middle: { id: idOf('user', halfway), name: `Person ${(halfway * 7919) % users}` },
    user: idOf('user', 7),
    project: idOf('project', 0),
    deletion: idOf('deletion', 0),
    memberships,
  }
}

function statementsFor(memberships: number, users: number, inLarge: number): string[] {
  const workspaces = Math.max(40, memberships / 50)
  const deletions = memberships / 50
  const [member, busy] = [users, users + 1]
  const own = Math.min(50, workspaces)
  // Every tenth membership is in the large workspace; the others take turns among the other workspaces.
  const other = '(i - i / 10 - 1)'
  const place = `case when i % 10 = 0 then 0 else 1 + ${other} % ${workspaces - 1} end`
  const nth = `(${other} / ${workspaces - 1})`
  const who = `case when i % 10 = 0 then i / 10 else ((1 + ${other} % ${workspaces - 1}) * 131 + ${nth} * 397) % ${users} end`
  const memberColumns = 'id, workspace_id, principal_type, principal, role, name, created_at, updated_at'
  const gone = `case when i % 20 = 1 then 0 else i / 10 % ${deletions} end`
  const half = `case when i % 2 = 0 then 0 else i % ${workspaces} end`
  return [
    rows(
      users + 2,
      `insert into "user" (id, name, email, created_at, last_seen_at, suspended_at, deleted_at)
      select ${id('user', 'i')}, ${person('i', users)}, 'person-' || i || '@example.com', ${AT},
        case when i % 3 = 0 then ${instant(`i * 7919 % ${users} * 20`)} end,
        case when i % 9000 = 100 then ${AT} end, case when i % 1000 = 500 then ${AT} end from n`,
    ),
    rows(
      workspaces,
      `insert into workspace (id, name, display_name, hosting, state, visibility, created_at, created_by, updated_at)
      select ${id('workspace', 'i')}, 'team-' || i, 'Team ' || ${digits(`i * 7919 % ${workspaces}`)},
        case when i % 9000 = 3 then 'REMOTE' when i % 3 = 0 then 'LOCAL' else 'MANAGED' end,
        case when i % 9000 = 9 then 'SUSPENDED' else 'ACTIVE' end, 'PRIVATE',
        ${instant('i * 20')}, ${id('user', `i % ${users}`)}, ${instant(`i * 7919 % ${workspaces} * 20`)} from n`,
    ),
    rows(
      memberships,
      `insert into membership (${memberColumns})
      select ${id('membership', 'i')}, ${id('workspace', place)}, 'USER',
        ${id('user', who)},
        case when i = 0 or (i % 10 > 0 and ${nth} = 0) then 'OWNER' when i % 10 = 0 and i % 10000 > 0 and i % 20 = 0 then 'EDITOR'
          when i % 10 > 0 and ${nth} % 3 = 1 then 'ADMIN' when i % 10000 = 0 then 'ADMIN' else 'VIEWER' end,
        ${person(who, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      own,
      `insert into membership (${memberColumns})
      select ${id('membership', `${memberships} + i`)}, ${id('workspace', `i * ${workspaces / own}`)}, 'USER', ${id('user', member)},
        case when i = 0 then 'ADMIN' else 'EDITOR' end, ${person(member, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 4,
      `insert into membership (${memberColumns})
      select ${id('membership', `${memberships + own} + i`)}, ${id('workspace', 'i * 4 + 1')}, 'USER', ${id('user', busy)},
        case when i % 100 = 1 then 'OWNER' else 'VIEWER' end, ${person(busy, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 40,
      `insert into membership (${memberColumns})
      select ${id('membership', `${memberships + own + workspaces} + i`)}, ${id('workspace', 'i * 40')}, 'GROUP', 'group:large', 'VIEWER',
        'group:large', ${AT}, ${AT} from n`,
    ),
    rows(
      own,
      `insert into workspace_preference (user_id, workspace_id, favourite, hidden)
      select ${id('user', member)}, ${id('workspace', `i * ${workspaces / own}`)}, case when i % 5 = 0 then 1 else 0 end,
        case when i % 10 = 1 then 1 else 0 end from n`,
    ),
    rows(
      workspaces / 4,
      `insert into workspace_preference (user_id, workspace_id, favourite, hidden)
      select ${id('user', busy)}, ${id('workspace', 'i * 4 + 1')}, case when i % 50 = 1 then 1 else 0 end, 0 from n`,
    ),
    rows(
      memberships / 50,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, last_used_at, revoked_at)
      select ${id('api_token', 'i')}, 'hash-' || i, '…', 'token-' || i, case when i % 20 = 0 then null
          when i % 20 = 3 then ${id('workspace', TOKENS_IN)} else ${id('workspace', half)} end,
        ${id('user', `case when i % 20 < 2 then ${member} when i % 40 = 3 then ${busy} else i % ${users} end`)}, ${AT},
        case when i % 3 = 1 then '2026-07-01T00:00:00.000Z' else '2999-01-01T00:00:00.000Z' end,
        case when i % 7 < 3 then ${instant(`i * 7919 % ${memberships / 50} * 20`)} end,
        case when i % 1000 in (500, 502) then ${AT} end from n`,
    ),
    rows(
      memberships / 100,
      `insert into invitation (id, workspace_id, email, role, state, delivery, invited_by, sent_at, created_at, expires_at)
      select ${id('invitation', 'i')}, ${id('workspace', half)}, 'invited-' || i || '@example.com', 'EDITOR',
        case when i % 1000 = 0 then 'PENDING' when i % 2 = 0 then 'ACCEPTED' else 'EXPIRED' end, 'LINK',
        ${id('user', `i % ${users}`)}, ${AT}, ${AT}, ${instant(`i * 7919 % ${memberships / 100} * 20`)} from n`,
    ),
    rows(
      memberships / 100,
      `insert into project (id, workspace_id, name, created_at, updated_at)
      select ${id('project', 'i')}, ${id('workspace', half)}, 'project-' || i, ${AT}, ${instant(`i * 7919 % ${memberships / 100} * 20`)} from n`,
    ),
    rows(
      memberships / 10,
      `insert into resource (id, workspace_id, project_id, kind, name, labels, created_at, updated_at)
      select ${id('resource', 'i')}, ${id('workspace', half)}, case when i % 8 = 0 then ${id('project', 'i / 8 % 5 * 2')} end,
        case when i % 10000 = 5002 then 'fileset' when i % 6 = 0 then 'model' when i % 6 = 2 then 'dataset' else 'job' end,
        'resource-' || ${digits(`i * 7919 % ${memberships / 10}`)}, '{"team":"' || i % 7 || '"}',
        ${instant('i * 20')}, ${instant(`i * 7919 % ${memberships / 10} * 20`)} from n`,
    ),
    ...(inLarge > 0
      ? [
          rows(
            inLarge,
            `insert into resource (id, workspace_id, kind, name, labels, created_at, updated_at)
            select ${id('resource', `${memberships} + i`)}, ${id('workspace', 0)}, case when i % 3 = 0 then 'model' else 'job' end,
              'more-' || ${digits(`cast(i as bigint) * 7919 % ${inLarge}`)}, '{"team":"' || i % 7 || '"}', ${AT}, ${instant('i')} from n`,
          ),
        ]
      : []),
    'insert into resource_count (workspace_id, kind, count) select workspace_id, kind, count(*) from resource group by 1, 2',
    'delete from member_count',
    'insert into member_count (workspace_id, role, count) select workspace_id, role, count(*) from membership group by 1, 2',
    rows(
      deletions,
      `insert into deletion (id, workspace_id, workspace_name, workspace_display_name, state, policy, requested_by,
        requested_at, started_at, finished_at, total, done)
      select ${id('deletion', 'i')}, ${id('workspace', `${workspaces} + i`)}, 'gone-' || i, 'Gone', 'SUCCEEDED', 'CASCADE',
        ${id('user', `case when i % 800 = 0 then ${member} else i % ${users} end`)}, ${AT}, ${AT},
        ${instant(`i * 7919 % ${deletions} * 20`)}, 5, 5 from n`,
    ),
    rows(
      deletions,
      `insert into deletion_watcher (deletion_id, user_id, was_owner)
      select ${id('deletion', 'i')}, ${id('user', `case when i % 800 = 0 then ${member} else i % ${users} end`)}, 1 from n`,
    ),
    rows(
      deletions / 4,
      `insert into deletion_watcher (deletion_id, user_id, was_owner)
      select ${id('deletion', 'i * 4')}, ${id('user', busy)}, 1 from n`,
    ),
    rows(
      deletions * 5,
      `insert into deletion_step (deletion_id, position, name, state, total, done)
      select ${id('deletion', 'i / 5')}, i % 5, 'step-' || i % 5, 'SUCCEEDED', 1, 1 from n`,
    ),
    rows(
      memberships / 5,
      `insert into event (type, at, workspace_id, deletion_id, actor_id, actor_name, subject_id, ip, summary, data)
      select case when i % 60 = 1 then 'deletion.progress' when i % 40000 = 10007 then 'WORKSPACE_SUSPENDED'
          when i % 10 = 5 then 'USER_UPDATED' when i % 10 = 1 then 'DELETION_STEP_SUCCEEDED'
          when i % 3 = 0 then 'MEMBER_ADDED' else 'RESOURCE_UPDATED' end,
        ${instant('i * 10')},
        case when i % 10 = 5 then null when i % 10 = 1 then ${id('workspace', `${workspaces} + ${gone}`)}
          when i % 4 = 0 then ${id('workspace', 0)} else ${id('workspace', `i % ${workspaces}`)} end,
        case when i % 10 = 1 then ${id('deletion', gone)} end,
        case when i % 40000 = 10008 then ${id('user', member)} else ${id('user', `i % ${users}`)} end, 'Person',
        ${id('user', `i / 2 % ${users}`)}, '127.0.0.1', 'Person did something', '{"total":5,"done":5}' from n`,
    ),
  ]
}

/** Runs all statements in one transaction without durability. Creates the indices after the rows, which is faster. */
async function runAll(database: Config['database'], statements: readonly string[]): Promise<void> {
  if (database.kind === 'sqlite') {
    const db = new BetterSqlite3(database.path as string)
    for (const setting of ['journal_mode = off', 'synchronous = off', 'cache_size = -262144', 'temp_store = memory'])
      db.pragma(setting)
    db.exec('begin')
    const made = db.prepare("select name, sql from sqlite_master where type = 'index' and sql is not null").all()
    const indices = made as { name: string; sql: string }[]
    for (const { name } of indices) db.exec(`drop index "${name}"`)
    for (const statement of [...statements, ...indices.map(({ sql }) => sql)]) db.exec(statement)
    db.exec('commit')
    db.close()
    return
  }
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  // `replica` skips the checks of foreign keys.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'; begin")
  const { rows: indices } = await client.query<{ name: string; sql: string }>(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as sql
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'public' and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`)
  for (const { name } of indices) await client.query(`drop index "${name}"`)
  for (const statement of [...statements, ...indices.map(({ sql }) => sql)]) await client.query(statement)
  await client.query('commit')
  await client.query('vacuum analyze')
  await client.end()
}
