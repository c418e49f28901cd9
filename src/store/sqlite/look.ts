import BetterSqlite3 from './better-sqlite3.mjs'
import { CLOSED_WELL, isBusy } from './claim.ts'

const BUSY_TIMEOUT_MS = 5000

/**
 * Whether the last server closed the file. It works beside a server that has the file open, too; throws if it is no
 * database.
 */
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
 * Whether another process has the file open, and so holds a shared lock on it. This tries an exclusive lock and holds
 * it for a moment, for which a start waits. It writes nothing but what a killed server left in its log.
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
