import type { Config } from '../config/config.ts'
import type { OnQuery, Opened } from './database.ts'
import { openSqlite } from './sqlite/open.ts'

/** Opens the database that the configuration names. */
export async function openDatabase(database: Config['database'], onQuery?: OnQuery): Promise<Opened> {
  if (database.kind === 'sqlite') return openSqlite(database.path, onQuery)
  // most servers start without it
  const { openPostgres } = await import('./postgres/open.ts')
  return openPostgres(database.url, database.connections, onQuery)
}
