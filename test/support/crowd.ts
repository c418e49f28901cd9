// A deployment with as many memberships as asked for, put straight into the tables of either database: the same
// statements on both. One workspace holds a tenth of all members and half of all resources, projects and tokens.
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { hashOf, newSecret } from '../../src/auth/secret.ts'
import { bootstrap } from '../../src/bootstrap.ts'
import { type Config, loadConfig } from '../../src/config/config.ts'
import { openStore } from '../../src/store/store.ts'

export interface Crowd {
  /** An admin of the large workspace, an editor of 49 others at most. */
  readonly member: Caller
  /** A viewer of a quarter of all workspaces. */
  readonly busy: Caller
  /** The workspace of many members. */
  readonly large: string
  /** One who joined it when it had half as many. */
  readonly middle: { readonly id: string; readonly name: string }
  /** Ids of rows that have what some lists are asked for. */
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

const REST = '0'.repeat(16)
/** Nine digits, so that texts order as their numbers do. */
const digits = (number: string | number) => `substr(cast(1000000000 + (${number}) as text), 2)`
/** SQL of the id with this number: a TypeID older than any that a server makes. */
const id = (prefix: string, number: string | number) => `'${prefix}_0' || ${digits(number)} || '${REST}'`
const idOf = (prefix: string, number: number) => `${prefix}_0${String(number).padStart(9, '0')}${REST}`
const two = (number: string) => `substr(cast(100 + (${number}) as text), 2)`
/** SQL of an instant in June 2026, so many seconds after its beginning. */
const instant = (seconds: string) =>
  `'2026-06-' || ${two(`1 + (${seconds}) / 86400 % 30`)} || 'T' || ${two(`(${seconds}) / 3600 % 24`)} || ':'
    || ${two(`(${seconds}) / 60 % 60`)} || ':' || ${two(`(${seconds}) % 60`)} || '.000Z'`
/** SQL of a user's name, in another order than the ids. */
const person = (number: string | number, users: number) => `'Person ' || cast((${number}) * 7919 % ${users} as text)`
const AT = "'2026-06-01T00:00:00.000Z'"
/** Rows `i` from 0. */
const rows = (count: number, statement: string) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count}) ${statement}`

/** Fills an empty database: migrated, with the first platform admin of this token, then by SQL. */
export async function seedCrowd(env: Record<string, string>, memberships: number): Promise<Crowd> {
  const config = loadConfig(env)
  const store = await openStore({ database: config.database, secretKey: config.secretKey ?? new Uint8Array(32) })
  await bootstrap(store, config, () => {})
  await store.close()
  const users = Math.max(200, memberships / 10)
  const [member, busy] = [users, users + 1].map((number) => ({ id: idOf('user', number), token: newSecret() })) as [
    Caller,
    Caller,
  ]
  const statements = statementsFor(memberships, users)
  for (const { id: owner, token } of [member, busy]) {
    statements.push(`insert into api_token (id, hash, hint, name, owner_id, created_at, expires_at)
      values ('${owner.replace('user', 'tok')}', '${hashOf(token)}', '…', 'crowd', '${owner}', ${AT}, '2999-01-01T00:00:00.000Z')`)
  }
  await runAll(config.database, statements)
  const large = idOf('ws', 0)
  const halfway = memberships / 20
  const middle = { id: idOf('user', halfway), name: `Person ${(halfway * 7919) % users}` }
  const rest = { middle, user: idOf('user', 7), project: idOf('prj', 0), deletion: idOf('del', 0), memberships }
  return { member, busy, large, ...rest }
}

function statementsFor(memberships: number, users: number): string[] {
  const workspaces = Math.max(40, memberships / 50)
  const deletions = memberships / 50
  const [member, busy] = [users, users + 1]
  const own = Math.min(50, workspaces)
  // each tenth is of the large workspace; the others come one of each workspace after the other, as people do
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
      `insert into "user" (id, name, email, created_at, suspended_at, deleted_at)
      select ${id('user', 'i')}, ${person('i', users)}, 'person-' || i || '@example.com', ${AT},
        case when i % 9000 = 100 then ${AT} end, case when i % 1000 = 500 then ${AT} end from n`,
    ),
    rows(
      workspaces,
      `insert into workspace (id, name, display_name, hosting, state, visibility, created_at, created_by, updated_at)
      select ${id('ws', 'i')}, 'team-' || i, 'Team ' || ${digits(`i * 7919 % ${workspaces}`)},
        case when i % 9000 = 3 then 'REMOTE' when i % 3 = 0 then 'LOCAL' else 'MANAGED' end,
        case when i % 9000 = 9 then 'SUSPENDED' else 'ACTIVE' end, 'PRIVATE',
        ${instant('i * 20')}, ${id('user', `i % ${users}`)}, ${instant(`i * 7919 % ${workspaces} * 20`)} from n`,
    ),
    rows(
      memberships,
      `insert into membership (${memberColumns})
      select ${id('mem', 'i')}, ${id('ws', place)}, 'USER',
        ${id('user', who)},
        case when i = 0 or (i % 10 > 0 and ${nth} = 0) then 'OWNER' when i % 10 = 0 and i % 10000 > 0 and i % 20 = 0 then 'EDITOR'
          when i % 10 > 0 and ${nth} % 3 = 1 then 'ADMIN' when i % 10000 = 0 then 'ADMIN' else 'VIEWER' end,
        ${person(who, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      own,
      `insert into membership (${memberColumns})
      select ${id('mem', `${memberships} + i`)}, ${id('ws', `i * ${workspaces / own}`)}, 'USER', ${id('user', member)},
        case when i = 0 then 'ADMIN' else 'EDITOR' end, ${person(member, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 4,
      `insert into membership (${memberColumns})
      select ${id('mem', `${memberships + own} + i`)}, ${id('ws', 'i * 4 + 1')}, 'USER', ${id('user', busy)},
        case when i % 100 = 1 then 'OWNER' else 'VIEWER' end, ${person(busy, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 40,
      `insert into membership (${memberColumns})
      select ${id('mem', `${memberships + own + workspaces} + i`)}, ${id('ws', 'i * 40')}, 'GROUP', 'group:crowd', 'VIEWER',
        'group:crowd', ${AT}, ${AT} from n`,
    ),
    rows(
      own,
      `insert into workspace_preference (user_id, workspace_id, favourite, hidden)
      select ${id('user', member)}, ${id('ws', `i * ${workspaces / own}`)}, case when i % 5 = 0 then 1 else 0 end,
        case when i % 10 = 1 then 1 else 0 end from n`,
    ),
    rows(
      workspaces / 4,
      `insert into workspace_preference (user_id, workspace_id, favourite, hidden)
      select ${id('user', busy)}, ${id('ws', 'i * 4 + 1')}, case when i % 50 = 1 then 1 else 0 end, 0 from n`,
    ),
    rows(
      memberships / 50,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, revoked_at)
      select ${id('tok', 'i')}, 'hash-' || i, '…', 'token-' || i, case when i % 20 = 0 then null else ${id('ws', half)} end,
        ${id('user', `case when i % 20 < 2 then ${member} else i % ${users} end`)}, ${AT},
        case when i % 3 = 1 then '2026-07-01T00:00:00.000Z' else '2999-01-01T00:00:00.000Z' end,
        case when i % 1000 in (500, 502) then ${AT} end from n`,
    ),
    rows(
      memberships / 100,
      `insert into project (id, workspace_id, name, created_at, updated_at)
      select ${id('prj', 'i')}, ${id('ws', half)}, 'project-' || i, ${AT}, ${AT} from n`,
    ),
    rows(
      memberships / 10,
      `insert into resource (id, workspace_id, project_id, kind, name, labels, created_at, updated_at)
      select ${id('res', 'i')}, ${id('ws', half)}, case when i % 8 = 0 then ${id('prj', 'i / 8 % 5 * 2')} end,
        case when i % 10000 = 5002 then 'fileset' when i % 6 = 0 then 'model' when i % 6 = 2 then 'dataset' else 'job' end,
        'resource-' || ${digits(`i * 7919 % ${memberships / 10}`)}, '{"team":"' || i % 7 || '"}',
        ${instant('i * 20')}, ${instant(`i * 7919 % ${memberships / 10} * 20`)} from n`,
    ),
    'insert into resource_count (workspace_id, kind, count) select workspace_id, kind, count(*) from resource group by 1, 2',
    rows(
      deletions,
      `insert into deletion (id, workspace_id, workspace_name, workspace_display_name, state, policy, requested_by,
        requested_at, started_at, finished_at, total, done)
      select ${id('del', 'i')}, ${id('ws', `${workspaces} + i`)}, 'gone-' || i, 'Gone', 'SUCCEEDED', 'CASCADE',
        ${id('user', `case when i % 800 = 0 then ${member} else i % ${users} end`)}, ${AT}, ${AT}, ${AT}, 5, 5 from n`,
    ),
    rows(
      deletions,
      `insert into deletion_watcher (deletion_id, user_id, was_owner)
      select ${id('del', 'i')}, ${id('user', `case when i % 800 = 0 then ${member} else i % ${users} end`)}, 1 from n`,
    ),
    rows(
      deletions * 5,
      `insert into deletion_step (deletion_id, position, name, state, total, done)
      select ${id('del', 'i / 5')}, i % 5, 'step-' || i % 5, 'SUCCEEDED', 1, 1 from n`,
    ),
    rows(
      memberships / 5,
      `insert into event (type, at, workspace_id, deletion_id, actor_id, actor_name, subject_id, ip, summary, data)
      select case when i % 60 = 1 then 'deletion.progress' when i % 40000 = 10007 then 'workspace.suspended'
          when i % 10 = 5 then 'user.updated' when i % 10 = 1 then 'deletion.step_succeeded'
          when i % 3 = 0 then 'member.added' else 'resource.updated' end,
        ${instant('i * 10')},
        case when i % 10 = 5 then null when i % 10 = 1 then ${id('ws', `${workspaces} + ${gone}`)}
          when i % 4 = 0 then ${id('ws', 0)} else ${id('ws', `i % ${workspaces}`)} end,
        case when i % 10 = 1 then ${id('del', gone)} end,
        case when i % 40000 = 10008 then ${id('user', member)} else ${id('user', `i % ${users}`)} end, 'Person',
        ${id('user', `i / 2 % ${users}`)}, '127.0.0.1', 'Person did something', '{"total":5,"done":5}' from n`,
    ),
  ]
}

/** One transaction that need not last, indices made at its end: rows come in no order that an index would like. */
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
  // no look-up for each reference of each row
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
