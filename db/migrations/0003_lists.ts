// Indices that let each list of the API be read in its order, whatever filter it has.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

type Index = readonly [table: string, columns: readonly string[], where?: string, suffix?: string]

/** A partial index is used only by statements that contain its condition literally. */
const INDICES: readonly Index[] = [
  ['workspace', ['state', 'id']],
  ['workspace', ['hosting', 'id']],
  ['workspace', ['id'], 'built_in = 1', 'built_in'],
  ['user', ['id'], 'platform_admin = 1', 'platform_admin'],
  ['user', ['id'], 'suspended_at is not null', 'suspended'],
  ['membership', ['principal', 'id']],
  ['membership', ['workspace_id', 'name', 'id']],
  ['api_token', ['owner_id', 'workspace_id', 'id']],
  ['api_token', ['workspace_id', 'id'], 'revoked_at is not null', 'revoked'],
  ['resource', ['project_id', 'kind', 'id'], 'project_id is not null'],
  ['deletion', ['requested_by', 'id']],
  ['deletion', ['workspace_name', 'id']],
  ['event', ['workspace_id', 'type', 'seq']],
  // Most events belong to no deletion. Most of those that do are progress, which lists leave out.
  ['event', ['deletion_id', 'seq'], 'deletion_id is not null'],
  ['event', ['deletion_id', 'seq'], "deletion_id is not null and type <> 'deletion.progress'", 'told'],
  ['event', ['seq'], "deletion_id is not null and type <> 'deletion.progress'", 'of_deletions'],
]
/** Indices that are redundant beside the ones above. */
const REPLACED = ['api_token_owner_id_id', 'event_deletion_id_seq']

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('membership')
    .addColumn('name', columnsOf(db).text, (c) => c.notNull().defaultTo(''))
    .execute()
  await sql`update membership set name = coalesce(
    (select person.name from ${sql.table('user')} as person where person.id = membership.principal),
    membership.principal
  )`.execute(db)
  for (const name of REPLACED) await db.schema.dropIndex(name).execute()
  for (const [table, columns, where, suffix] of INDICES) {
    const name = [table, ...columns, ...(suffix ? [suffix] : [])].join('_')
    const index = db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
    await (where ? index.where(sql<boolean>`${sql.raw(where)}`) : index).execute()
  }
}
