import type { Updateable } from 'kysely'
import type { Database, DeletionState, Row } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'

/** What `workspace.deletion_state` has while its deletion is in each state; null in those in which nothing is being deleted. */
const IN_WORKSPACE = {
  SCHEDULED: 'SCHEDULED',
  RUNNING: 'RUNNING',
  FAILED: 'FAILED',
  SUCCEEDED: null,
  CANCELLED: null,
} as const satisfies Record<DeletionState, Row<'workspace'>['deletion_state']>

/**
 * Sets the state of a deletion, whose row is locked, and what its workspace says of it: the only place where the state of
 * one that was recorded changes.
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
