import type { Config } from '../config/config.ts'
import type { OpenedDatabase, OpenOptions } from './database.ts'
import { openSqlite } from './sqlite/open.ts'

/** Opens the database that the configuration names. */
export async function openDatabase(database: Config['database'], options: OpenOptions): Promise<OpenedDatabase> {
  if (database.kind === 'sqlite') return openSqlite(database.path, options)
  // Imported on demand: a server on SQLite does not load it.
  const { openPostgres } = await import('./postgres/open.ts')
  return openPostgres(database.url, database.connections, options)
}
