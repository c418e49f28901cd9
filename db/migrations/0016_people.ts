// The token that has moved to the record of a deletion can be revoked by its id: what it was, and who ended it when. The
// mails of invitations that were asked for in the last day, by their senders: what an invitation is sent again counts, too.
// Senders whose accounts have ended, until all that they had sent has.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

const DAY_MS = 24 * 3_600_000

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  for (const column of ['token_row', 'token_revoked_at', 'token_revoked_by'])
    await db.schema.alterTable('deletion').addColumn(column, text).execute()

  await strict(
    db.schema
      .createTable('invitation_mail')
      .addColumn('sender', text, (c) => c.notNull())
      .addColumn('sent_at', text, (c) => c.notNull())
      .addColumn('invitation_id', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('invitation_mail_pk', ['sender', 'sent_at', 'invitation_id']),
  ).execute()
  await strict(
    db.schema
      .createTable('departed_sender')
      .addColumn('sender', text, (c) => c.primaryKey().notNull())
      .addColumn('actor_id', text, (c) => c.notNull())
      .addColumn('actor_name', text, (c) => c.notNull())
      .addColumn('platform_admin', 'integer', (c) => c.notNull())
      .addColumn('token_id', text)
      .addColumn('request_id', text, (c) => c.notNull())
      .addColumn('ip', text),
  ).execute()
  const dayAgo = new Date(Date.now() - DAY_MS).toISOString()
  await sql`
    insert into invitation_mail (sender, sent_at, invitation_id)
    select invited_by, sent_at, id from invitation where delivery = 'EMAIL' and sent_at > ${dayAgo}`.execute(db)
  await db.schema.dropIndex('invitation_invited_by_sent_at_mailed').execute()
}
