// Opens the file: one connection that writes, one that reads, and a lock that keeps a second server out.
// The WAL is written back by a worker thread: inside COMMIT it would hold the event loop for tens of milliseconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, type LogConfig, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'
import type { OnQuery, Opened } from '../database.ts'
import { Outage } from '../outage.ts'
import { realFile } from '../real-file.ts'
import { Checkpointer } from './checkpoint.ts'
import { FUNCTIONS, kyselyDialect } from './dialect.ts'

/** A slice of bulk work is meant to hold the event loop for three milliseconds: as long again is left for its commit. */
const WORK_MS = 1.3
const MAX_ROWS = 1000

/** Opens or makes the database; `path` null is a temporary one. Refuses a file that another server holds. */
export async function openSqlite(path: string | null, onQuery?: OnQuery): Promise<Opened> {
  const temporary = path === null ? mkdtempSync(join(tmpdir(), 'croft-')) : null
  // SQLite follows links itself: a lock beside the link would keep nobody out
  const file = realFile(temporary ? join(temporary, 'croft.db') : (path as string))
  const unlock = lock(file)
  try {
    const writing = connect(file, false)
    const reading = connect(file, true)
    const checkpointer = new Checkpointer(file)
    const log: { log?: LogConfig } = onQuery ? { log: ({ query }) => onQuery(query.sql, query.parameters) } : {}
    const write = new Kysely<Database>({ dialect: kyselyDialect(writing, 'write'), ...log })
    const read = new Kysely<Database>({ dialect: kyselyDialect(reading, 'read'), ...log })
    return {
      read,
      write,
      outage: new Outage(),
      slice: { workMs: WORK_MS, maxRows: MAX_ROWS },
      committed: () => checkpointer.committed(),
      settled: () => checkpointer.settled(),
      // there is no other
      onForeignCommit: () => {},
      migrating: (migrate) => migrate(write),
      isReady: async () => (await sql`select 1 from workspace limit 1`.execute(read)).rows.length === 1,
      isCommitted: async () => null,
      close: async () => {
        await checkpointer.close()
        await read.destroy()
        await write.destroy()
        // a Kysely that never ran a query has not opened its driver, and so does not close it
        if (reading.open) reading.close()
        if (writing.open) writing.close()
        checkpointer.release()
        unlock()
        if (temporary) rmSync(temporary, { recursive: true, force: true })
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function connect(file: string, readonly: boolean): BetterSqlite3.Database {
  const raw = openFile(file, readonly)
  try {
    return prepare(raw, readonly)
  } catch (error) {
    raw.close()
    throw unusable(file, error)
  }
}

function openFile(file: string, readonly: boolean): BetterSqlite3.Database {
  try {
    // `timeout` would block the event loop for as long as it waits: retries are made outside, in `Store.write`
    return new BetterSqlite3(file, { readonly, timeout: 0 })
  } catch (error) {
    throw unusable(file, error)
  }
}

function unusable(file: string, error: unknown): Error {
  return new Error(`${file} can not be opened: ${(error as Error).message}`, { cause: error })
}

function prepare(raw: BetterSqlite3.Database, readonly: boolean): BetterSqlite3.Database {
  if (!readonly) {
    raw.pragma('journal_mode = WAL')
    // said on each connection: without it only the first start of a WAL database syncs at COMMIT
    raw.pragma('synchronous = FULL')
    raw.pragma('wal_autocheckpoint = 0')
  }
  raw.pragma('foreign_keys = ON')
  raw.pragma('cache_size = -32768')
  for (const [name, call] of Object.entries(FUNCTIONS)) raw.function(name, { deterministic: true }, call)
  return raw
}

/** Holds an exclusive transaction on a file beside the database: the kernel lets it go however the process ends. */
function lock(file: string): () => void {
  const guard = openFile(`${file}.lock`, false)
  try {
    guard.exec('begin exclusive')
  } catch (error) {
    guard.close()
    const held = (error as { code?: unknown }).code === 'SQLITE_BUSY'
    throw held ? new Error(`Another server has ${file} open`, { cause: error }) : unusable(`${file}.lock`, error)
  }
  return () => guard.close()
}
