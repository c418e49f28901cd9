// The one door to the database: `db` reads, `write` is the only way to change anything.
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import { CursorSigner } from './cursor.ts'
import { migrate } from './migrate.ts'
import { isAway } from './sqlite/dialect.ts'
import { openSqlite } from './sqlite/open.ts'

export type Db = Kysely<Database>
/** Inside a transaction. It has no `write`, so that one can't be opened within another. */
export type Tx = Transaction<Database>

export interface Store {
  /** Reads: each statement sees what was committed when it began. */
  readonly db: Db
  /**
   * Runs `fn` in a transaction and commits, or changes nothing. `fn` runs again where the database asks for it, so it
   * must be repeatable: no network, no loaders, no `db` inside. UNAVAILABLE where the disk is full or stays busy.
   */
  write<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls back after each commit. */
  onCommit(listener: () => void): void
  /** Resolves when bulk work may go on: what was written has been put in its place. */
  settled(): Promise<void>
  /** This instant, RFC 3339 in UTC. */
  now(): string
  readonly cursors: CursorSigner
  close(): Promise<void>
}

export interface StoreOptions {
  path: string | null
  secretKey: Uint8Array
  /** Milliseconds since the epoch; tests move it. */
  clock?: () => number
  /** Told of each statement, `begin` and `commit` left out. */
  onQuery?: ((sql: string) => void) | undefined
}

const BUSY_FOR_MS = 5000

/** Opens the database and brings it to the program's version; refuses one that is newer. */
export async function openStore({ path, secretKey, clock = Date.now, onQuery }: StoreOptions): Promise<Store> {
  const file = await openSqlite(path, onQuery)
  try {
    await migrate(file.write)
  } catch (error) {
    await file.close()
    throw error
  }
  const listeners: (() => void)[] = []
  return {
    db: file.read,
    cursors: new CursorSigner(secretKey),
    now: () => new Date(clock()).toISOString(),
    onCommit: (listener) => {
      listeners.push(listener)
    },
    settled: () => file.settled(),
    close: () => file.close(),
    write: async (fn) => {
      const result = await retryBusy(() => file.write.transaction().execute(fn))
      file.committed()
      for (const listener of listeners) listener()
      return result
    },
  }
}

async function retryBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + BUSY_FOR_MS
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 100)) {
    try {
      return await attempt()
    } catch (error) {
      const code = sqliteCode(error)
      if (code.startsWith('SQLITE_BUSY') && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, waitMs))
        continue
      }
      if (isAway(error)) {
        throw new AppError('UNAVAILABLE', 'The database can not be written at the moment', {}, { cause: error })
      }
      throw error
    }
  }
}

function sqliteCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Whether a write failed because a unique index already has such a row. */
export function isUniqueViolation(error: unknown): boolean {
  return sqliteCode(error).startsWith('SQLITE_CONSTRAINT_UNIQUE')
}
