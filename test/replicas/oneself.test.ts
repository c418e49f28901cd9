// A caller whose writes concern the caller itself: it is read and changed in the same transaction.
import { expect, test } from 'vitest'
import type { TestServer } from '../harness.ts'
import { CREATE_API_TOKEN } from '../operations.ts'
import { run, signUp } from '../seed.ts'
import { REVOKE_API_TOKEN } from './operations.ts'
import { collide, refusals, row, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true, env: { CROFT_DATABASE_CONNECTIONS: '40' } })

async function deadlocks(): Promise<number> {
  const statement = 'select deadlocks from pg_stat_database where datname = current_database()'
  const [known] = await database.query<{ deadlocks: string }>(statement)
  return Number(known?.deadlocks)
}

test('a token that revokes itself many times at once does so once, and nobody waits for a deadlock', async () => {
  const before = await deadlocks()
  const person = await signUp(a)
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'own' } }, person)
  const own = { token: createApiToken.secret as string }
  const { id } = createApiToken.token
  const revoke = (through: TestServer) => () => run(through, REVOKE_API_TOKEN, { input: { token: id } }, own)
  const outcomes = await collide(database, row('api_token', id), [a, b, a, b, a, b].map(revoke))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(refusals(outcomes)).toEqual(Array(5).fill('UNAUTHENTICATED'))
  expect(await deadlocks()).toBe(before)
})

test('two tokens that revoke each other at once: one does, and nobody waits for a deadlock', async () => {
  const before = await deadlocks()
  const person = await signUp(a)
  const make = async (name: string) => (await run(a, CREATE_API_TOKEN, { input: { name } }, person)).createApiToken
  const [first, second] = [await make('first'), await make('second')]
  const revoke = (through: TestServer, by: typeof first, other: typeof first) => () =>
    run(through, REVOKE_API_TOKEN, { input: { token: other.token.id } }, { token: by.secret as string })
  const acts = [revoke(a, first, second), revoke(b, second, first)]
  const outcomes = await collide(database, row('api_token', first.token.id), acts)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(refusals(outcomes)).toEqual(['UNAUTHENTICATED'])
  expect(await deadlocks()).toBe(before)
})
