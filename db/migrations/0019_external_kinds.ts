// Kinds of resource whose owner service is asked to remove what a resource stands for.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

/** The secrets sign webhooks and are encrypted. The one before is used beside the new one until `previous_secret_until`. */
const COLUMNS = [
  'webhook_url',
  'owner_service_account_id',
  'webhook_secret',
  'previous_webhook_secret',
  'previous_secret_until',
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) {
    await db.schema.alterTable('resource_kind').addColumn(column, columnsOf(db).text).execute()
  }
  await db.schema
    .createIndex('resource_kind_owner_service_account_id')
    .on('resource_kind')
    .column('owner_service_account_id')
    .execute()
}
