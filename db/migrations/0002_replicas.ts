// What replicas need of a shared database: who takes down which workspace, and lists of the log that walk an index.
import { type Kysely, sql } from 'kysely'
import { dialectOf } from '../../src/store/dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = dialectOf(db)
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
