// Idempotency keys over replicas: a mutation that one carries out is answered by the others, and if one is killed,
// another carries the mutation out.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { graphql } from '../../generated/gql.ts'
import { CREATE_PROJECT, codeOf, DELETE_PROJECT, keyed, keysKept, projectIn } from '../../support/idempotency.ts'
import { CREATE_API_TOKEN, DELETE_WORKSPACE } from '../../support/operations.ts'
import { run, seedWorkspace, unique } from '../../support/people.ts'
import { ADMIN_TOKEN, until } from '../../support/server.ts'
import { BUILT, call, NoResponse, spawnServer } from '../process.ts'
import { connectTo } from './observe.ts'
import { lockRow, race, startReplicas } from './replicas.ts'

const REVOKE = graphql(`
  mutation KeyedReplicasRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)

const { a, b, database } = await startReplicas({ shared: true })
const { id, owner } = await seedWorkspace(a)

const valuesOf = <T>(outcomes: readonly PromiseSettledResult<T>[]) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason))
const projectsNamed = (name: string) => database.query('select id from project where name = ?', name)

test('a mutation that is sent to two replicas at once is carried out once', async () => {
  const variables = projectIn(id)
  const as = keyed(owner, randomUUID())
  const create = (through: typeof a) => () => run(through, CREATE_PROJECT, variables, as)
  const outcomes = await race(database, lockRow('workspace', id), [create(a), create(b), create(a), create(b)])
  const [first] = outcomes
  expect(first).toMatchObject({ status: 'fulfilled' })
  expect(outcomes).toEqual(Array(4).fill(first))
  expect(await projectsNamed(variables.input.name)).toHaveLength(1)
  expect(await codeOf(b, DELETE_PROJECT, variables, as)).toBe('INVALID_INPUT')
})

test('during a mutation, the same key with other variables waits at another replica, and is refused', async () => {
  const [variables, other] = [projectIn(id), projectIn(id)]
  const as = keyed(owner, randomUUID())
  const outcomes = await race(database, lockRow('workspace', id), [
    () => codeOf(a, CREATE_PROJECT, variables, as),
    () => codeOf(b, CREATE_PROJECT, other, as),
  ])
  expect(valuesOf(outcomes).sort()).toEqual(['IDEMPOTENCY_KEY_REUSED', null])
})

test('of two concurrent revocations of a token by itself one succeeds, and the other is UNAUTHENTICATED', async () => {
  const input = { name: unique('ends'), workspace: { id } }
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input }, owner)
  const variables = { input: { token: { id: createApiToken.token.id } } }
  const as = keyed({ token: createApiToken.secret as string }, randomUUID())
  const outcomes = await race(database, lockRow('workspace', id), [
    () => codeOf(a, REVOKE, variables, as),
    () => codeOf(b, REVOKE, variables, as),
  ])
  expect(valuesOf(outcomes).sort()).toEqual(['UNAUTHENTICATED', null])
})

test('both replicas answer a token that deletes its own workspace at both at once', async () => {
  const own = await seedWorkspace(a)
  const workspace = { id: own.id }
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'bound', workspace } }, own.owner)
  const as = keyed({ token: createApiToken.secret as string }, randomUUID())
  const remove = (through: typeof a) => async () =>
    (await run(through, DELETE_WORKSPACE, { input: { workspace, gracePeriod: '1h' } }, as)).deleteWorkspace.deletion.id
  const [first, ...others] = valuesOf(await race(database, lockRow('workspace', own.id), [remove(a), remove(b)]))
  expect(first).toMatch(/^del_/)
  expect(others).toEqual([first])
})

test('after a kill between commit and answer, another replica answers, and changes nothing', async () => {
  const variables = projectIn(id)
  const key = randomUUID()
  // one more change in each round, until the kill is after the commit
  for (let changes = 1; (await projectsNamed(variables.input.name)).length === 0; changes++) {
    const env = { CROFT_ENV: 'development', CROFT_FAILPOINT: `mutation:${changes}` }
    const child = spawnServer(BUILT, { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...env })
    const server = { url: await child.ready, token: owner.token, ending: true }
    await expect(call(server, CREATE_PROJECT, variables, { 'Idempotency-Key': key })).rejects.toThrow(NoResponse)
    expect(await child.exit).toBe('SIGKILL')
  }
  const before = await keysKept(b)
  const [project] = await projectsNamed(variables.input.name)
  const { createProject } = await run(b, CREATE_PROJECT, variables, keyed(owner, key))
  expect(createProject.project).toMatchObject(project as object)
  expect(await projectsNamed(variables.input.name)).toHaveLength(1)
  expect(await keysKept(b)).toBe(before)
})

test('after a kill before the commit, another replica that waits carries the mutation out', async () => {
  const variables = projectIn(id)
  const key = randomUUID()
  const child = spawnServer(BUILT, { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_ENV: 'development' })
  const server = { url: await child.ready, token: owner.token, ending: true }
  const holder = await connectTo(database)
  const waiting = async (like: string) => {
    const [row] = await database.query<{ n: string }>(
      `select count(*) as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like ?`,
      like,
    )
    return Number(row?.n) === 1
  }
  await holder.query('begin')
  await holder.query(lockRow('workspace', id))
  const killed = call(server, CREATE_PROJECT, variables, { 'Idempotency-Key': key }).catch((error: unknown) => error)
  await until(() => waiting('%"workspace"%'))
  const waits = run(b, CREATE_PROJECT, variables, keyed(owner, key))
  await until(() => waiting('insert into "idempotency_key"%'))
  child.signal('SIGKILL')
  expect(await killed).toBeInstanceOf(NoResponse)
  // PostgreSQL notices that the killed server is gone when its statement ends
  await holder.query('rollback')
  expect((await waits).createProject.project.name).toBe(variables.input.name)
  expect(await projectsNamed(variables.input.name)).toHaveLength(1)
})
