// Deleted users by address, which a new user of the address frees; and what a token has made, without what has ended.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('user_email_deleted')
    .on('user')
    .column('email')
    .where(sql<boolean>`deleted_at is not null`)
    .execute()
  await db.schema
    .createIndex('api_token_minted_by_expires_at_live')
    .on('api_token')
    .columns(['minted_by', 'expires_at'])
    .where(sql<boolean>`revoked_at is null`)
    .execute()
  await db.schema.dropIndex('api_token_minted_by').execute()
}
