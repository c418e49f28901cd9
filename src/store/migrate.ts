import { type Kysely, type Migration, Migrator } from 'kysely'
import { migrations } from '../../db/migrations/index.ts'
import type { Database } from '../../db/schema.ts'
import type { OpenedDatabase } from './database.ts'
import { dialectOf } from './dialect.ts'
import { migrationsOfNewFile } from './sqlite/new-file.ts'

/**
 * Brings the tables to the program's version in one transaction, or leaves them unchanged. Refuses a newer version.
 * Returns the names of the migrations that it ran. With `eachMigration`, a new SQLite file runs every migration, too.
 */
export async function migrate(opened: OpenedDatabase, { eachMigration = false } = {}): Promise<string[]> {
  let names: string[] = []
  await opened.migrating(async (db, schema) => {
    const mayBeNewFile = !eachMigration && dialectOf(db).name === 'sqlite'
    const all = (mayBeNewFile ? await migrationsOfNewFile(db, migrations) : undefined) ?? { ...migrations }
    names = await migrateTables(db, all, schema)
  })
  return names
}

async function migrateTables(db: Kysely<Database>, all: Record<string, Migration>, schema?: string): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => all },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
    // Otherwise Kysely takes a table of this name in any schema for its own.
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (!error) return results.map(({ migrationName }) => migrationName)
  const message = error instanceof Error ? error.message : String(error)
  if (message.includes('corrupted migrations')) {
    throw new Error(`The database was written by a newer version of Croft: start that version (${message})`, {
      cause: error,
    })
  }
  throw error
}
