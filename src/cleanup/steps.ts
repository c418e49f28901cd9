import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'

/** Removes at most `limit` rows of what the step names; fewer removed than that means that none is left. */
export async function removeSome(tx: Tx, step: string, workspaceId: string, limit: number): Promise<number> {
  if (step.startsWith('resources:')) return removeResources(tx, step.slice('resources:'.length), workspaceId, limit)
  if (step === 'projects') return removeFrom(tx, 'project', workspaceId, limit)
  if (step === 'tokens') return removeFrom(tx, 'api_token', workspaceId, limit)
  if (step === 'memberships') return removeFrom(tx, 'membership', workspaceId, limit)
  if (step === 'workspace') return removeWorkspace(tx, workspaceId, limit)
  throw new Error(`There is no step ${step}`)
}

/** Walks (workspace_id, kind, id) in its own order: rows that lie together go together. */
async function removeResources(tx: Tx, kind: string, workspaceId: string, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('resource')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('resource')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('kind', '=', kind)
        .orderBy('id')
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** A user's deletion takes memberships and marks away too: what is gone by then is not counted among those found. */
async function removeFrom(
  tx: Tx,
  table: 'project' | 'api_token' | 'membership',
  workspaceId: string,
  limit: number,
): Promise<number> {
  const some = tx.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).orderBy('id').limit(limit)
  const { numDeletedRows } = await tx
    .deleteFrom(table)
    .where('id', 'in', dialectOf(tx).lock(some, 'exclusive'))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** People's marks go in slices like all else; the counts, one for each kind, and the row itself go with the last. */
async function removeWorkspace(tx: Tx, workspaceId: string, limit: number): Promise<number> {
  const marks = tx
    .selectFrom('workspace_preference')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .limit(limit)
  const { numDeletedRows } = await tx
    .deleteFrom('workspace_preference')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', 'in', dialectOf(tx).lock(marks, 'exclusive'))
    .executeTakeFirst()
  if (Number(numDeletedRows) >= limit) return limit
  await tx.deleteFrom('resource_count').where('workspace_id', '=', workspaceId).execute()
  await tx.deleteFrom('workspace').where('id', '=', workspaceId).execute()
  return 1
}
