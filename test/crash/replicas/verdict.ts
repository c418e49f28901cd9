// What the tables have to look like in the end, and what each subscriber has to have seen.
import { encodeCursor } from '../../../src/events/cursor.ts'
import { wrongIn } from '../story.ts'

/** Runs a statement with a list of texts as its one parameter, where it has one. */
export type Query = (statement: string, texts?: readonly string[]) => Promise<Record<string, unknown>[]>

/** The cursors of the log's rows for which a condition holds, in order. */
export async function cursors(query: Query, condition: string): Promise<string[]> {
  const rows = await query(`select seq from event where ${condition} order by seq`)
  return rows.map(({ seq }) => encodeCursor(Number(seq)))
}

/** How a subscriber's cursors differ from those of the table: lost, doubled, out of order. */
export function differs(what: string, got: readonly string[], expected: readonly string[]): string[] {
  if (got.length === expected.length && got.every((cursor, index) => cursor === expected[index])) return []
  const seen = new Set(got)
  const missing = expected.filter((cursor) => !seen.has(cursor)).length
  return [`${what}: ${got.length} events, ${seen.size} different, ${missing} of ${expected.length} missing`]
}

/** What holds in every database, whatever has happened. */
export async function broken(query: Query): Promise<string[]> {
  const ownerless = await query(`
    select name from workspace w where built_in = 0 and state <> 'DELETING' and not exists (
      select from membership m join "user" u on u.id = m.principal
      where m.workspace_id = w.id and m.role = 'OWNER' and u.suspended_at is null and u.deleted_at is null)`)
  const miscounted = await query(`
    select w.name, k.name as kind from workspace w cross join resource_kind k
    where (select count(*) from resource r where r.workspace_id = w.id and r.kind = k.name)
      <> coalesce((select count from resource_count c where c.workspace_id = w.id and c.kind = k.name), 0)
      and w.state <> 'DELETING'`)
  const survivors = await query(`
    select t.id from api_token t join api_token minter on minter.id = t.minted_by
    where t.revoked_at is null and minter.revoked_at is not null`)
  return [
    ...ownerless.map(({ name }) => `${name} has no owner`),
    ...miscounted.map(({ name, kind }) => `The ${kind}s of ${name} are counted wrong`),
    ...survivors.map(({ id }) => `token ${id} has outlived the one that made it`),
  ]
}

/** What is missing, twice, out of order or left behind of a deletion that should be over. */
export async function unfinished(query: Query, id: string): Promise<string[]> {
  const [deletion] = await query('select state, total, done, workspace_id from deletion where id = any($1)', [id])
  if (!deletion) return [`${id} is missing`]
  const { state, total, done, workspace_id } = deletion
  const wrong: string[] = []
  if (state !== 'SUCCEEDED' || done !== total) wrong.push(`${id} is ${state} with ${done} of ${total}`)
  const steps = await query(
    'select name, state, done, total from deletion_step where deletion_id = any($1) order by position',
    [id],
  )
  const events = await query('select type, data from event where deletion_id = any($1) order by seq', [id])
  wrong.push(...wrongIn(id, steps as never, events as never))
  return [...wrong, ...(await leftOf(query, String(workspace_id)))]
}

/** Rows of a workspace that is gone; the log and the record of its deletion stay. */
async function leftOf(query: Query, workspaceId: string): Promise<string[]> {
  const tables = await query(`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id' and table_name not in ('event', 'deletion')`)
  const places = [{ name: 'workspace', column: 'id' }, ...tables.map(({ name }) => ({ name, column: 'workspace_id' }))]
  const left: string[] = []
  for (const { name, column } of places) {
    const [row] = await query(`select count(*)::int as n from "${name}" where ${column} = any($1)`, [workspaceId])
    if (row?.['n'] !== 0) left.push(`${row?.['n']} rows of ${workspaceId} are left in ${name}`)
  }
  return left
}
