import { append } from '../events/append.ts'
import { dialectOf } from '../store/dialect.ts'
import { lockWorkspaces } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import { lockBrake, pausedAt } from './brake.ts'
import { setDeletionState } from './state.ts'

/** How many deletions one transaction starts at most. */
const AT_ONCE = 20

/**
 * Starts the deletions whose grace period has ended. A restore that commits first keeps its workspace. While deletions
 * are paused none starts, and all of them can still be restored.
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
    await lockBrake(tx, 'share')
    if ((await pausedAt(tx)) !== null) return
    // a deletion that was restored, or that another replica has started, is no longer SCHEDULED
    const scheduled = tx.selectFrom('deletion').selectAll().where('id', 'in', ids).where('state', '=', 'SCHEDULED')
    const locked = await dialectOf(tx).lock(scheduled, 'exclusiveSkipLocked').execute()
    await lockWorkspaces(tx, 'id', workspaceIds)
    for (const deletion of locked) {
      const started = await setDeletionState(tx, deletion, 'RUNNING', { started_at: at })
      const { id, workspace_id, workspace_name: name, policy, total, done } = started
      const target = { deletionId: id, subjectId: id, workspaceId: workspace_id }
      append(tx, at, 'system', 'deletion.started', { name, policy, total, done }, target)
    }
  })
}
