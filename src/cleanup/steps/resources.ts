import { sql } from 'kysely'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { runPrepared } from '../../store/prepared.ts'
import type { DeletionStepPerKind } from './step.ts'

/** The registered resources, kind by kind in the order of `cleanup_order`, then of the kinds' names. */
export const resources: DeletionStepPerKind = {
  name: 'resources',
  // from the counts that are kept with every write: counting the rows would take long for a large workspace
  countPerKind: (tx, workspaceId) =>
    runPrepared(tx, 'count resources of each kind', { workspaceId }, ({ workspaceId }) => {
      const kinds = tx
        .selectFrom('resource_count')
        .innerJoin('resource_kind', 'resource_kind.name', 'resource_count.kind')
        .where('workspace_id', '=', workspaceId)
        .where('count', '>', sql.lit(0))
        .orderBy('resource_kind.cleanup_order')
        .orderBy('resource_kind.name')
        .select([
          'kind',
          'resource_kind.display_name as label',
          'count',
          'resource_kind.cleanup',
          'resource_kind.cleanup_order as order',
        ])
      // the lock keeps the owner and the URL that the plan needs: a transaction that removes one waits, and then finds
      // the plan
      return dialectOf(tx).lock(kinds, 'share', 'resource_kind')
    }),
  removeKind: async (tx, workspaceId, limit, kind) => {
    const { numDeletedRows } = await deleteSome(tx, workspaceId, limit, kind).executeTakeFirst()
    return Number(numDeletedRows)
  },
  releaseKind: async (tx, workspaceId, limit, kind) => {
    const rows = await deleteSome(tx, workspaceId, limit, kind).returning('id').execute()
    return rows.map(({ id }) => id).sort()
  },
}

function deleteSome(tx: Tx, workspaceId: string, limit: number, kind: string) {
  return tx.deleteFrom('resource').where('id', 'in', (eb) =>
    eb
      .selectFrom('resource')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('kind', '=', kind)
      // the order of the index (workspace_id, kind, id): rows that are stored together are removed together
      .orderBy('id')
      .limit(limit),
  )
}
