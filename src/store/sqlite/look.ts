import BetterSqlite3 from './better-sqlite3.mjs'
import { CLOSED_WELL, isBusy } from './claim.ts'

const BUSY_TIMEOUT_MS = 5000

/** Whether the last server closed the file. Beside a server that has it open, too; throws if it is no database. */
export function wasClosedWell(file: string): boolean {
  const db = new BetterSqlite3(file, { readonly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    db.prepare('select count(*) from sqlite_schema').get()
    return db.pragma('user_version', { simple: true }) === CLOSED_WELL
  } finally {
    db.close()
  }
}

/**
 * Whether another process has the file open, which has a shared lock on it for as long. The exclusive one that is tried is
 * had for a moment, for which a start waits; nothing is written, but what a server that was killed left in its log.
 */
export function isOpenElsewhere(file: string): boolean {
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.prepare('select count(*) from sqlite_schema').get()
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    db.close()
  }
}
