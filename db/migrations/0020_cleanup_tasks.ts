// Clean-up tasks: what the services that own external resources have to remove, and how deletions fail and go on.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

const COUNTERS = { deletion: ['failed', 'skipped'], deletion_step: ['failed', 'skipped', 'failures'] } as const

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  for (const [table, counters] of Object.entries(COUNTERS)) {
    for (const counter of counters) {
      await db.schema
        .alterTable(table)
        .addColumn(counter, 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    }
  }
  await db.schema.alterTable('deletion').addColumn('moved_at', text).execute()
  // a step that was planned before is of a kind with NONE, waits for all steps before it, and has handed over nothing
  await db.schema
    .alterTable('deletion_step')
    .addColumn('cleanup', text, (c) => c.notNull().defaultTo('NONE'))
    .execute()
  await db.schema.alterTable('deletion_step').addColumn('stage', 'integer').execute()
  await db.schema.alterTable('deletion_step').addColumn('handed_over_to', text).execute()
  await strict(
    db.schema
      .createTable('cleanup_task')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('deletion_id', text, (c) => c.notNull().references('deletion.id'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('workspace_id', text, (c) => c.notNull())
      .addColumn('workspace_name', text, (c) => c.notNull())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('cleanup', text, (c) => c.notNull())
      .addColumn('resource_id', text, (c) => c.notNull())
      .addColumn('resource_name', text, (c) => c.notNull())
      .addColumn('external_id', text)
      .addColumn('labels', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('attempt', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('due_at', text)
      .addColumn('last_error', text),
  ).execute()
  for (const columns of [
    ['deletion_id', 'id'],
    ['deletion_id', 'state', 'id'],
    ['deletion_id', 'kind', 'id'],
  ]) {
    await db.schema
      .createIndex(`cleanup_task_${columns.join('_')}`)
      .on('cleanup_task')
      .columns(columns)
      .execute()
  }
  // a deletion has few tasks that are not done, and many that are
  await db.schema
    .createIndex('cleanup_task_deletion_id_position_open')
    .on('cleanup_task')
    .columns(['deletion_id', 'position', 'state', 'due_at'])
    .where(sql<boolean>`state <> 'DONE'`)
    .execute()
  await db.schema
    .createIndex('cleanup_task_kind_due_at_claimable')
    .on('cleanup_task')
    .columns(['kind', 'due_at', 'id'])
    .where(sql<boolean>`cleanup = 'CLAIM' and due_at is not null`)
    .execute()
}
