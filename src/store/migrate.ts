import { type Kysely, Migrator } from 'kysely'
import { migrations } from '../../db/migrations/index.ts'
import type { Database } from '../../db/schema.ts'

/** Brings the tables to the program's version in one transaction, or leaves them unchanged. Refuses a newer version. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (!error) return
  const message = error instanceof Error ? error.message : String(error)
  if (message.includes('corrupted migrations')) {
    throw new Error(`The database was written by a newer version of Croft: start that version (${message})`, {
      cause: error,
    })
  }
  throw error
}
