// What the orders of tokens, projects, users and deletions need.
import { type Kysely, sql } from 'kysely'
import { columnsOf } from './columns.ts'

/**
 * An instant that may be missing is ordered by a column that never is: rows without it are before all others, and have
 * a place of their own by their id. So keyset pagination works over them, and an index has no long run of equal values.
 */
const COMPUTED = [
  ['api_token', 'last_used_order', 'last_used_at'],
  ['user', 'last_seen_order', 'last_seen_at'],
  ['deletion', 'finished_order', 'finished_at'],
] as const

/**
 * Each costs the removal of every row in a deleted workspace, so there are none for lists within another that has them:
 * one owner's tokens in a workspace, one project's resources, one watcher's deletions.
 */
const INDICES: readonly (readonly [table: string, columns: readonly string[], where?: string])[] = [
  ['api_token', ['workspace_id', 'name', 'id']],
  ['api_token', ['workspace_id', 'expires_at', 'id']],
  ['api_token', ['workspace_id', 'last_used_order', 'id']],
  ['api_token', ['owner_id', 'name', 'id'], 'workspace_id is null'],
  ['api_token', ['owner_id', 'expires_at', 'id'], 'workspace_id is null'],
  ['api_token', ['owner_id', 'last_used_order', 'id'], 'workspace_id is null'],
  ['user', ['name', 'id']],
  ['user', ['last_seen_order', 'id']],
  ['deletion', ['finished_order', 'id']],
  ['project', ['workspace_id', 'updated_at', 'id']],
]

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, computed } = columnsOf(db)
  for (const [table, column, instant] of COMPUTED) {
    // a space is smaller than any digit
    const expression = sql<string>`coalesce(${sql.ref(instant)}, ' ' || id)`
    await db.schema
      .alterTable(table)
      .addColumn(column, text, (c) => computed(c.notNull(), expression))
      .execute()
  }
  for (const [table, columns, where] of INDICES) {
    const index = db.schema
      .createIndex([table, ...columns].join('_'))
      .on(table)
      .columns([...columns])
    await (where ? index.where(sql<boolean>`${sql.raw(where)}`) : index).execute()
  }
}
