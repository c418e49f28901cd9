// Indices for the orders of two columns that begin with a role or a kind, and for the users that are not deleted.
import { type Kysely, sql } from 'kysely'

const INDICES = [
  ['membership', ['workspace_id', 'role_rank', 'name', 'id']],
  ['resource', ['workspace_id', 'kind', 'updated_at', 'id']],
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of INDICES) {
    await db.schema
      .createIndex([table, ...columns].join('_'))
      .on(table)
      .columns([...columns])
      .execute()
  }
  await db.schema
    .createIndex('user_id_living')
    .on('user')
    .column('id')
    .where(sql.ref('deleted_at'), 'is', null)
    .execute()
}
