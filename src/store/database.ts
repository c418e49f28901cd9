// The types that the files of this folder share: a connection, a transaction, and what each database offers.
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Outage } from './outage.ts'
import type { PreparedQueries } from './prepared.ts'

/** Reads only. */
export type Db = Kysely<Database>
/** A transaction. It has no `write`, so that no transaction can be opened inside another. */
export type Tx = Transaction<Database>

/** Called with each statement and its parameters, except `begin` and `commit`; `isPrepared` if it is of `runPrepared`. */
export type OnQuery = (sql: string, parameters: readonly unknown[], isPrepared: boolean) => void

/** Tells an operator about the database file or server; an `error` stops writes until somebody acts. */
export type Report = (level: 'info' | 'warn' | 'error', message: string) => void

/** A row of the table in which the migrator records what it ran. */
export interface AppliedMigration {
  readonly name: string
  readonly timestamp: string
}

export interface OpenOptions {
  report?: Report | undefined
  onQuery?: OnQuery | undefined
  /** The cache of `runPrepared`. Tests pass one that verifies what it returns. */
  prepared?: PreparedQueries | undefined
}

/** An open database of either kind, as the store uses it. */
export interface OpenedDatabase {
  readonly read: Kysely<Database>
  readonly write: Kysely<Database>
  readonly outage: Outage
  /** How much bulk work one transaction should do. */
  readonly slice: { readonly workMs: number; readonly maxRows: number }
  /** How long a slice of a read that looks at many rows should take, and how many rows one statement may look at. */
  readonly readSlice: { readonly workMs: number; readonly maxRows: number }
  /** Must be called after each commit. */
  committed(): void
  /** Back-pressure for bulk work: resolves when it may go on. Never inside a transaction. */
  settled(): Promise<void>
  /** Calls `listener` when another process may have committed. */
  onForeignCommit(listener: () => void): void
  /** Runs `migrate` on a connection without time limits, with the schema of the tables where there are several. */
  migrating(migrate: (db: Kysely<Database>, schema?: string) => Promise<void>): Promise<void>
  /** Whether the database can be read and is not a read-only standby. */
  isReady(): Promise<boolean>
  /** Whether the transaction that left this marker was committed; null if that cannot be found out. */
  isCommitted(marker: string): Promise<boolean | null>
  /** Must be called when the start has written what it must: a check begins that may end all writing. */
  started(): void
  close(): Promise<void>
}
