// What keyed mutations answered, for as long as their keys count.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await strict(
    db.schema
      .createTable('idempotency_key')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('fingerprint', text, (c) => c.notNull())
      .addColumn('sealed_outcome', text)
      .addColumn('expires_at', text, (c) => c.notNull()),
  ).execute()
  await db.schema.createIndex('idempotency_key_expires_at').on('idempotency_key').column('expires_at').execute()
}
