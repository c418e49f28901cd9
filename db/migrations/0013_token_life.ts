// Tokens that were rotated, suspended, or are about to expire.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnsOf(db)
  for (const column of ['previous_hash', 'previous_until', 'suspended_at', 'suspended_by'])
    await db.schema.alterTable('api_token').addColumn(column, text).execute()
  await db.schema
    .alterTable('api_token')
    .addColumn('expiry_told', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('api_token_previous_hash').unique().on('api_token').column('previous_hash').execute()
  await db.schema
    .createIndex('api_token_expires_at_untold')
    .on('api_token')
    .column('expires_at')
    .where(sql<boolean>`revoked_at is null and expiry_told = 0`)
    .execute()
}
