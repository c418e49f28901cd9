// What the files of this folder share: the types of a connection and of a transaction, and what each database offers.
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Outage } from './outage.ts'

/** Reads. */
export type Db = Kysely<Database>
/** Inside a transaction. It has no `write`, so that one transaction cannot be opened within another. */
export type Tx = Transaction<Database>

/** Told of each statement with its parameters, `begin` and `commit` left out. */
export type OnQuery = (sql: string, parameters: readonly unknown[]) => void

/** What a database offers to the store, whichever it is. */
export interface Opened {
  readonly read: Kysely<Database>
  readonly write: Kysely<Database>
  readonly outage: Outage
  /** How much bulk work one transaction is meant to do. */
  readonly slice: { readonly workMs: number; readonly maxRows: number }
  /** To be called after each commit. */
  committed(): void
  /** Resolves once bulk work may go on. */
  settled(): Promise<void>
  /** Calls back when another process may have committed. */
  onForeignCommit(told: () => void): void
  /** Lends a connection on which changing the tables may take its time. */
  migrating(migrate: (db: Kysely<Database>) => Promise<void>): Promise<void>
  /** Whether it can be read, and whoever may write there can: a standby can't be written. */
  isReady(): Promise<boolean>
  /** How a transaction ended whose COMMIT was not answered; null where that can't be found out. */
  isCommitted(trace: string): Promise<boolean | null>
  close(): Promise<void>
}
