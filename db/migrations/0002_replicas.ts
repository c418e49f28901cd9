// What replicas with one database need: common settings, the lease of each deletion, and indices for lists of events.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await strict(db.schema.createTable('setting'))
    .addColumn('name', text, (c) => c.primaryKey().notNull())
    .addColumn('value', text, (c) => c.notNull())
    .execute()
  await db.schema.alterTable('deletion').addColumn('lease_holder', text).execute()
  await db.schema.alterTable('deletion').addColumn('lease_until', text).execute()
  await db.schema
    .alterTable('deletion')
    .addColumn('lease_fence', 'integer', (c) => c.notNull().defaultTo(sql`0`))
    .execute()
  for (const column of ['actor_id', 'subject_id', 'type']) {
    await db.schema.createIndex(`event_${column}_seq`).on('event').columns([column, 'seq']).execute()
  }
}
