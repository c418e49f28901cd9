import { sql } from 'kysely'
import { runPreparedRow } from '../../store/prepared.ts'
import { childRows } from './child-rows.ts'
import type { DeletionStep } from './step.ts'

const { countOn: _, ...rows } = childRows('membership', 'Memberships')

export const memberships: DeletionStep = {
  ...rows,
  // from the counts that are kept with every write: a workspace may have hundreds of thousands of members
  count: async (tx, workspaceId) => {
    const { count } = await runPreparedRow(tx, 'count members', { workspaceId }, ({ workspaceId }) =>
      tx
        .selectFrom('member_count')
        .where('workspace_id', '=', workspaceId)
        .select(sql<number>`coalesce(sum(count), 0)`.as('count')),
    )
    return Number(count)
  },
}
