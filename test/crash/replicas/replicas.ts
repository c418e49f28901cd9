// Servers on one database: each is a replica, with connections, a listener and a clean-up loop of its own.
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import { newDatabase, type TestDatabase } from '../../support/database.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'

export interface Replicas {
  readonly database: TestDatabase
  readonly a: TestServer
  readonly b: TestServer
}

/** A database that outlives every server of the test, or of the file. */
export async function sharedDatabase(shared: boolean): Promise<TestDatabase> {
  const database = await newDatabase()
  if (shared) afterAll(database.drop)
  else onTestFinished(database.drop)
  return database
}

interface ReplicasOptions {
  /** Whether the tests of a file share them. */
  shared?: boolean
  env?: Record<string, string>
  /** One that the test has prepared; a new one otherwise. */
  database?: TestDatabase
}

/** Two servers on one database. */
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

/** What a row of `lock` says is held, and others have to wait for it, until `hold` ends. */
export const row = (table: string, id: string): string => `select from "${table}" where id = '${id}' for update`
/** The same of what goes one at a time (`store/lock.ts`), or of the log. */
export const turn = (name: string): string => `select pg_advisory_xact_lock(hashtextextended('croft/${name}', 0))`

/**
 * Runs the acts so that all of them are in their transactions at the same instant: each waits, behind what `lock` locks
 * or behind another of them, and they are let go together once all wait.
 */
export async function collide<T>(
  database: TestDatabase,
  lock: string,
  acts: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query(lock)
    const outcomes = Promise.allSettled(acts.map((act) => act()))
    await until(async () => (await behind(holder)) >= acts.length, 4000)
    await holder.query('commit')
    return await outcomes
  } finally {
    await holder.end()
  }
}

/** How many connections wait for this one, directly or behind others. */
async function behind(holder: pg.Client): Promise<number> {
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

/** The codes with which some of the outcomes failed, in order. */
export function refusals(outcomes: readonly PromiseSettledResult<unknown>[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [codeIn(String(outcome.reason))] : []))
}

const codeIn = (reason: string) => /"code": "([A-Z_]+)"/.exec(reason)?.[1] ?? reason
