// How a deletion fails, and goes on: a step that was refused is tried again, eight times in all, and then has failed. The
// deletion has failed when no other step can go on, or when nothing has moved for a day; it stays so until it is retried.
import { sql } from 'kysely'
import type { TaskState } from '../../db/schema.ts'
import type { Caller } from '../access/principal.ts'
import { backOffMs } from '../background/back-off.ts'
import type { Lease } from '../background/lease.ts'
import { append } from '../events/append.ts'
import type { Tx } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { lockLeased } from './lease.ts'
import {
  about,
  type Course,
  change,
  type Deletion,
  findStep,
  type Step,
  stepsUnderWay,
  tell,
  totalsOf,
} from './record.ts'
import { setDeletionState } from './state.ts'

/** How often a step or a clean-up task is tried before it has failed. */
export const MAX_ATTEMPTS = 8
const FACTOR = 3
const STALLED_AFTER_MS = 24 * 3_600_000
const REFUSED = 'The database refused the step'
const STALLED = 'Nothing has moved for 24 hours'

/** The pause after a failed attempt: from one second by a factor of three to five minutes. */
export const pauseAfter = (failures: number): number => backOffMs(failures, FACTOR)

export const inMs = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

/** Records that the database refused a step, which is tried again after `pauseMs`, or has failed. */
export function recordRefusal(store: Store, lease: Lease, position: number, pauseMs: number): Promise<void> {
  return store.write(async (tx) => {
    const at = store.now()
    const deletion = await lockLeased(tx, lease)
    if (deletion?.state !== 'RUNNING') return
    const course = { deletion, step: await findStep(tx, lease.id, position) }
    const failures = course.step.failures + 1
    const counted = { attempts: course.step.attempts + 1, failures, last_error: REFUSED }
    // the event of the slice that was refused was rolled back with it
    const begun = begin(tx, at, course)
    if (failures >= MAX_ATTEMPTS) {
      await failStep(tx, at, await change(tx, begun, {}, { step: counted }), REFUSED)
      await failUnlessOthersGoOn(tx, at, deletion)
      return
    }
    const nextAttemptAt = inMs(at, pauseMs)
    const retrying = {
      ...counted,
      state: 'RETRYING' as const,
      started_at: begun.step.started_at,
      next_attempt_at: nextAttemptAt,
    }
    const after = await change(tx, begun, {}, { step: retrying, deletion: { last_error: REFUSED } })
    tell(tx, at, 'system', after, 'deletion.step_retrying', { error: REFUSED, nextAttemptAt })
  })
}

/** The step after it has begun: a step that has been waiting begins now, with an event. */
export function begin(tx: Tx, at: string, { deletion, step }: Course): Course {
  if (step.started_at !== null || step.state !== 'WAITING') return { deletion, step }
  const begun = { deletion, step: { ...step, state: 'RUNNING' as const, started_at: at } }
  tell(tx, at, 'system', begun, 'deletion.step_started', {})
  return begun
}

/** The step has failed; others of its stage go on. */
export async function failStep(tx: Tx, at: string, course: Course, error: string): Promise<void> {
  const { started_at } = course.step
  const failed = { state: 'FAILED' as const, started_at, next_attempt_at: null, last_error: error }
  const after = await change(tx, course, {}, { step: failed, deletion: { last_error: error } })
  tell(tx, at, 'system', after, 'deletion.step_failed', { error })
}

/** Fails the deletion if all steps under way have failed. Answers whether they have. */
export async function failUnlessOthersGoOn(tx: Tx, at: string, deletion: Deletion): Promise<boolean> {
  const steps = await stepsUnderWay(tx, deletion.id)
  const failed = steps.filter(({ state }) => state === 'FAILED')
  if (failed.length === 0 || failed.length < steps.length) return false
  await fail(tx, at, deletion, failed)
  return true
}

/** Whether nothing has moved for so long that the deletion has failed. */
export function isStalled({ state, moved_at }: Deletion, now: string): boolean {
  return state === 'RUNNING' && moved_at !== null && Date.parse(now) - Date.parse(moved_at) >= STALLED_AFTER_MS
}

/** Fails a deletion in which nothing has moved for a day; answers whether it did. */
export function failStalled(store: Store, lease: Lease): Promise<boolean> {
  return store.write(async (tx) => {
    const at = store.now()
    const deletion = await lockLeased(tx, lease)
    if (!deletion || !isStalled(deletion, at)) return false
    for (const step of await stepsUnderWay(tx, lease.id)) {
      if (step.state !== 'FAILED') await failStep(tx, at, { deletion, step }, STALLED)
    }
    return failUnlessOthersGoOn(tx, at, deletion)
  })
}

async function fail(tx: Tx, at: string, deletion: Deletion, failed: readonly Step[]): Promise<void> {
  const error = failed.find(({ last_error }) => last_error !== null)?.last_error ?? REFUSED
  const now = await tx.selectFrom('deletion').selectAll().where('id', '=', deletion.id).executeTakeFirstOrThrow()
  const ended = await setDeletionState(tx, now, 'FAILED', { last_error: error, lease_holder: null, lease_until: null })
  // nobody may take a task of a failed deletion; a report about one still counts
  await tx
    .updateTable('cleanup_task')
    .set({ due_at: null, state: 'READY' })
    .where('deletion_id', '=', deletion.id)
    .where('state', 'in', ['READY', 'CLAIMED', 'RETRYING'])
    .execute()
  append(tx, at, 'system', 'deletion.failed', { name: ended.workspace_name, ...totalsOf(ended), error }, about(ended))
}

/** A failed deletion goes on from where it stood: its failed steps and tasks are tried again, as if for the first time. */
export async function retry(tx: Tx, at: string, by: Caller, deletion: Deletion): Promise<Deletion> {
  await tx
    .updateTable('deletion_step')
    .set({ state: 'RUNNING', attempts: 0, failures: 0, failed: 0, last_error: null, next_attempt_at: null })
    .where('deletion_id', '=', deletion.id)
    .where('state', '=', 'FAILED')
    .execute()
  await tx
    .updateTable('cleanup_task')
    .set({ state: 'READY', failures: 0, due_at: at })
    .where('deletion_id', '=', deletion.id)
    .where('state', '<>', sql.lit<TaskState>('DONE'))
    .execute()
  const again = await setDeletionState(tx, deletion, 'RUNNING', { failed: 0, last_error: null, moved_at: at })
  append(tx, at, by, 'deletion.retried', { name: again.workspace_name, ...totalsOf(again) }, about(again))
  return again
}
