import { sql } from 'kysely'
import type { CleanupMode, DeletionState } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'
import { stepOfKind } from './plan.ts'

/** Those that go on, or would after a retry. */
const UNFINISHED: readonly DeletionState[] = ['SCHEDULED', 'RUNNING', 'FAILED']

/** The ids of deletions that have still to clean up resources of the kind in this way: at most so many. */
export async function unfinishedDeletions(tx: Tx, kind: string, cleanup: CleanupMode, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('deletion')
    .innerJoin('deletion_step', 'deletion_step.deletion_id', 'deletion.id')
    .where('deletion.state', 'in', UNFINISHED.map(sql.lit) as never)
    .where('deletion_step.name', '=', stepOfKind(kind))
    // one that was skipped asks nobody
    .where('deletion_step.cleanup', '=', cleanup)
    .where('deletion_step.state', '<>', 'SUCCEEDED')
    .select('deletion.id')
    .orderBy('deletion.id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}
