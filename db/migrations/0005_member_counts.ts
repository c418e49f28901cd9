// How many members of each role a workspace has, and since when a workspace is suspended.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = columnsOf(db)
  await columns
    .strict(db.schema.createTable('member_count'))
    .addColumn('workspace_id', columns.text, (c) => c.notNull().references('workspace.id'))
    .addColumn('role', columns.text, (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_count_pk', ['workspace_id', 'role'])
    .execute()
  await sql`
    insert into member_count (workspace_id, role, count)
    select workspace_id, role, count(*) from membership group by workspace_id, role`.execute(db)
  await db.schema.alterTable('workspace').addColumn('suspended_at', columns.text).execute()
  // the last change of a suspended workspace is its suspension: other writes are refused
  await sql`update workspace set suspended_at = updated_at where state = 'SUSPENDED'`.execute(db)
}
