import type { AppliedMigration } from '../database.ts'
import BetterSqlite3 from './better-sqlite3.mjs'

const BUSY_TIMEOUT_MS = 5000

/** The migrations that a file records; none if it has no tables yet. A server may have it open. */
export function sqliteMigrations(file: string): AppliedMigration[] {
  try {
    const db = new BetterSqlite3(file, { readonly: true, timeout: BUSY_TIMEOUT_MS })
    try {
      const tables = db.prepare("select count(*) from sqlite_schema where name = 'schema_migration'").pluck()
      if (tables.get() === 0) return []
      return db.prepare('select name, timestamp from schema_migration').all() as AppliedMigration[]
    } finally {
      db.close()
    }
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
