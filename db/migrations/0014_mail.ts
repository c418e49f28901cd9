// The mails of one sender, by when they were sent: how many there were in a day is limited.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('invitation_invited_by_sent_at_mailed')
    .on('invitation')
    .columns(['invited_by', 'sent_at'])
    .where(sql<boolean>`delivery = 'EMAIL'`)
    .execute()
}
