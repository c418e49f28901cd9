import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Config } from '../config/config.ts'
import type { Outage } from './outage.ts'
import { openSqlite } from './sqlite/open.ts'

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

export async function openDatabase(database: Config['database'], onQuery?: OnQuery): Promise<Opened> {
  if (database.kind === 'sqlite') return openSqlite(database.path, onQuery)
  // most servers start without it
  const { openPostgres } = await import('./postgres/open.ts')
  return openPostgres(database.url, database.connections, onQuery)
}
