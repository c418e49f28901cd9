// Counts that are kept: they change in the transaction of the rows that they count, so that nothing is counted on demand.
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'
import { runPrepared } from './prepared.ts'

/** The tables of counts, each with the column by which it counts the rows of a workspace. */
const COUNTED_BY = { resource_count: 'kind', member_count: 'role' } as const
type CountTable = keyof typeof COUNTED_BY

/** Adds `by` to a workspace's count for each of the keys; a key that is given twice counts twice. */
export async function changeCounts(
  tx: Tx,
  table: CountTable,
  workspaceId: string,
  keys: readonly string[],
  by: 1 | -1,
): Promise<void> {
  const changes = new Map<string, number>()
  for (const key of keys) changes.set(key, (changes.get(key) ?? 0) + by)
  const rows = [...changes].map(([key, change]) => ({ key, change: String(change) }))
  await runPrepared(tx, `change ${table}`, { workspaceId, rows }, ({ workspaceId, rows }) => {
    const counted = sql.table(table)
    const column = sql.ref(COUNTED_BY[table])
    const changed = dialectOf(tx).records(['key', 'change'], rows)
    // `where true`: without it SQLite takes `on conflict` for the condition of a join
    return sql`
      insert into ${counted} (workspace_id, ${column}, count)
      select ${workspaceId}, key, cast(change as integer) from ${changed} as changed where true
      on conflict (workspace_id, ${column}) do update set count = ${counted}.count + excluded.count`
  })
}

/** Takes one from the count of each of these rows, which are in different workspaces. */
export async function countRemoved(tx: Tx, rows: readonly { workspace_id: string; role: string }[]): Promise<void> {
  if (rows.length === 0) return
  const removed = dialectOf(tx).records(['workspace_id', 'role'], rows)
  await sql`
    update member_count set count = count - 1 from ${removed} as removed
    where member_count.workspace_id = removed.workspace_id and member_count.role = removed.role`.execute(tx)
}
