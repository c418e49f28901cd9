import { sql } from 'kysely'
import type { CleanupMode, DeletionState } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'
import { stepOfKind } from './plan.ts'

/** The states of deletions that go on, or would after a retry. */
const UNFINISHED: readonly DeletionState[] = ['SCHEDULED', 'RUNNING', 'FAILED']

/** The ids of at most `most` deletions that still have to clean up resources of the kind in this way. */
export async function unfinishedDeletions(tx: Tx, kind: string, cleanup: CleanupMode, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('deletion')
    .innerJoin('deletion_step', 'deletion_step.deletion_id', 'deletion.id')
    .where('deletion.state', 'in', UNFINISHED.map(sql.lit) as never)
    .where('deletion_step.name', '=', stepOfKind(kind))
    // a skipped step has the clean-up RELEASE, and is left out
    .where('deletion_step.cleanup', '=', cleanup)
    .where('deletion_step.state', '<>', 'SUCCEEDED')
    .select('deletion.id')
    .orderBy('deletion.id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}
