// The one door to the database: `db` reads, `write` is the only way to change anything.
import type { Config } from '../config/config.ts'
import { AppError } from '../errors.ts'
import { CursorSigner } from './cursor.ts'
import type { Db, OnQuery, Opened, Tx } from './database.ts'
import { dialectOf, type Failure } from './dialect.ts'
import { writeLog } from './log.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { fingerprintOf } from './secret-key.ts'

export interface Store {
  /** Reads: each statement sees what was committed when it began. */
  readonly db: Db
  /**
   * Runs `fn` in a transaction and commits, or changes nothing. `fn` runs again where the database asks for it, so it
   * must be repeatable: no network, no loaders, no `db` inside. What it judges by it locks first (`lock.ts`).
   * UNAVAILABLE where the database is away, full, or stays busy.
   */
  write<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls back after each commit, and when another process may have committed. */
  onCommit(listener: () => void): void
  /** Whether it can be read, and written by whoever may. */
  isReady(): Promise<boolean>
  /** Resolves when bulk work may go on: what was written has been put in its place. */
  settled(): Promise<void>
  readonly slice: Opened['slice']
  /** This instant, RFC 3339 in UTC. */
  now(): string
  readonly cursors: CursorSigner
  /** By which replicas tell whether they have the same key: it says nothing of the key. */
  readonly keyFingerprint: string
  close(): Promise<void>
}

export interface StoreOptions {
  database: Config['database']
  secretKey: Uint8Array
  /** Milliseconds since the epoch; tests move it. */
  clock?: () => number
  onQuery?: OnQuery | undefined
}

const BUSY_FOR_MS = 5000
const LONGEST_WAIT_MS = 100
/** A race for a unique row is lost once: the second time it is found. */
const RACES = 3
/** What the database itself says of a transaction that it did not commit. */
const REFUSALS: readonly (Failure | null)[] = ['again', 'taken', 'away']

/** Opens the database and brings it to the program's version; refuses one that is newer. */
export async function openStore({ database, secretKey, clock = Date.now, onQuery }: StoreOptions): Promise<Store> {
  const opened = await openDatabase(database, onQuery)
  try {
    await opened.migrating(migrate)
  } catch (error) {
    await opened.close()
    throw error
  }
  const listeners: (() => void)[] = []
  const tell = () => {
    for (const listener of listeners) listener()
  }
  opened.onForeignCommit(tell)
  return {
    db: opened.read,
    cursors: new CursorSigner(secretKey),
    keyFingerprint: fingerprintOf(secretKey),
    now: () => new Date(clock()).toISOString(),
    onCommit: (listener) => {
      listeners.push(listener)
    },
    isReady: () => opened.isReady(),
    settled: () => opened.settled(),
    slice: opened.slice,
    close: () => opened.close(),
    write: async (fn) => {
      const result = await commit(opened, fn)
      opened.committed()
      tell()
      return result
    },
  }
}

/** Runs the transaction until it is committed, or until running it once more would not help. */
async function commit<T>(opened: Opened, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const { failureOf } = dialectOf(opened.write)
  const until = performance.now() + BUSY_FOR_MS
  let races = 0
  let breaks = 0
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    let done: { result: T; trace: string | null } | undefined
    try {
      const result = await opened.write.transaction().execute(async (tx) => {
        done = { result: await fn(tx), trace: await writeLog(tx) }
        return done.result
      })
      opened.outage.over()
      return result
    } catch (error) {
      const failure = failureOf(error)
      // COMMIT was sent and not answered: what left a trace in the log must not be done twice
      if (done?.trace && !REFUSALS.includes(failure)) {
        const committed = await opened.isCommitted(done.trace)
        if (committed === true) return done.result
        // not UNAVAILABLE, which says that it was not
        if (committed === null) throw new Error('A write may have been carried out', { cause: error })
      }
      if (failure === 'taken' && ++races <= RACES) continue
      const broken = failure === 'lost' || failure === 'down'
      const again = broken ? await opened.outage.hidden(++breaks) : failure === 'again' && performance.now() < until
      if (!again) throw isAway(failure) ? unavailable(error) : error
      await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())))
    }
  }
}

function isAway(failure: Failure | null): boolean {
  return failure !== null && failure !== 'taken'
}

function unavailable(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', 'The database can not be written at the moment', {}, { cause })
}
