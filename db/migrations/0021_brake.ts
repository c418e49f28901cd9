// The brake on deletions: which of them have been told that it is on.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('deletion').addColumn('paused_at', columnsOf(db).text).execute()
  await db.schema
    .createIndex('deletion_paused_at_state_id')
    .on('deletion')
    .columns(['paused_at', 'state', 'id'])
    .execute()
}
