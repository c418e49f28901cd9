import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import type { DeletionStep } from './step.ts'

/** The workspace's row, which counts as one, after what depends on it: clean-up tasks, people's preferences and the kept counts. */
export const workspace: DeletionStep = {
  name: 'workspace',
  label: 'Workspace',
  count: async () => 1,
  remove: async (tx, workspaceId, limit) => {
    const tasks = await removeTasks(tx, workspaceId, limit)
    if (tasks >= limit) return limit
    const preferences = tx
      .selectFrom('workspace_preference')
      .select('user_id')
      .where('workspace_id', '=', workspaceId)
      .limit(limit)
    const { numDeletedRows } = await tx
      .deleteFrom('workspace_preference')
      .where('workspace_id', '=', workspaceId)
      // locked for the same reason as in `childRows`: deleting a user removes preferences too
      .where('user_id', 'in', dialectOf(tx).lock(preferences, 'exclusive'))
      .executeTakeFirst()
    if (Number(numDeletedRows) >= limit) return limit
    // a row for each kind and for each role: few enough for one slice
    await tx.deleteFrom('member_count').where('workspace_id', '=', workspaceId).execute()
    await tx.deleteFrom('resource_count').where('workspace_id', '=', workspaceId).execute()
    await tx.deleteFrom('workspace').where('id', '=', workspaceId).execute()
    return 1
  },
}

/** Removes the clean-up tasks, which are done: until now they were kept to answer repeated reports. */
async function removeTasks(tx: Tx, workspaceId: string, limit: number): Promise<number> {
  const tasks = tx
    .selectFrom('cleanup_task')
    .select('id')
    .where('deletion_id', 'in', tx.selectFrom('deletion').select('id').where('workspace_id', '=', workspaceId))
    .limit(limit)
  const { numDeletedRows } = await tx.deleteFrom('cleanup_task').where('id', 'in', tasks).executeTakeFirst()
  return Number(numDeletedRows)
}
