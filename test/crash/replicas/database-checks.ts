// Reads from PostgreSQL what a crash trial checks.
import { countStatement, type RowCount } from '../../support/workspace-rows.ts'
import { type Deletion, deletionErrors, remainingRows, type Step } from '../checks.ts'

/** Runs a statement, which may have an array of texts as `$1`. */
export type Query = (statement: string, texts?: readonly string[]) => Promise<Record<string, unknown>[]>

/** The numbers of the events in the log that meet this condition. */
export async function seqsWhere(query: Query, condition: string): Promise<string[]> {
  const rows = await query(`select seq from event where ${condition} order by seq`)
  return rows.map(({ seq }) => String(seq))
}

/** The errors in the data: workspaces without an owner, wrong counts, tokens that outlive their parent token. */
export async function dataErrors(query: Query): Promise<string[]> {
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
    ...survivors.map(({ id }) => `token ${id} has outlived the token that created it`),
  ]
}

/** The errors of a deletion that must have succeeded, in its record, its events and the rows of its workspace. */
export async function errorsOfDeletion(query: Query, id: string): Promise<string[]> {
  const [deletion] = await query('select id, state, total, done, workspace_id from deletion where id = any($1)', [id])
  if (!deletion) return [`${id} is missing`]
  const steps = await query(
    'select name, state, done, total from deletion_step where deletion_id = any($1) order by position',
    [id],
  )
  const events = await query('select type, data from event where deletion_id = any($1) order by seq', [id])
  const workspaceId = String(deletion['workspace_id'])
  const counts = await query(countStatement(workspaceId))
  return [
    ...deletionErrors(deletion as unknown as Deletion, steps as unknown as Step[], events as never),
    ...remainingRows(workspaceId, counts as unknown as RowCount[]),
  ]
}
