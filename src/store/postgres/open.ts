// Opens a PostgreSQL database that replicas share: a pool that reads, a pool that writes, and what tells of the others'
// commits: `NOTIFY` at once, and a look every half second in case it is lost.
import { Kysely, type LogConfig, sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../../../db/schema.ts'
import type { OnQuery, Opened } from '../database.ts'
import { Outage } from '../outage.ts'
import { postgresDialect } from './dialect.ts'
import { Listener } from './listener.ts'
import { isCommitted } from './outcome.ts'
import { createPool, kyselyDialect } from './pool.ts'

const OLDEST_VERSION = 150_000
const POLL_MS = 500
const START_WITHIN_MS = 5000
/** Of the connections, the part that writes. */
const SHARE_OF_WRITES = 0.4

/** A replica whose machine is gone is noticed within eleven seconds, and its locks let go. */
const KEEPALIVES = { tcp_keepalives_idle: '5', tcp_keepalives_interval: '2', tcp_keepalives_count: '3' }
const SETTINGS = {
  // callers differ by orders of magnitude in what they see: a plan for any of them is wrong for most
  plan_cache_mode: 'force_custom_plan',
  // the guess for disks that turn: here a page that an index names is as near as the next
  random_page_cost: '1.1',
  statement_timeout: '10s',
  // shorter than the wait for a connection: those that wait for a lock do not keep all others out
  lock_timeout: '4s',
  // a replica that hangs or has vanished inside a transaction lets go of its locks before others give up
  idle_in_transaction_session_timeout: '3s',
  ...KEEPALIVES,
}

/** Refuses a server before version 15, and a database whose encoding is not UTF-8. */
export async function openPostgres(url: string, connections: number, onQuery?: OnQuery): Promise<Opened> {
  const dialect = postgresDialect(await foldingOf(url))
  const outage = new Outage()
  const log: { log?: LogConfig } = onQuery ? { log: ({ query }) => onQuery(query.sql, query.parameters) } : {}
  const writers = Math.max(1, Math.round(connections * SHARE_OF_WRITES))
  const open = (purpose: 'read' | 'write', max: number, settings: Record<string, string>, patient = false) => {
    const pool = createPool({ url, max, settings, patient, outage })
    return new Kysely<Database>({ dialect: kyselyDialect({ pool, dialect, outage }, purpose), ...log })
  }
  const read = open('read', Math.max(1, connections - writers), { ...SETTINGS, default_transaction_read_only: 'on' })
  const write = open('write', writers, SETTINGS)
  const listeners: (() => void)[] = []
  const heard = () => {
    for (const listener of listeners) listener()
  }
  const listener = new Listener(url, heard, () => outage.suspect())
  const poll = setInterval(heard, POLL_MS).unref()
  return {
    read,
    write,
    outage,
    slice: { workMs: 25, maxRows: 5000 },
    committed: () => {},
    settled: async () => {},
    onForeignCommit: (told) => {
      listeners.push(told)
    },
    // nothing times out here: another replica may be migrating
    migrating: async (migrate) => {
      const alone = open('write', 1, KEEPALIVES, true)
      try {
        await migrate(alone)
      } finally {
        await alone.destroy()
      }
    },
    isReady: async () => {
      const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(read)
      return rows[0]?.standby === false
    },
    isCommitted: (transaction) => isCommitted(read, transaction),
    close: async () => {
      clearInterval(poll)
      await listener.close()
      await read.destroy()
      await write.destroy()
    },
  }
}

/** The collation by which letters of any script are folded: ICU's, or the server's own since version 17. */
async function foldingOf(url: string): Promise<string> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'croft',
    connectionTimeoutMillis: START_WITHIN_MS,
    query_timeout: START_WITHIN_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; encoding: string; folding: string | null }>(`
      select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
        (select collname from pg_collation where collname in ('pg_c_utf8', 'und-x-icu') order by collname desc limit 1) as folding`)
    const [server] = rows
    if (Number(server?.version) < OLDEST_VERSION) throw new Error('PostgreSQL 15 or newer is needed')
    if (server?.encoding !== 'UTF8') throw new Error(`The database's encoding must be UTF8, it is ${server?.encoding}`)
    return server.folding ?? 'default'
  } catch (error) {
    // a name with several addresses fails by several errors, together without a message
    const { errors: [first] = [error] } = error as { errors?: unknown[] }
    throw new Error(`PostgreSQL can not be used: ${(first as Error).message}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}
