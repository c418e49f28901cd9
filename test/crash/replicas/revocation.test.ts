// Writes that change the caller's own credential, which the same transaction has read and locked; revocations of many tokens.
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { CREATE_API_TOKEN, CREATE_WORKSPACE } from '../../support/operations.ts'
import { run, signUp, unique } from '../../support/people.ts'
import { type TestServer, until } from '../../support/server.ts'
import { DELETE_USER, REVOKE_API_TOKEN, SUSPEND_USER } from './operations.ts'
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

describe('a revocation takes few locks, however many tokens were made with the token', () => {
  const MANY = 3000
  const MOST_LOCKS = 1100
  const REVOKED = "'2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'"
  const EXPIRED = "null, '2026-01-01T00:00:00.000Z'"
  const LIVE = "null, '2999-01-01T00:00:00.000Z'"

  /** A person with a token that has made many others; by SQL, since a person has at most 100 live tokens. */
  async function maker(ends: string) {
    const person = await signUp(a)
    const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'maker' } }, person)
    const { id } = createApiToken.token
    await database.query(`
      insert into api_token (id, hash, hint, name, owner_id, minted_by, created_at, revoked_at, expires_at)
      select '${id}' || n, '${id}' || n, '', 'minted', '${person.id}', '${id}', '2025-12-01T00:00:00.000Z', ${ends}
      from generate_series(1, ${MANY}) as n`)
    return { person, id }
  }
  const live = async (owner: string) =>
    (
      await database.query(
        `select 1 from api_token where owner_id = '${owner}' and revoked_at is null and expires_at > '2026-02'`,
      )
    ).length

  /** Runs `act` while a transaction holds the lock of the log, for which every write waits at its end. */
  async function whileLogIsLocked<T>(
    act: (rows: <R>(sql: string) => Promise<R[]>, release: () => Promise<unknown>) => Promise<T>,
  ) {
    const holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    try {
      await holder.query('begin')
      await holder.query(lockName('log'))
      return await act(
        async (sql) => (await holder.query(sql)).rows,
        () => holder.query('commit'),
      )
    } finally {
      await holder.end()
    }
  }

  /** The number of advisory locks that the operation holds at its end. */
  const locksOf = (operation: () => Promise<unknown>): Promise<number> =>
    whileLogIsLocked(async (rows, release) => {
      const outcome = operation()
      const held = await until(async () => {
        const [found] = await rows<{ held: number }>(`
          select count(*)::int as held from pg_locks where locktype = 'advisory' and granted
            and pid in (select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))`)
        return found?.held
      })
      await release()
      await outcome
      return held
    })

  test.each([
    ['revoked', REVOKED],
    ['expired', EXPIRED],
    ['live', LIVE],
  ])('%s ones, by revokeApiToken', async (_what, ends) => {
    const { person, id } = await maker(ends)
    const revoke = () => run(a, REVOKE_API_TOKEN, { input: { token: { id } } })
    expect(await locksOf(revoke)).toBeLessThan(MOST_LOCKS)
    // the remaining token is the person's first
    expect(await live(person.id)).toBe(1)
  })

  test.each([
    ['revoked', REVOKED],
    ['expired', EXPIRED],
    ['live', LIVE],
  ])('%s ones, by deleteUser', async (_what, ends) => {
    const { person } = await maker(ends)
    const remove = () => run(a, DELETE_USER, { input: { user: { id: person.id } } })
    expect(await locksOf(remove)).toBeLessThan(MOST_LOCKS)
    expect(await live(person.id)).toBe(0)
  })

  test('two that revoke many live tokens at once both succeed', async () => {
    const makers = [await maker(LIVE), await maker(LIVE)]
    const revoke = async (of: { id: string }, through: TestServer) => {
      const caller = {
        token: (await run(a, CREATE_API_TOKEN, { input: { name: 'own', platformAdmin: true } })).createApiToken
          .secret as string,
      }
      return run(through, REVOKE_API_TOKEN, { input: { token: { id: of.id } } }, caller)
    }
    await Promise.all([revoke(makers[0] as { id: string }, a), revoke(makers[1] as { id: string }, b)])
    for (const { person } of makers) expect(await live(person.id)).toBe(1)
  })

  test('a call with one of many tokens that are being revoked waits, and is refused', async () => {
    const { id } = await maker(LIVE)
    const last = await signUp(a)
    await database.query('update api_token set minted_by = ? where owner_id = ?', id, last.id)
    const write = () => run(b, CREATE_WORKSPACE, { input: { name: unique('late') } }, last)
    const revoke = () => run(a, REVOKE_API_TOKEN, { input: { token: { id } } })
    const written = await whileLogIsLocked(async (rows, release) => {
      const areWaiting = async (count: number) =>
        (
          await rows(`select 1 from pg_locks where not granted and locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database())`)
        ).length >= count
      const revoked = revoke()
      await until(() => areWaiting(1))
      const outcome = Promise.allSettled([write()])
      await until(() => areWaiting(2))
      await release()
      await revoked
      return outcome
    })
    expect(errorCodes(written)).toEqual(['UNAUTHENTICATED'])
  })
})
