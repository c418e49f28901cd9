// PostgreSQL plans the statements of `runPrepared` once, for values that it does not know: it takes every workspace for an
// average one. Here most workspaces have a single row of everything, so that reading all rows of a workspace looks cheap,
// and a few have thousands. No statement may read them all.
import { afterAll, expect, test } from 'vitest'
import { createServiceAccountWithToken } from '../support/create.ts'
import { newDatabase } from '../support/database.ts'
import { seedLargeDataset } from '../support/large-dataset.ts'
import { ADD_MEMBER } from '../support/operations.ts'
import { fill, run, seedWorkspace, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { MUTATIONS, requestOf } from './mutation-requests.ts'
import { postgresPlanner, type Statement, settingsOf } from './plans.ts'
import { type CallerName, listsOf, readsOf } from './reads.ts'

const SMALL_WORKSPACES = 100_000
const IN_LARGE = 5000
/** For a page of 20 rows with 5 nested rows each. */
const MOST = 2000

/** Explaining a statement runs it, so only those that change nothing are explained. */
const isSelect = (sql: string) => /^\s*(select|with)\b/.test(sql)

const database = await newDatabase()
afterAll(() => database.drop())
const dataset = await seedLargeDataset({ ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }, 100_000)
let sent: Statement[] = []
const server = await startTestServer({
  shared: true,
  database,
  onQuery: (sql, parameters, isPrepared) => {
    if (isPrepared && isSelect(sql)) sent.push({ sql, parameters, isPrepared })
  },
})
const large = await seedWorkspace(server)
await insertRows()
const { store } = server.app.services
const planners = {
  read: await postgresPlanner(database.url, await settingsOf(store.db)),
  write: await postgresPlanner(database.url, await store.write(settingsOf)),
}
afterAll(() => Promise.all([planners.read.close(), planners.write.close()]))

/** A row of everything in each small workspace, and thousands in the large one, each with users and owners of their own. */
async function insertRows() {
  const at = "'2026-06-01T00:00:00.000Z'"
  const [of, owner] = [`'${large.id}'`, `'${large.owner.id}'`]
  const columns = {
    membership: 'principal_type, principal, role, name, created_at, updated_at',
    resource: 'kind, name, labels, created_at, updated_at',
    project: 'name, created_at, updated_at',
    invitation: 'email, role, state, delivery, invited_by, sent_at, created_at, expires_at',
    api_token: 'hash, hint, name, owner_id, created_at, expires_at',
    event: 'type, at, actor_name, subject_id, ip, summary, data',
  }
  const valuesOf = (owns: string): Record<keyof typeof columns, string> => ({
    membership: `'USER', person, 'VIEWER', id, ${at}, ${at}`,
    resource: `'job', id, '{}', ${at}, ${at}`,
    project: `id, ${at}, ${at}`,
    invitation: `id || '@example.com', 'EDITOR', 'ACCEPTED', 'LINK', ${owner}, ${at}, ${at}, ${at}`,
    api_token: `id, '…', id, ${owns}, ${at}, '2026-07-01T00:00:00.000Z'`,
    event: `'RESOURCE_UPDATED', ${at}, 'Somebody', id, '127.0.0.1', 'A resource was changed', '{}'`,
  })
  const insert = (prefix: string, count: number, workspace: string, owns: string) =>
    Object.entries(valuesOf(owns)).map(([table, values]) => {
      const isEvent = table === 'event'
      return `insert into ${table} (${isEvent ? '' : 'id, '}workspace_id, ${columns[table as keyof typeof columns]})
        select ${isEvent ? '' : 'id, '}${workspace}, ${values}
        from (select '${prefix}' || i as id, 'small-' || i as person from generate_series(1, ${count}) as i) as n`
    })
  const users = `insert into "user" (id, name, created_at)
    select 'small-' || i, 'Somebody', ${at} from generate_series(1, ${SMALL_WORKSPACES}) as i`
  const workspaces = `insert into workspace
    (id, name, display_name, hosting, state, visibility, created_at, created_by, updated_at)
    select id, id, id, 'LOCAL', 'ACTIVE', 'PRIVATE', ${at}, ${owner}, ${at} from "user" where id like 'small-%'`
  for (const statement of [
    users,
    workspaces,
    ...insert('small-', SMALL_WORKSPACES, 'id', 'id'),
    ...insert('large-', IN_LARGE, of, owner),
    // personal tokens of the owner, which have expired
    `insert into api_token (id, ${columns.api_token}) select 'own-' || id, 'own-' || hash, hint, name, owner_id, created_at,
      expires_at from api_token where workspace_id = ${of}`,
    // live tokens of members of the large workspace, whose own membership comes after all others
    `insert into api_token (id, workspace_id, ${columns.api_token})
      select 'live-' || i, ${of}, 'live-' || i, '…', 'live', 'small-' || i, ${at}, '2999-01-01T00:00:00.000Z'
      from generate_series(1, ${IN_LARGE}) as i`,
    // and workspaces with many service accounts that have some
    `insert into "user" (id, name, service_account, created_at)
      select 'machine-' || i, 'machine', 1, ${at} from generate_series(1, 2000) as i`,
    `insert into service_account (id, workspace_id, name, created_at, updated_at)
      select 'machine-' || i, 'small-' || (1 + i % 4), 'machine-' || i, ${at}, ${at} from generate_series(1, 2000) as i`,
    `insert into api_token (id, workspace_id, ${columns.api_token})
      select 'of-machine-' || i, 'small-' || (1 + i / 2 % 4), 'of-machine-' || i, '…', 'machine', 'machine-' || (i / 2), ${at},
        '2999-01-01T00:00:00.000Z' from generate_series(2, 4001) as i`,
    'vacuum analyze',
  ])
    await database.query(statement)
}

const explained = new Set<string>()

/** Explains the statements that were sent: each text once for every caller or mutation. */
async function expectFewRows(planner: keyof typeof planners, what: string): Promise<void> {
  const statements = sent
  sent = []
  for (const statement of statements) {
    const key = `${what} ${statement.sql}`
    if (explained.has(key)) continue
    explained.add(key)
    const { rows, plan } = await planners[planner].explain(statement, Number.POSITIVE_INFINITY)
    expect.soft(rows, [what, statement.sql, ...plan].join('\n')).toBeLessThan(MOST)
  }
}

const CALLERS: Record<CallerName, string> = {
  'a member': dataset.member.token,
  'a member of 5,000 workspaces': dataset.busy.token,
  'a platform admin': ADMIN_TOKEN,
}

test('lists', async () => {
  sent = []
  for (const { query, as, orders = [] } of Object.values(listsOf(dataset)))
    for (const name of as)
      for (const order of ['', ...orders.map((order) => `, orderBy: ${order}`)])
        for (const window of ['first: 20', 'last: 20']) {
          const page = query.replace('%', `(${window}${order}) { nodes { __typename } }`)
          await server.data(`{ ${page} }`, {}, { token: CALLERS[name] })
          await expectFewRows('read', name)
        }
})

test('other reads', async () => {
  for (const [query, as] of Object.values(readsOf(dataset)))
    for (const name of as) {
      await server.data(`{ ${query} }`, {}, { token: CALLERS[name] })
      await expectFewRows('read', name)
    }
})

/** They end the workspace, or what its other tests need: each gets a small one. */
const ENDING = /delet|restore|transfer|leave|task|retry/i

test.each(MUTATIONS)('%s', async (name, field) => {
  const send = await requestOf(server, field, ENDING.test(name) ? await seedWorkspace(server) : large)
  sent = []
  await send()
  await expectFewRows('write', name)
})

test('registering resources again', async () => {
  for (let time = 1; time <= 2; time++) await fill(server, large, 10)
  await expectFewRows('write', 'registering again')
})

test('a token of a service account', async () => {
  sent = []
  await createServiceAccountWithToken({
    server,
    workspaceId: large.id,
    token: large.owner.token,
    actorId: large.owner.id,
    deletionId: '',
  })
  await expectFewRows('write', 'a token of a service account')
})

test('an owner leaves', async () => {
  const owner = await signUp(server)
  const workspace = { id: large.id }
  await run(server, ADD_MEMBER, { input: { workspace, principal: { user: owner.id }, role: 'OWNER' } })
  sent = []
  await server.data(
    'mutation { leaveWorkspace(input: { workspace: { id: "%" } }) { __typename } }'.replace('%', large.id),
    {},
    owner,
  )
  await expectFewRows('write', 'an owner leaves')
})
