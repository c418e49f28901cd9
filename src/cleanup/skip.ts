import { sql } from 'kysely'
import type { TaskState } from '../../db/schema.ts'
import type { Caller } from '../access/principal.ts'
import type { Tx } from '../store/database.ts'
import { kindOfStep } from './plan.ts'
import { type Course, change, type Deletion, tell } from './record.ts'
import { setDeletionState } from './state.ts'

/** Ids of resources in one event. */
const MAX_NAMED = 1000

/**
 * Skips the rest of an external step and leaves its resources behind. Its clean-up tasks end at once, and slices take
 * its resources out of the register, each slice with an event that names them. A deletion that had failed goes on.
 */
export async function skip(tx: Tx, at: string, by: Caller, course: Course, reason: string): Promise<Deletion> {
  const { deletion, step } = course
  const left = await tx
    .selectFrom('resource')
    .select('id')
    .where('workspace_id', '=', deletion.workspace_id)
    .where('kind', '=', kindOfStep(step.name) as string)
    .orderBy('id')
    .limit(MAX_NAMED)
    .execute()
  await tx
    .deleteFrom('cleanup_task')
    .where('deletion_id', '=', deletion.id)
    .where('position', '=', step.position)
    // a partial index has only these tasks; a deletion may have a million that are done
    .where('state', '<>', sql.lit<TaskState>('DONE'))
    .execute()
  const rest = step.total - step.done - step.skipped
  const skipped = {
    state: 'SKIPPED' as const,
    cleanup: 'RELEASE' as const,
    failures: 0,
    next_attempt_at: null,
    last_error: null,
  }
  const moved = { last_error: null, moved_at: at }
  const after = await change(tx, course, { skipped: rest, failed: -step.failed }, { step: skipped, deletion: moved })
  const resourceIds = left.map(({ id }) => id)
  tell(tx, at, by, after, 'deletion.step_skipped', { reason, left: rest, resourceIds })
  return deletion.state === 'FAILED' ? setDeletionState(tx, after.deletion, 'RUNNING') : after.deletion
}
