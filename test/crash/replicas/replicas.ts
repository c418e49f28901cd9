// Replicas: servers on one database, each with its own connections, listener and clean-up loop; and races between them.
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import { newDatabase, type TestDatabase } from '../../support/database.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'

export interface Replicas {
  readonly database: TestDatabase
  readonly a: TestServer
  readonly b: TestServer
}

/** A database that is dropped after the last server of the test or the file has stopped. */
export async function sharedDatabase(shared: boolean): Promise<TestDatabase> {
  const database = await newDatabase()
  if (shared) afterAll(database.drop)
  else onTestFinished(database.drop)
  return database
}

interface ReplicasOptions {
  /** Whether all tests of a file use them. */
  shared?: boolean
  env?: Record<string, string>
  /** One that the test has prepared; by default a new one. */
  database?: TestDatabase
}

/** Starts two servers on one database. */
export async function startReplicas({
  shared = false,
  env = {},
  database: given,
}: ReplicasOptions = {}): Promise<Replicas> {
  const database = given ?? (await sharedDatabase(shared))
  const options = { database, shared, env: { CROFT_SHUTDOWN_GRACE: '1s', ...env } }
  const a = await startTestServer(options)
  const b = await startTestServer(options)
  return { database, a, b }
}

/** SQL that locks a row until the transaction ends. */
export const lockRow = (table: string, id: string): string => `select from "${table}" where id = '${id}' for update`
/** SQL that takes the advisory lock of this name (`src/store/lock.ts`) until the transaction ends. */
export const lockName = (name: string): string => `select pg_advisory_xact_lock(hashtextextended('croft/${name}', 0))`

/**
 * Runs the operations so that all their transactions are open at the same time: a transaction that holds `lock` stays
 * open until each of them waits for it, or for another of them. A server waits four seconds for a lock, so this is all
 * the time they have: what an operation needs is prepared before.
 */
export async function race<T>(
  database: TestDatabase,
  lock: string,
  operations: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query(lock)
    const outcomes = Promise.allSettled(operations.map((operation) => operation()))
    await until(async () => (await waitingFor(holder)) >= operations.length, 4000)
    await holder.query('commit')
    return await outcomes
  } finally {
    await holder.end()
  }
}

/** Number of connections that wait for a lock of this one, directly or behind others. */
async function waitingFor(holder: pg.Client): Promise<number> {
  await holder.query('select pg_stat_clear_snapshot()')
  const { rows } = await holder.query<{ n: number }>(`
    with recursive waiting(pid) as (
      select pg_backend_pid()
      union
      select next.pid from pg_stat_activity next join waiting on waiting.pid = any(pg_blocking_pids(next.pid))
      where next.wait_event_type = 'Lock'
    ) select count(*)::int - 1 as n from waiting`)
  return rows[0]?.n ?? 0
}

/** The error codes of the operations that failed, in order. */
export function errorCodes(outcomes: readonly PromiseSettledResult<unknown>[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [codeIn(String(outcome.reason))] : []))
}

const codeIn = (reason: string) => /"code": "([A-Z_]+)"/.exec(reason)?.[1] ?? reason
