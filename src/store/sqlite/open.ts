// Opens a SQLite file: one connection that writes, one that reads, and a claim that keeps a second server out. A worker
// thread writes the WAL back: a checkpoint inside COMMIT would block the event loop for tens of milliseconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Kysely, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'
import type { OpenedDatabase, OpenOptions, Report } from '../database.ts'
import { Outage } from '../outage.ts'
import { PreparedQueries } from '../prepared.ts'
import { realFile } from '../real-file.ts'
import BetterSqlite3 from './better-sqlite3.mjs'
import { FileCheck } from './check.ts'
import { Checkpointer } from './checkpoint.ts'
import { type Claim, claimFile, inUse, isBusy } from './claim.ts'
import { FUNCTIONS } from './dialect.ts'
import { kyselyDialect } from './driver.ts'
import { FileWatch } from './watch.ts'
import { WriteQueue } from './write-queue.ts'

/** A slice of bulk work should block the event loop for three milliseconds: its commit takes as long as its work. */
const SLICE_WORK_MS = 1.3
const SLICE_MAX_ROWS = 1000
/** So few that a statement cannot block the event loop for long, even if each row holds as much as a row can. */
const READ_SLICE = { workMs: 3, maxRows: 500 }

const READ_CACHE_KIB = 32 * 1024
/** Bulk work walks an index and needs each page once: with four times as much it is no faster, only larger. */
const WRITE_CACHE_KIB = 8 * 1024

/** Opens or creates the database; with `path` null a temporary one. Refuses a file that another process has open. */
export async function openSqlite(
  path: string | null,
  { onQuery, prepared = new PreparedQueries(), report = () => {} }: OpenOptions = {},
): Promise<OpenedDatabase> {
  const temporary = path === null ? mkdtempSync(join(tmpdir(), 'croft-')) : null
  const named = resolve(temporary ? join(temporary, 'croft.db') : (path as string))
  // SQLite names the files beside it by the path that it is given; through a link it would find others.
  const file = realFile(named)
  const { claim, writing, reading } = await openClaimed(file)
  const watch = new FileWatch(named, file, report)
  const queue = new WriteQueue()
  const checkpointer = new Checkpointer(file, queue)
  let check: FileCheck | undefined
  const shared = { prepared, watch, queue, onQuery }
  const write = new Kysely<Database>({ dialect: kyselyDialect(writing, 'write', shared) })
  const read = new Kysely<Database>({ dialect: kyselyDialect(reading, 'read', shared) })
  return {
    read,
    write,
    outage: new Outage(),
    slice: { workMs: SLICE_WORK_MS, maxRows: SLICE_MAX_ROWS },
    readSlice: READ_SLICE,
    committed: () => checkpointer.committed(),
    settled: () => checkpointer.settled(),
    // No other process writes to the file.
    onForeignCommit: () => {},
    migrating: (migrate) => migrate(write),
    isReady: async () =>
      watch.isIntact() && (await sql`select 1 from workspace limit 1`.execute(read)).rows.length === 1,
    isCommitted: async () => null,
    started: () => {
      if (!claim.wasClosedWell) check = startCheck(file, watch, report)
    },
    close: async () => {
      await check?.close()
      await checkpointer.close()
      watch.close()
      await read.destroy()
      // Kysely closes a driver only if it has run a query.
      if (reading.open) reading.close()
      if (watch.isIntact() && (claim.wasClosedWell || check?.isComplete)) claim.markClosedWell(writing)
      await write.destroy()
      if (writing.open) writing.close()
      checkpointer.release()
      if (temporary) rmSync(temporary, { recursive: true, force: true })
    },
  }
}

/** Checks the file while the server serves; it writes no more once damage is found. */
function startCheck(file: string, watch: FileWatch, report: Report): FileCheck {
  report('info', `${file} was not closed well: it is checked while the server serves`)
  return new FileCheck(file, (outcome) => {
    if ('failure' in outcome) report('warn', `${file} could not be checked: ${outcome.failure}`)
    else if (outcome.problem === null) report('info', `${file} is intact`)
    else watch.reportDamage(outcome.problem)
  })
}

interface Claimed {
  readonly claim: Claim
  readonly writing: BetterSqlite3.Database
  readonly reading: BetterSqlite3.Database
}

async function openClaimed(file: string): Promise<Claimed> {
  const claim = await claimFile(file).catch((error: unknown) => {
    throw unusable(file, error)
  })
  const writing = connect(file, false)
  try {
    claim.assertHeld(writing)
    return { claim, writing, reading: connect(file, true) }
  } catch (error) {
    writing.close()
    throw error
  }
}

function connect(file: string, readonly: boolean): BetterSqlite3.Database {
  const raw = openFile(file, readonly)
  try {
    return configure(raw, readonly)
  } catch (error) {
    raw.close()
    throw unusable(file, error)
  }
}

function openFile(file: string, readonly: boolean): BetterSqlite3.Database {
  try {
    // A `timeout` would block the event loop for as long as it waits; `Store.write` retries instead.
    return new BetterSqlite3(file, { readonly, timeout: 0 })
  } catch (error) {
    throw unusable(file, error)
  }
}

function unusable(file: string, error: unknown): Error {
  if (isBusy(error)) return inUse(file, error)
  return new Error(`${file} cannot be opened: ${(error as Error).message}`, { cause: error })
}

function configure(raw: BetterSqlite3.Database, readonly: boolean): BetterSqlite3.Database {
  if (!readonly) {
    raw.pragma('journal_mode = WAL')
    // The default is FULL only for the connection that switches to WAL; later connections would not sync each COMMIT.
    raw.pragma('synchronous = FULL')
    raw.pragma('wal_autocheckpoint = 0')
  }
  raw.pragma('foreign_keys = ON')
  raw.pragma(`cache_size = -${readonly ? READ_CACHE_KIB : WRITE_CACHE_KIB}`)
  for (const [name, call] of Object.entries(FUNCTIONS)) raw.function(name, { deterministic: true }, call)
  return raw
}
