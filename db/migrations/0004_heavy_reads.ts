// Indices for the orders of two columns that begin with a role or a kind.
import type { Kysely } from 'kysely'

const INDICES = [
  ['membership', ['workspace_id', 'role_rank', 'name', 'id']],
  ['resource', ['workspace_id', 'kind', 'updated_at', 'id']],
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of INDICES) {
    const name = [table, ...columns].join('_')
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  }
}
