import type { AppliedMigration } from '../database.ts'
import { connectionTo } from './connection.ts'
import { unusable } from './start-checks.ts'

const TIMEOUTS = { connectionTimeoutMillis: 5000, query_timeout: 5000 }

/** The migrations that a database records; none if it has no tables yet. */
export async function postgresMigrations(url: string): Promise<AppliedMigration[]> {
  const { connect } = connectionTo(url)
  try {
    const client = await connect(TIMEOUTS)
    try {
      const { rows: tables } = await client.query<{ found: boolean }>(
        "select to_regclass('schema_migration') is not null as found",
      )
      if (!tables[0]?.found) return []
      return (await client.query<AppliedMigration>('select name, timestamp from schema_migration')).rows
    } finally {
      await client.end()
    }
  } catch (error) {
    throw unusable(error)
  }
}
