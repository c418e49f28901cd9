// No mutation scans a table: the plan of each statement that one sends is checked on a database of 100,000 memberships.
import { afterAll, expect, test } from 'vitest'
import { DATABASE, newDatabase } from '../support/database.ts'
import { CREATE_PROJECT, keyed, keysKept, projectIn } from '../support/idempotency.ts'
import { operationOf, variablesOf } from '../support/inputs.ts'
import { seedLargeDataset } from '../support/large-dataset.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { FIELDS } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { postgresPlanner, type Statement, sqlitePlanner } from './plans.ts'

const MEMBERSHIPS = 100_000
/** It signs, by a key that there is. */
const WRITE_NOTHING = ['exchangeToken']
const database = await newDatabase()
afterAll(() => database.drop())
await seedLargeDataset({ ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }, MEMBERSHIPS)
await database.query(
  "insert into idempotency_key (id, fingerprint, expires_at) values ('old', 'x', '2020-01-01T00:00:00.000Z')",
)
let statements: Statement[] = []
const ever: Statement[] = []
const server = await startTestServer({
  shared: true,
  database,
  onQuery: (sql, parameters) => {
    statements.push({ sql, parameters })
    ever.push({ sql, parameters })
  },
})
const planner =
  DATABASE === 'sqlite' ? sqlitePlanner(database.url.replace('sqlite:', '')) : await postgresPlanner(database.url, [])
afterAll(() => planner.close())

const mutations = FIELDS.filter(({ type }) => type.name === 'Mutation').map((field) => [field.name, field] as const)

test.each(mutations)('%s', async (_name, field) => {
  const { id, owner } = await seedWorkspace(server)
  const fixture = { server, workspaceId: id, token: owner.token, actorId: owner.id, deletionId: '' }
  const variables = await variablesOf(field, fixture)
  // what only the person concerned can do
  const asOwner = ['leaveWorkspace', 'acceptInvitation', 'declineInvitation'].includes(field.field.name)
  statements = []
  await server.gql(operationOf(field), variables, asOwner ? owner : {})
  const sent = statements
  const writes = sent.some(({ sql }) => /^\s*(insert|update|delete)/.test(sql))
  expect(writes).toBe(!WRITE_NOTHING.includes(field.field.name))
  for (const statement of sent) {
    if (/^\s*(begin|commit|rollback)/.test(statement.sql)) continue
    expect.soft(await planner.scansOf(statement), statement.sql).toEqual([])
  }
})

test('idempotency keys: claimed, answered again and removed', async () => {
  await until(async () => (await keysKept(server)) === 0)
  const { id, owner } = await seedWorkspace(server)
  const variables = projectIn(id)
  for (let time = 1; time <= 2; time++) await run(server, CREATE_PROJECT, variables, keyed(owner, 'the same'))
  const ofKeys = ever.filter(({ sql }) => sql.includes('idempotency_key'))
  const verbs = new Set(ofKeys.map(({ sql }) => sql.trim().split(' ')[0]))
  expect([...verbs].sort()).toEqual(['delete', 'insert', 'select', 'update'])
  for (const statement of ofKeys) expect.soft(await planner.scansOf(statement), statement.sql).toEqual([])
})
