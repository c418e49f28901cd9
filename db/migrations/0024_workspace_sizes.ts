// PostgreSQL keeps the plans of many statements, for values that it does not know (docs/decisions/0011). It takes each
// workspace for an average one, and where most have a row or two, reading all rows of one looks as cheap as finding one of
// them by an index. This tells it that a workspace has about a hundred rows in each table.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

const TABLES = ['membership', 'resource', 'project', 'invitation', 'service_account', 'api_token', 'event']

export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return
  for (const name of TABLES) {
    const table = sql.table(name)
    // a negative number is the part of the rows that have a value of their own (documentation of ALTER TABLE)
    await sql`alter table ${table} alter column workspace_id set (n_distinct = -0.01)`.execute(db)
    await sql`analyze ${table}`.execute(db)
  }
}
