// Opens a PostgreSQL database that replicas share: a pool that reads, a pool that writes, and a listener for the
// commits of other replicas. In case a notification is lost, the log is also checked every half second.
import { Kysely, type LogConfig, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'
import type { OpenedDatabase, OpenOptions } from '../database.ts'
import { Outage } from '../outage.ts'
import { PreparedQueries, type Query } from '../prepared.ts'
import { connectionTo } from './connection.ts'
import { postgresDialect } from './dialect.ts'
import { kyselyDialect, type Pools } from './driver.ts'
import { Listener } from './listener.ts'
import { isCommitted } from './outcome.ts'
import { createPool } from './pool.ts'
import { checkServer, unusable } from './start-checks.ts'

const POLL_MS = 500
/** Migrations need more rights than requests do. */
const INSUFFICIENT_PRIVILEGE = '42501'
/** The part of the connections that write. */
const WRITE_SHARE = 0.4

/** The server notices within eleven seconds that a replica's machine is gone, and releases its locks. */
const KEEPALIVES = { tcp_keepalives_idle: '5', tcp_keepalives_interval: '2', tcp_keepalives_count: '3' }
const SETTINGS = {
  // Every statement is short. Compiling one would take longer than running it.
  jit: 'off',
  // The default is meant for spinning disks; on an SSD a random page costs hardly more than the next one.
  random_page_cost: '1.1',
  statement_timeout: '10s',
  // Shorter than the timeout for a connection, so that writes waiting for one lock do not keep all others out.
  lock_timeout: '4s',
  // A replica that hangs or vanishes inside a transaction loses its locks before others give up.
  idle_in_transaction_session_timeout: '3s',
  ...KEEPALIVES,
}

/**
 * The plans of a connection: `auto` plans a statement with a name once, after some uses, unless one plan for all values
 * promises to be worse.
 */
const WRITING = {
  plan_cache_mode: 'auto',
  // A plan is kept while its table grows: it would go on scanning what was small when it was made.
  enable_seqscan: 'off',
}

const READING = {
  // Callers see from a few rows to millions of them: one plan would be wrong for most.
  plan_cache_mode: 'force_custom_plan',
  default_transaction_read_only: 'on',
  // A page walks an index and stops at its limit. A bitmap reads and sorts the whole range first, which PostgreSQL prefers
  // where it takes a range of thousands of rows for one row, as it does behind a cursor of several columns.
  enable_bitmapscan: 'off',
}

/** For the statements of `runPrepared`. Planning one takes several times as long as finding its rows. */
const READING_PREPARED = { ...READING, plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }

/**
 * How long plans are kept. A plan is made for the sizes that the tables have then, and until PostgreSQL analyses a table
 * that has grown it would go on, for example walking an index that was short.
 */
const KEPT_SECONDS = 30

/** A role may have limits of its own, which a long migration would exceed. */
const NO_LIMITS = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  ...KEEPALIVES,
}

/** Refuses a server or a database that cannot be used, and names the reason. */
export async function openPostgres(
  url: string,
  connections: number,
  { onQuery, prepared = new PreparedQueries() }: OpenOptions = {},
): Promise<OpenedDatabase> {
  const connection = connectionTo(url)
  const { folding, schema } = await checkServer(connection)
  const dialect = postgresDialect(folding)
  const outage = new Outage()
  const log: { log?: LogConfig } = onQuery
    ? { log: ({ query }: { query: Query }) => onQuery(query.sql, query.parameters, query.isPrepared === true) }
    : {}
  const writers = Math.max(1, Math.round(connections * WRITE_SHARE))
  const poolOf = (max: number, settings: Record<string, string>, lifetimeSeconds = 0) =>
    createPool({ connection, max, settings: { ...SETTINGS, ...settings }, timeouts: true, lifetimeSeconds, outage })
  const open = (purpose: 'read' | 'write', pools: Pools) => {
    const access = { ...pools, dialect, outage, prepared }
    return new Kysely<Database>({ dialect: kyselyDialect(access, purpose), ...log })
  }
  const readers = Math.max(1, connections - writers)
  const lookups = Math.floor(readers / 2)
  const read = open('read', {
    pool: poolOf(readers - lookups, READING),
    // a single connection reads everything
    ...(lookups > 0 ? { preparedPool: poolOf(lookups, READING_PREPARED, KEPT_SECONDS) } : {}),
  })
  const write = open('write', { pool: poolOf(writers, WRITING, KEPT_SECONDS) })
  const listeners: (() => void)[] = []
  const notify = () => {
    for (const listener of listeners) listener()
  }
  const listener = new Listener(connection, notify, () => outage.reportDeadConnection())
  const poll = setInterval(notify, POLL_MS).unref()
  return {
    read,
    write,
    outage,
    slice: { workMs: 25, maxRows: 5000 },
    readSlice: { workMs: 10, maxRows: 20_000 },
    committed: () => {},
    settled: async () => {},
    onForeignCommit: (added) => {
      listeners.push(added)
    },
    // Without timeouts: another replica may be migrating, and this one waits for it.
    migrating: async (migrate) => {
      const pool = createPool({ connection, max: 1, settings: NO_LIMITS, timeouts: false, outage })
      const db = open('write', { pool })
      try {
        await migrate(db, schema).catch((error: unknown) => {
          throw (error as { code?: unknown }).code === INSUFFICIENT_PRIVILEGE ? unusable(error) : error
        })
      } finally {
        await db.destroy()
      }
    },
    isReady: async () => {
      const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(read)
      return rows[0]?.standby === false
    },
    started: () => {},
    isCommitted: (marker) => isCommitted(read, marker),
    close: async () => {
      clearInterval(poll)
      await listener.close()
      await read.destroy()
      await write.destroy()
    },
  }
}
