// Sign-ins of browsers, and the links that open one.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await strict(
    db.schema
      .createTable('session')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('hash', text, (c) => c.notNull().unique())
      .addColumn('user_id', text, (c) => c.notNull().references('user.id'))
      .addColumn('token_hash', text)
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('last_seen_at', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .addColumn('ended_at', text)
      .addColumn('ip', text)
      .addColumn('user_agent', text),
  ).execute()
  await db.schema.createIndex('session_user_id_ended_at').on('session').columns(['user_id', 'ended_at', 'id']).execute()
  await db.schema.createIndex('session_expires_at').on('session').column('expires_at').execute()
  await strict(
    db.schema
      .createTable('sign_in_link')
      .addColumn('hash', text, (c) => c.primaryKey().notNull())
      .addColumn('user_id', text, (c) => c.notNull().references('user.id'))
      .addColumn('expires_at', text, (c) => c.notNull()),
  ).execute()
  await db.schema.createIndex('sign_in_link_user_id').on('sign_in_link').column('user_id').execute()
  await db.schema.createIndex('sign_in_link_expires_at').on('sign_in_link').column('expires_at').execute()
}
