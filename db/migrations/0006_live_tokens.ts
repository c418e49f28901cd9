// An index of the tokens that were not revoked, by expiry: an owner's live ones are counted, however many have expired.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('api_token_owner_id_workspace_id_expires_at_live')
    .on('api_token')
    .columns(['owner_id', 'workspace_id', 'expires_at'])
    .where(sql<boolean>`revoked_at is null`)
    .execute()
}
