// A deployment of any number of memberships, inserted by SQL that runs on both databases: the API would take hours for
// a million. One workspace has a tenth of all memberships and half of all resources, projects and tokens.
import {
  AT,
  type Caller,
  digits,
  id,
  insertToken,
  insertWorkspaces,
  instant,
  MEMBER_COLUMNS,
  migrated,
  newCaller,
  nthId,
  person,
  rows,
  runAll,
} from './bulk.ts'

export interface LargeDataset {
  /** An admin of the large workspace and an editor of up to 49 others. */
  readonly member: Caller
  /** A member of a quarter of all workspaces, mostly as a viewer. */
  readonly busy: Caller
  /** The id of the workspace with a tenth of all memberships. */
  readonly large: string
  /** The id of the workspace with a twentieth of all tokens, half of which are those of `busy`, a viewer there. */
  readonly tokens: string
  /** The member in the middle of the large workspace's memberships, ordered by id. */
  readonly middle: { readonly id: string; readonly name: string }
  /** Ids of rows that filters of lists match. */
  readonly user: string
  readonly project: string
  /** A service account of the large workspace, which has many tokens. */
  readonly account: string
  readonly deletion: string
  readonly memberships: number
}

/** The number of a workspace in which `busy` is a viewer. */
const TOKENS_IN = 9
/**
 * Migrates an empty database, creates the first platform admin with the token of `env`, and inserts the rows. `inLarge`
 * is the number of additional resources in the large workspace.
 */
export async function seedLargeDataset(
  env: Record<string, string>,
  memberships: number,
  inLarge = 0,
): Promise<LargeDataset> {
  const config = await migrated(env)
  const users = Math.max(200, memberships / 10)
  const [member, busy] = [newCaller(users), newCaller(users + 1)] as const
  const tokens = [insertToken(users, member), insertToken(users + 1, busy)]
  await runAll(config.database, [...statementsFor(memberships, users, inLarge), ...tokens])
  const halfway = memberships / 20
  return {
    member,
    busy,
    large: nthId('workspace', 0),
    tokens: nthId('workspace', TOKENS_IN),
    middle: { id: nthId('user', halfway), name: `Person ${(halfway * 7919) % users}` },
    user: nthId('user', 7),
    project: nthId('project', 0),
    account: nthId('service_account', 0),
    deletion: nthId('deletion', 0),
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
    insertWorkspaces(workspaces, users),
    rows(
      memberships,
      `insert into membership (${MEMBER_COLUMNS})
      select ${id('membership', 'i')}, ${id('workspace', place)}, 'USER',
        ${id('user', who)},
        case when i = 0 or (i % 10 > 0 and ${nth} = 0) then 'OWNER' when i % 10 = 0 and i % 10000 > 0 and i % 20 = 0 then 'EDITOR'
          when i % 10 > 0 and ${nth} % 3 = 1 then 'ADMIN' when i % 10000 = 0 then 'ADMIN' else 'VIEWER' end,
        ${person(who, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      own,
      `insert into membership (${MEMBER_COLUMNS})
      select ${id('membership', `${memberships} + i`)}, ${id('workspace', `i * ${workspaces / own}`)}, 'USER', ${id('user', member)},
        case when i = 0 then 'ADMIN' else 'EDITOR' end, ${person(member, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 4,
      `insert into membership (${MEMBER_COLUMNS})
      select ${id('membership', `${memberships + own} + i`)}, ${id('workspace', 'i * 4 + 1')}, 'USER', ${id('user', busy)},
        case when i % 100 = 1 then 'OWNER' else 'VIEWER' end, ${person(busy, users)}, ${AT}, ${AT} from n`,
    ),
    rows(
      workspaces / 40,
      `insert into membership (${MEMBER_COLUMNS})
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
      memberships / 100,
      `insert into "user" (id, name, service_account, created_at)
      select ${id('service_account', 'i')}, 'machine-' || i, 1, ${AT} from n`,
    ),
    rows(
      memberships / 100,
      `insert into service_account (id, workspace_id, name, created_at, updated_at)
      select ${id('service_account', 'i')}, case when i % 2 = 0 then ${id('workspace', 0)} end, 'machine-' || i, ${AT},
        ${instant(`i * 7919 % ${memberships / 100} * 20`)} from n`,
    ),
    rows(
      memberships / 100,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, last_used_at, expiry_told)
      select ${id('api_token', `${memberships} + i`)}, 'machine-hash-' || i, '…', 'token-' || i, ${id('workspace', 0)},
        ${id('service_account', 'case when i % 2 = 0 then 0 else i end')}, ${AT}, ${instant(`i * 7919 % ${memberships / 100} * 20`)}, null, 1 from n`,
    ),
    rows(
      memberships / 50,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, last_used_at, revoked_at, expiry_told)
      select ${id('api_token', 'i')}, 'hash-' || i, '…', 'token-' || i, case when i % 20 = 0 then null
          when i % 20 = 3 then ${id('workspace', TOKENS_IN)} else ${id('workspace', half)} end,
        ${id('user', `case when i % 20 < 2 then ${member} when i % 40 = 3 then ${busy} else i % ${users} end`)}, ${AT},
        case when i % 3 = 1 then '2026-07-01T00:00:00.000Z' else '2999-01-01T00:00:00.000Z' end,
        case when i % 7 < 3 then ${instant(`i * 7919 % ${memberships / 50} * 20`)} end,
        case when i % 1000 in (500, 502) then ${AT} end, 1 from n`,
    ),
    rows(
      memberships / 50,
      `insert into session (id, hash, user_id, token_hash, created_at, last_seen_at, expires_at)
      select ${id('session', 'i')}, 'session-hash-' || i, ${id('user', `case when i % 20 = 0 then ${member} else i % ${users} end`)},
        case when i % 2 = 0 then 'hash-' || i end, ${AT}, ${instant('i * 20')}, '2999-01-01T00:00:00.000Z' from n`,
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
      memberships / 20,
      `insert into cleanup_task (id, deletion_id, position, workspace_id, workspace_name, kind, cleanup, resource_id,
        resource_name, labels, state)
      select ${id('cleanup_task', 'i')}, ${id('deletion', `case when i % 2 = 0 then 0 else i % ${deletions} end`)}, 1, 'gone', 'gone',
        'kind-' || i % 3, 'CLAIM', ${id('resource', 'i')}, 'resource-' || i, '{}',
        case when i = ${memberships / 40} then 'FAILED' when i % 1000 = 0 then 'READY' else 'DONE' end from n`,
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
