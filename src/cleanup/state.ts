import type { Updateable } from 'kysely'
import type { Database, DeletionState, Row } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'

/**
 * The value of `workspace.deletion_state` for each state of its deletion; null for states in which nothing is being
 * deleted.
 */
const IN_WORKSPACE = {
  SCHEDULED: 'SCHEDULED',
  RUNNING: 'RUNNING',
  FAILED: 'FAILED',
  SUCCEEDED: null,
  CANCELLED: null,
} as const satisfies Record<DeletionState, Row<'workspace'>['deletion_state']>

/**
 * Sets the state of a deletion, whose row is locked, and the state that its workspace shows for it: the only place
 * where the state of a recorded deletion changes.
 */
export async function setDeletionState(
  tx: Tx,
  deletion: Row<'deletion'>,
  state: DeletionState,
  changes: Updateable<Database['deletion']> = {},
): Promise<Row<'deletion'>> {
  await tx
    .updateTable('deletion')
    .set({ ...changes, state })
    .where('id', '=', deletion.id)
    .execute()
  await tx
    .updateTable('workspace')
    .set({ deletion_state: IN_WORKSPACE[state] })
    .where('id', '=', deletion.workspace_id)
    .execute()
  return { ...deletion, ...(changes as Partial<Row<'deletion'>>), state }
}
