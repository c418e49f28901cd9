// Invitations that have ended, by their age: retention removes the oldest. The last event of a deletion that was undone,
// which is told for ever: its record alone does not say who restored the workspace.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('invitation_expires_at_ended')
    .on('invitation')
    .columns(['expires_at', 'id'])
    .where(sql<boolean>`state <> 'PENDING'`)
    .execute()
  await db.schema.alterTable('deletion').addColumn('last_event', columnsOf(db).text).execute()
}
