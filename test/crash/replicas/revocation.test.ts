// Writes that change the caller's own credential, which the same transaction has read and locked.
import { expect, test } from 'vitest'
import { CREATE_API_TOKEN, CREATE_WORKSPACE } from '../../support/operations.ts'
import { run, signUp, unique } from '../../support/people.ts'
import type { TestServer } from '../../support/server.ts'
import { REVOKE_API_TOKEN, SUSPEND_USER } from './operations.ts'
import { errorCodes, lockName, race, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true, env: { CROFT_DATABASE_CONNECTIONS: '40' } })

async function deadlocks(): Promise<number> {
  const statement = 'select deadlocks from pg_stat_database where datname = current_database()'
  const [known] = await database.query<{ deadlocks: string }>(statement)
  return Number(known?.deadlocks)
}

test('a token that revokes itself in several requests at once is revoked by one of them, without a deadlock', async () => {
  const before = await deadlocks()
  const person = await signUp(a)
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'own' } }, person)
  const own = { token: createApiToken.secret as string }
  const { id } = createApiToken.token
  const revoke = (through: TestServer) => () => run(through, REVOKE_API_TOKEN, { input: { token: { id: id } } }, own)
  const outcomes = await race(database, lockName(id), [a, b, a, b, a, b].map(revoke))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(errorCodes(outcomes)).toEqual(Array(5).fill('UNAUTHENTICATED'))
  expect(await deadlocks()).toBe(before)
})

test('of two tokens that revoke each other at once one succeeds, without a deadlock', async () => {
  const before = await deadlocks()
  const person = await signUp(a)
  const make = async (name: string) => (await run(a, CREATE_API_TOKEN, { input: { name } }, person)).createApiToken
  const [first, second] = [await make('first'), await make('second')]
  const revoke = (through: TestServer, by: typeof first, other: typeof first) => () =>
    run(through, REVOKE_API_TOKEN, { input: { token: { id: other.token.id } } }, { token: by.secret as string })
  const operations = [revoke(a, first, second), revoke(b, second, first)]
  const outcomes = await race(database, lockName(first.token.id), operations)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(errorCodes(outcomes)).toEqual(['UNAUTHENTICATED'])
  expect(await deadlocks()).toBe(before)
})

test.each(['token', 'user'] as const)('a %s that writes without a pause can be revoked or suspended', async (what) => {
  const person = await signUp(a)
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'flood' } }, person)
  const flooding = { token: createApiToken.secret as string }
  let over = false
  const codes = new Set<string>()
  const flood = async () => {
    while (!over) {
      const { body } = await a.gql(CREATE_WORKSPACE.toString(), { input: { name: unique('flood') } }, flooding)
      const code = body.errors?.[0]?.extensions.code
      if (code) codes.add(String(code))
      if (code === 'UNAUTHENTICATED') return
    }
  }
  const clients = Array.from({ length: 8 }, flood)
  const { id } = createApiToken.token
  try {
    if (what === 'token') await run(b, REVOKE_API_TOKEN, { input: { token: { id: id } } })
    else await run(b, SUSPEND_USER, { input: { user: { id: person.id }, reason: 'Floods' } })
    await Promise.all(clients)
  } finally {
    over = true
  }
  expect([...codes]).toEqual(['UNAUTHENTICATED'])
})
