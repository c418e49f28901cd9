// Every mutation of the schema with an idempotency key: many concurrent requests change what one changes, and each gets
// the same answer, also after a restart. The cases are generated from the schema and its inputs.
import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { TABLES } from '../../db/schema.ts'
import type { Fixture } from '../support/create.ts'
import { newDatabase } from '../support/database.ts'
import { serviceFor } from '../support/external.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { longOrShort } from '../support/length.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, EXCHANGE_TOKEN, RESUME_DELETIONS, UPDATE_USER } from '../support/operations.ts'
import { run, seedWorkspace, signUp } from '../support/people.ts'
import { authOf, FIELDS, type SchemaField } from '../support/schema.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'

const MUTATIONS = FIELDS.filter(({ type }) => type.name === 'Mutation').map((field) => [field.name, field] as const)
/** The fields of payloads that are shown only once. */
const SECRETS = new Set(['secret', 'accessToken', 'webhookSecret', 'code', 'link'])
const AT_ONCE = longOrShort(10, 3)
/** Mutations about a running deletion, of which only the ids and events do not change by themselves. */
const UNDER_WAY: Readonly<Record<string, string>> = {
  'Mutation.claimCleanupTasks': 'tasks { id }',
  'Mutation.completeCleanupTask': 'task { id }',
  'Mutation.failCleanupTask': 'task { id }',
  'Mutation.retryDeletion': 'deletion { id }',
  'Mutation.skipDeletionStep': 'deletion { id }',
}

const database = await newDatabase()
const server = await startTestServer({ database, shared: true })
afterAll(() => database.drop())

const admin = await signUp(server)
await run(server, UPDATE_USER, { input: { user: { id: admin.id }, platformAdmin: true } })
const platform = await run(server, CREATE_API_TOKEN, {
  input: { name: 'platform', user: admin.id, platformAdmin: true },
})
/** The requests with their answers. */
const asked: { name: string; send: (server: TestServer) => Promise<Answer>; answer: unknown }[] = []

/** A workspace with two owners, one of whom sends the mutation; a platform admin where the mutation requires one. */
async function newFixture(field: SchemaField): Promise<Fixture> {
  await run(server, RESUME_DELETIONS, { input: {} })
  const { id, owner } = await seedWorkspace(server, { other: 'OWNER' })
  const there = { workspace: { id } }
  // the first caller of exchangeToken creates the signing key
  await run(server, EXCHANGE_TOKEN, { input: { ...there, audience: 'reports' } }, owner)
  if (!authOf(field)?.platformAdmin)
    return { server, workspaceId: id, token: owner.token, actorId: owner.id, deletionId: '' }
  await run(server, ADD_MEMBER, { input: { ...there, principal: { user: admin.id }, role: 'OWNER' } })
  const token = platform.createApiToken.secret as string
  return { server, workspaceId: id, token, actorId: admin.id, deletionId: '' }
}

const operationWith = ({ field }: SchemaField, selection: string): string => {
  const [input] = field.args
  return `mutation($input: ${input?.type}) { ${field.name}(input: $input) { __typename ${selection} } }`
}

/** The number of rows that `act` adds to each of the tables. */
async function rowsMadeBy(tables: readonly string[], act: () => Promise<unknown>): Promise<Record<string, number>> {
  // events of the clean-up are excluded: the pause of waiting deletions, and progress, which is sent ten times a second
  const caused = (name: string) =>
    name === 'event' ? " where actor_id is not null and type <> 'deletion.progress'" : ''
  const counted = tables.map((name) => `select '${name}' as name, count(*) as n from "${name}"${caused(name)}`)
  const count = async () => {
    const rows = await database.query<{ name: string; n: number | string }>(counted.join(' union all '))
    return rows.map(({ name, n }) => [name, Number(n)] as const)
  }
  const before = new Map(await count())
  await act()
  const made = (await count()).map(([name, n]) => [name, n - (before.get(name) ?? 0)] as const)
  return Object.fromEntries(made.filter(([, n]) => n !== 0))
}

/** The answer as a repetition returns it. */
function withoutSecrets(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutSecrets)
  if (typeof answer !== 'object' || answer === null) return answer
  const { __typename = '' } = answer as { __typename?: string }
  const tellsSecrets = __typename.endsWith('Payload') || __typename === 'InviteResult'
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      tellsSecrets && SECRETS.has(name) ? null : withoutSecrets(value),
    ]),
  )
}

describe('a mutation with a key is carried out once, and returns the same answer each time, without secrets', () => {
  test.each(MUTATIONS)('%s', async (name, field) => {
    const selection = UNDER_WAY[name]
    const operation = selection ? operationWith(field, selection) : operationOf(field)
    const tables = selection ? ['event', 'idempotency_key'] : TABLES
    const newRequest = async () => {
      const fixture = await newFixture(field)
      const variables = await variablesOf(field, fixture)
      const { input } = variables as { input: Record<string, unknown> }
      // a grace period keeps the clean-up from beginning
      if (name === 'Mutation.deleteWorkspace') input['gracePeriod'] = '1h'
      const isOfService = ['OWNER_SERVICE', 'TASK_OWNER'].includes(INPUTS[name]?.check as string)
      const { token } = isOfService ? await serviceFor(server, input) : fixture
      const as = { token, headers: { 'Idempotency-Key': randomUUID() } }
      return (extra = {}, on = server) => on.gql(operation, { ...variables, ...extra }, as)
    }
    const single = await newRequest()
    let first: Answer | undefined
    const made = await rowsMadeBy(tables, async () => {
      first = await single()
    })
    expect(first?.body.errors).toBeUndefined()
    expect(made).toMatchObject({ idempotency_key: 1 })

    const answer = withoutSecrets(first?.body)
    const again = await rowsMadeBy(tables, async () => {
      expect((await single()).body).toEqual(answer)
      const [error] = (await single({ more: true })).body.errors ?? []
      expect(error?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED')
    })
    expect(again).toEqual({})
    asked.push({ name, send: (on) => single({}, on), answer })

    const send = await newRequest()
    let answers: unknown[] = []
    const madeAtOnce = await rowsMadeBy(tables, async () => {
      const all = await Promise.all(Array.from({ length: AT_ONCE }, () => send()))
      answers = all.map(({ body }) => withoutSecrets(body))
    })
    expect(madeAtOnce).toEqual(made)
    expect(answers).toEqual(Array(AT_ONCE).fill(answers[0]))
    expect(answers[0]).not.toHaveProperty('errors')
  })

  test('the answers are the same after a restart', async () => {
    expect(asked).toHaveLength(MUTATIONS.length)
    await server.close()
    const restarted = await startTestServer({ database })
    for (const { name, send, answer } of asked) expect([name, (await send(restarted)).body]).toEqual([name, answer])
  })
})
