// Invitations, and whether the address of a user is known to be theirs.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await strict(
    db.schema
      .createTable('invitation')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('workspace_id', text, (c) => c.references('workspace.id').notNull())
      .addColumn('email', text, (c) => c.notNull())
      .addColumn('role', text, (c) => c.notNull().check(sql`role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')`))
      .addColumn('state', text, (c) => c.notNull().defaultTo('PENDING'))
      .addColumn('delivery', text, (c) => c.notNull())
      .addColumn('message', text)
      .addColumn('invited_by', text, (c) => c.notNull())
      .addColumn('code_hash', text, (c) => c.unique())
      .addColumn('sealed_code', text)
      .addColumn('mail_attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('mail_next_at', text)
      .addColumn('sent_at', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .addColumn('responded_at', text)
      .addColumn('accepted_by', text)
      .addColumn('membership_id', text),
  ).execute()
  const pending = sql<boolean>`state = 'PENDING'`
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`invitation_${name}`).on('invitation').columns(columns)
  await index('workspace_id_id', ['workspace_id', 'id']).execute()
  await index('workspace_id_email_id', ['workspace_id', 'email', 'id']).execute()
  await index('workspace_id_expires_at_id', ['workspace_id', 'expires_at', 'id']).execute()
  await index('workspace_id_email_pending', ['workspace_id', 'email']).unique().where(pending).execute()
  await index('workspace_id_id_pending', ['workspace_id', 'id']).where(pending).execute()
  await index('email_id_pending', ['email', 'id']).where(pending).execute()
  await index('invited_by_workspace_id_pending', ['invited_by', 'workspace_id']).where(pending).execute()
  await index('expires_at_pending', ['expires_at']).where(pending).execute()
  await index('mail_next_at', ['mail_next_at']).where(sql<boolean>`sealed_code is not null`).execute()
  await db.schema
    .alterTable('user')
    .addColumn('email_verified', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
}
