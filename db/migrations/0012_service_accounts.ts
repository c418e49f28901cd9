// Service accounts. One is also a row of `user`, by which it holds memberships and owns tokens as people do.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await db.schema
    .alterTable('user')
    .addColumn('service_account', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await strict(
    db.schema
      .createTable('service_account')
      .addColumn('id', text, (c) => c.primaryKey().notNull().references('user.id'))
      .addColumn('workspace_id', text, (c) => c.references('workspace.id'))
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('description', text)
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('created_by', text)
      .addColumn('updated_at', text, (c) => c.notNull())
      .addColumn('deleted_at', text),
  ).execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`service_account_${name}`).on('service_account').columns(columns)
  const ofPlatform = sql<boolean>`workspace_id is null`
  const isLive = sql<boolean>`deleted_at is null`
  await index('workspace_id_name_live', ['workspace_id', 'name']).unique().where(isLive).execute()
  await index('name_of_platform_live', ['name']).unique().where(sql<boolean>`${ofPlatform} and ${isLive}`).execute()
  // the deletion of a workspace removes those that were deleted, too
  await index('workspace_id', ['workspace_id', 'id']).execute()
  const isOfAccount = sql<boolean>`owner_id between 'svc_' and 'svc_~'`
  for (const order of ['id', 'name', 'expires_at', 'last_used_order']) {
    const columns = order === 'id' ? ['owner_id', 'id'] : ['owner_id', order, 'id']
    await db.schema
      .createIndex(`api_token_${columns.join('_')}_of_account`)
      .on('api_token')
      .columns(columns)
      .where(isOfAccount)
      .execute()
  }
  for (const order of ['id', 'name', 'updated_at']) {
    const columns = order === 'id' ? ['id'] : [order, 'id']
    await index(`workspace_id_${columns.join('_')}`, ['workspace_id', ...columns])
      .where(isLive)
      .execute()
    await index(`${columns.join('_')}_of_platform`, columns)
      .where(sql<boolean>`${ofPlatform} and ${isLive}`)
      .execute()
  }
}
