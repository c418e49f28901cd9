import { append } from '../events/append.ts'
import { lockWorkspaces } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import { lockBrake, pausedAt } from './brake.ts'

/** How many deletions one transaction starts at most. */
const AT_ONCE = 20

/**
 * Starts the deletions whose grace period has ended. A restore that commits before keeps its workspace; while deletions are paused
 * none starts, and all of them can be restored.
 */
export async function startDue(store: Store): Promise<void> {
  const due = await store.db
    .selectFrom('deletion')
    .select(['id', 'workspace_id'])
    .where('state', '=', 'SCHEDULED')
    .where('starts_at', '<=', store.now())
    .orderBy('starts_at')
    .limit(AT_ONCE)
    .execute()
  if (due.length === 0) return
  const ids = due.map(({ id }) => id)
  const workspaceIds = due.map(({ workspace_id }) => workspace_id)
  await store.write(async (tx) => {
    const at = store.now()
    await lockWorkspaces(tx, 'id', workspaceIds)
    await lockBrake(tx, 'share')
    if ((await pausedAt(tx)) !== null) return
    const started = await tx
      .updateTable('deletion')
      .set({ state: 'RUNNING', started_at: at })
      .where('id', 'in', ids)
      // one that was restored, or that another replica has started, is so no longer
      .where('state', '=', 'SCHEDULED')
      .returningAll()
      .execute()
    for (const { id, workspace_id, workspace_name: name, policy, total, done } of started) {
      await tx.updateTable('workspace').set({ deletion_state: 'RUNNING' }).where('id', '=', workspace_id).execute()
      const target = { deletionId: id, subjectId: id, workspaceId: workspace_id }
      append(tx, at, 'system', 'deletion.started', { name, policy, total, done }, target)
    }
  })
}
