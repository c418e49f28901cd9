// A new SQLite file takes its tables from `db/schema.sql`, which is printed from a migrated one. Running all migrations
// would take four times as long, a sixth of a first start: after each ALTER TABLE, SQLite parses the whole schema again.
import { readFileSync } from 'node:fs'
import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'

const SCHEMA = new URL(import.meta.url.endsWith('.ts') ? '../../../db/schema.sql' : './schema.sql', import.meta.url)
/** With this, the file says which migration was the last. */
const PRINTED_AFTER = /^-- The tables after (\w+)/

/**
 * For an empty file, migrations of the same names with the same result, the last of which creates all tables. Undefined
 * if there are tables already, or if `db/schema.sql` was printed after another migration than the last of these.
 */
export async function migrationsOfNewFile(
  db: Kysely<Database>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<Record<string, Migration> | undefined> {
  const { rows } = await sql`select 1 from sqlite_master limit 1`.execute(db)
  if (rows.length > 0) return undefined
  const schema = readFileSync(SCHEMA, 'utf8')
  const names = Object.keys(migrations)
  const last = PRINTED_AFTER.exec(schema)?.[1]
  if (last === undefined || last !== names.at(-1)) return undefined
  const nothing: Migration = { up: async () => {} }
  return { ...Object.fromEntries(names.map((name) => [name, nothing])), [last]: { up: (tx) => createAll(tx, schema) } }
}

async function createAll(db: Kysely<Database>, schema: string): Promise<void> {
  // better-sqlite3 prepares one statement at a time
  for (const statement of schema.split(/;\r?\n/)) if (statement.trim() !== '') await sql.raw(statement).execute(db)
}
