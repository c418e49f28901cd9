// No mutation scans a table: the plan of each of its statements is checked on a database of 100,000 memberships.
import { afterAll, expect, test } from 'vitest'
import { oldEvents } from '../../src/retention/events.ts'
import { endedInvitations } from '../../src/retention/invitations.ts'
import { expiredKeys } from '../../src/retention/keys.ts'
import { oldSessions } from '../../src/retention/sign-ins.ts'
import { DATABASE, newDatabase } from '../support/database.ts'
import { CREATE_PROJECT, keyed, projectIn } from '../support/idempotency.ts'
import { seedLargeDataset } from '../support/large-dataset.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { followRequests, isOfRequest } from '../support/request-statements.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { MUTATIONS, requestOf } from './mutation-requests.ts'
import { postgresPlanner, type Statement, settingsOf, sqlitePlanner } from './plans.ts'

const MEMBERSHIPS = 100_000
/** It signs, by a key that there is. */
const WRITE_NOTHING = ['exchangeToken']
const database = await newDatabase()
afterAll(() => database.drop())
await seedLargeDataset({ ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }, MEMBERSHIPS)
await database.query(
  `insert into idempotency_key (id, fingerprint, expires_at)
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
  select 'key ' || i, 'x', '2999-01-01T00:00:00.000Z' from n`,
)
const [user] = await database.query<{ id: string }>('select id from "user" order by id limit 1')
await database.query(
  `insert into session (id, hash, user_id, created_at, last_seen_at, expires_at)
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
  select 'session ' || i, 'hash ' || i, ?, '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'
  from n`,
  user?.id as string,
)
for (const table of ['idempotency_key', 'session']) await database.query(`analyze ${table}`)
let [ofRequests, others]: [Statement[], Statement[]] = [[], []]
afterAll(followRequests())
const server = await startTestServer({
  shared: true,
  database,
  onQuery: (sql, parameters, isPrepared) => (isOfRequest() ? ofRequests : others).push({ sql, parameters, isPrepared }),
})
const planner =
  DATABASE === 'sqlite'
    ? sqlitePlanner(database.url.replace('sqlite:', ''))
    : await postgresPlanner(database.url, await server.app.services.store.write(settingsOf))
afterAll(() => planner.close())

test.each(MUTATIONS)('%s', async (_name, field) => {
  const send = await requestOf(server, field, await seedWorkspace(server))
  ofRequests = []
  await send()
  await expectNoScan(ofRequests, !WRITE_NOTHING.includes(field.field.name))
})

test('a mutation with an idempotency key, and its repetition', async () => {
  const { id, owner } = await seedWorkspace(server)
  const variables = projectIn(id)
  ofRequests = []
  for (let time = 1; time <= 2; time++) await run(server, CREATE_PROJECT, variables, keyed(owner, 'the same'))
  await expectNoScan(ofRequests, true)
})

test('retention', async () => {
  await database.query("update session set expires_at = '2020-01-01T00:00:00.000Z' where id = 'session 7'")
  const { store } = server.app.services
  const columns = 'workspace_id, email, role, state, delivery, invited_by, sent_at, created_at, expires_at'
  await database.query(
    `insert into invitation (id, ${columns})
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 40)
    select id || '-' || i, ${columns} from invitation, n where state <> 'PENDING'`,
  )
  await database.query('analyze invitation')
  await database.query(
    "insert into idempotency_key (id, fingerprint, expires_at) values ('old', 'x', '2020-01-01T00:00:00.000Z')",
  )
  for (const ageing of [oldEvents, endedInvitations, expiredKeys, oldSessions]) {
    others = []
    await ageing.isDue(store.db, store.now())
    await store.write((tx) => ageing.removeSome(tx, store.now(), 10))
    await expectNoScan(others, true)
  }
})

async function expectNoScan(sent: readonly Statement[], isWrite: boolean): Promise<void> {
  expect(sent.some(({ sql }) => /^\s*(insert|update|delete)/.test(sql))).toBe(isWrite)
  for (const statement of sent) {
    if (/^\s*(begin|commit|rollback)/.test(statement.sql)) continue
    expect.soft(await planner.scansOf(statement), statement.sql).toEqual([])
  }
}
