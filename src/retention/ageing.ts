import type { Db, Tx } from '../store/database.ts'

/** Rows that are removed because of their age. */
export interface Ageing {
  /** Whether there is a row to remove, of those from before this instant. */
  isDue(db: Db, before: string): Promise<boolean>
  /**
   * Removes at most `limit` of them, the oldest first, and answers how many. No other process does so at the same time.
   */
  removeSome(tx: Tx, before: string, limit: number): Promise<number>
}
