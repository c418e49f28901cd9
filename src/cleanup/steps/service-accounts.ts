import { dialectOf } from '../../store/dialect.ts'
import { childRows } from './child-rows.ts'
import type { DeletionStep } from './step.ts'

const rows = childRows('service_account', 'Service accounts')

/** The workspace's service accounts. Their rows in `user` stay, marked as deleted, so that history keeps the names. */
export const serviceAccounts: DeletionStep = {
  ...rows,
  remove: async (tx, workspaceId, limit) => {
    const some = tx
      .selectFrom('service_account')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .orderBy('id')
      .limit(limit)
    const deleted_at = dialectOf(tx).instant(0)
    await tx.updateTable('user').set({ deleted_at }).where('id', 'in', some).where('deleted_at', 'is', null).execute()
    return rows.remove(tx, workspaceId, limit)
  },
}
