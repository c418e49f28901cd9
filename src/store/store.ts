// The only door to the database: `db` reads, and `write` is the only way to change anything. `write` retries what the
// database asks to retry, hides short outages, and never repeats a transaction whose COMMIT may have succeeded.
import type { Config } from '../config/config.ts'
import { AppError } from '../errors.ts'
import { CursorSigner } from './cursor.ts'
import type { Db, OpenedDatabase, OpenOptions, Tx } from './database.ts'
import { dialectOf, type Failure } from './dialect.ts'
import { EventCursors } from './event-cursor.ts'
import { Failpoint } from './failpoint.ts'
import { writeLog } from './log.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { refuseStatements } from './prepared.ts'
import { Readiness } from './readiness.ts'
import { Sealer } from './sealer.ts'
import { fingerprintOf } from './secret-key.ts'

export interface Store {
  /** Reads. Each statement sees what was committed when it began. */
  readonly db: Db
  /**
   * Runs `fn` in a transaction and commits it, or changes nothing. `fn` may run several times, so it must be
   * repeatable: no network, no loaders, no `db` inside. It must lock every row that a decision depends on before it
   * reads the row (`lock.ts`). UNAVAILABLE if the database cannot be reached, is full, or stays busy.
   */
  write<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls `listener` after each commit, and when another process may have committed. */
  onCommit(listener: () => void): void
  /** Whether the database can be read and written at the moment. */
  isReady(): Promise<boolean>
  /**
   * Back-pressure for bulk work: resolves when earlier writes have reached the database file. Never inside `write`: it
   * can wait for the end of all transactions.
   */
  settled(): Promise<void>
  readonly slice: OpenedDatabase['slice']
  readonly readSlice: OpenedDatabase['readSlice']
  /** The current time, RFC 3339 in UTC. */
  now(): string
  readonly cursors: CursorSigner
  /** Cursors and ids of events. */
  readonly eventCursors: EventCursors
  /** Encrypts secrets that the database keeps. */
  readonly sealer: Sealer
  /** Lets replicas compare their secret keys. It does not reveal the key. */
  readonly keyFingerprint: string
  /** Must be called when the start has written what it must: a check begins that may end all writing. */
  started(): void
  close(): Promise<void>
}

export interface StoreOptions extends OpenOptions {
  database: Config['database']
  secretKey: Uint8Array
  /** Milliseconds since the epoch; tests move it. */
  clock?: () => number
  /** For tests of crashes: the process kills itself after this many changes of this kind. */
  failpoint?: Config['failpoint']
  /** Called with the names of the migrations that this start ran, if there were any. */
  onMigrated?: (migrations: readonly string[]) => void
}

const MAX_BUSY_MS = 5000
const MAX_BACKOFF_MS = 100
/** Usually one retry is enough: it finds the row that the other transaction inserted. */
const MAX_UNIQUE_RETRIES = 3
/** With these the database itself says that it did not commit. */
const NOT_COMMITTED: readonly (Failure | null)[] = ['retry', 'uniqueViolation', 'notWritable', 'unavailable']

/** Opens the database and migrates it to the program's version; refuses a newer one. */
export async function openStore({
  database,
  secretKey,
  clock = Date.now,
  onMigrated,
  failpoint: where = null,
  ...options
}: StoreOptions): Promise<Store> {
  const failpoint = where === null ? null : new Failpoint(where)
  const onQuery = failpoint ? failpoint.watching(options.onQuery) : options.onQuery
  const opened = await openDatabase(database, { ...options, onQuery })
  try {
    const migrations = await migrate(opened)
    if (migrations.length > 0) onMigrated?.(migrations)
  } catch (error) {
    await opened.close()
    throw error
  }
  const listeners: (() => void)[] = []
  const notify = () => {
    for (const listener of listeners) listener()
  }
  opened.onForeignCommit(notify)
  const readiness = new Readiness(async () => {
    await commit(opened, readiness, probe)
    opened.committed()
  })
  return {
    db: opened.read,
    cursors: new CursorSigner(secretKey),
    eventCursors: new EventCursors(secretKey),
    sealer: new Sealer(secretKey),
    keyFingerprint: fingerprintOf(secretKey),
    now: instants(clock),
    onCommit: (listener) => {
      listeners.push(listener)
    },
    isReady: async () => (await opened.isReady()) && (await readiness.isReady()),
    settled: () => opened.settled(),
    slice: opened.slice,
    started: () => opened.started(),
    readSlice: opened.readSlice,
    close: () => opened.close(),
    write: async (fn) => {
      const run = () => commit(opened, readiness, fn, failpoint)
      const result = await (failpoint ? failpoint.transaction(run) : run())
      opened.committed()
      notify()
      return result
    },
  }
}

/** The instant of a clock in milliseconds, as text. A request asks for it several times. */
function instants(clock: () => number): () => string {
  let last = Number.NaN
  let text = ''
  return () => {
    const at = clock()
    if (at !== last) text = new Date(at).toISOString()
    last = at
    return text
  }
}

/** Runs the transaction until it is committed, or until another attempt would not help. */
async function commit<T>(
  { write, outage, isCommitted }: OpenedDatabase,
  readiness: Readiness,
  fn: (tx: Tx) => Promise<T>,
  failpoint: Failpoint | null = null,
): Promise<T> {
  const { failureOf } = dialectOf(write)
  const busyUntil = performance.now() + MAX_BUSY_MS
  let uniqueViolations = 0
  let connectionFailures = 0
  for (let backoffMs = 1; ; backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)) {
    let beforeCommit: { result: T; marker: string | null } | undefined
    try {
      const result = await write.transaction().execute(async (tx) => {
        try {
          beforeCommit = { result: await fn(tx), marker: await writeLog(tx) }
        } finally {
          refuseStatements(tx)
        }
        failpoint?.beforeCommit()
        return beforeCommit.result
      })
      outage.end()
      readiness.succeeded()
      return result
    } catch (error) {
      const failure = failureOf(error)
      // COMMIT was sent and not answered. The event log shows whether it succeeded; if so, nothing may run again.
      if (beforeCommit?.marker && !NOT_COMMITTED.includes(failure)) {
        const committed = await isCommitted(beforeCommit.marker)
        if (committed === true) return beforeCommit.result
        // UNAVAILABLE would claim that nothing was committed.
        if (committed === null) throw new Error('A write may have been carried out', { cause: error })
      }
      if (failure === 'uniqueViolation' && ++uniqueViolations <= MAX_UNIQUE_RETRIES) continue
      const disconnected = failure === 'connectionLost' || failure === 'unreachable'
      const retry = disconnected
        ? await outage.shouldRetry(++connectionFailures)
        : failure === 'retry' && performance.now() < busyUntil
      if (failure === 'notWritable') readiness.refused()
      if (!retry) throw isTemporary(failure) ? unavailable(error) : error
      await new Promise((resolve) => setTimeout(resolve, backoffMs * (0.5 + Math.random())))
    }
  }
}

/** Writes one row, always the same. */
async function probe(tx: Tx): Promise<void> {
  const value = new Date().toISOString()
  await tx
    .insertInto('setting')
    .values({ name: 'last_write_probe', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

function isTemporary(failure: Failure | null): boolean {
  return failure !== null && failure !== 'uniqueViolation'
}

function unavailable(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', 'The database cannot be written at the moment', {}, { cause })
}
