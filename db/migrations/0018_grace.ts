// Deletions with a grace period, which can be restored until it ends.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnsOf(db)
  for (const column of ['starts_at', 'token_role', 'token_permissions', 'token_previous_hash', 'token_previous_until'])
    await db.schema.alterTable('deletion').addColumn(column, text).execute()
  await db.schema.alterTable('workspace').addColumn('deletion_state', text).execute()
  await sql`update deletion set starts_at = requested_at`.execute(db)
  await sql`update workspace set deletion_state = 'RUNNING' where state = 'DELETING'`.execute(db)
  await db.schema
    .createIndex('deletion_starts_at_scheduled')
    .on('deletion')
    .column('starts_at')
    .where(sql<boolean>`state = 'SCHEDULED'`)
    .execute()
  await db.schema
    .createIndex('deletion_token_previous_hash')
    .on('deletion')
    .column('token_previous_hash')
    .unique()
    .execute()
  // most tokens of a workspace may have ended: what a deletion would end is counted among the others
  await db.schema
    .createIndex('api_token_workspace_id_expires_at_live')
    .on('api_token')
    .columns(['workspace_id', 'expires_at'])
    .where(sql<boolean>`revoked_at is null`)
    .execute()
}
