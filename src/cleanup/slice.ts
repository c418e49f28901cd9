// One slice of one deletion: a transaction that removes some rows, updates the counters and appends the events. All of
// them commit together, so that a process that is killed at any instant leaves a deletion which the next one continues:
// no row is counted twice, and every event is written exactly once.
import type { Row } from '../../db/schema.ts'
import { type Lease, leaseExpiry } from '../background/lease.ts'
import { append } from '../events/append.ts'
import type { Tx } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { lockBrake, pausedAt } from './brake.ts'
import { lockLeased } from './lease.ts'
import { isLastStep, labelOf, removeSome } from './plan.ts'

type Deletion = Row<'deletion'>
type Step = Row<'deletion_step'>

export interface SliceResult {
  /** Rows removed. */
  removed: number
  /** Milliseconds from the beginning of the transaction to the end of its commit. */
  ms: number
  /** The part of `ms` before the commit. */
  workMs: number
  /** Whether this process has nothing more to do: the deletion has succeeded, or another process has claimed it. */
  finished: boolean
  /** Whether a `deletion.progress` event was written. */
  reportedProgress: boolean
}

/** The first step in order that has not succeeded. */
export function currentStep(db: Store['db'] | Tx, deletionId: string): Promise<Step | undefined> {
  return db
    .selectFrom('deletion_step')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('state', '<>', 'SUCCEEDED')
    .orderBy('position')
    .executeTakeFirst()
}

/** Removes at most `limit` rows of the current step. With `mayReport` it may write a `deletion.progress` event. */
export async function runSlice(store: Store, lease: Lease, limit: number, mayReport: boolean): Promise<SliceResult> {
  let beganAt = 0
  let workMs = 0
  const result = await store.write(async (tx) => {
    // measured from here: the wait for another transaction to end does not hold the event loop
    beganAt = performance.now()
    const at = store.now()
    await lockBrake(tx, 'share')
    const deletion = await lockLeased(tx, lease)
    const step = await currentStep(tx, lease.id)
    if (deletion?.state !== 'RUNNING' || !step) return { removed: 0, finished: true, reportedProgress: false }
    // nothing is removed while its watchers are told that it is paused, nor when it is and they are not told yet
    if (deletion.paused_at !== null || (await pausedAt(tx)) !== null)
      return { removed: 0, finished: false, reportedProgress: false }
    const startedAt = ensureStarted(tx, at, deletion, step)
    const removed = await removeSome(tx, step.name, deletion.workspace_id, limit)
    const stepDone = removed < limit
    const after = progressAfter(deletion, step, removed, stepDone)
    await tx
      .updateTable('deletion_step')
      .set({
        state: stepDone ? 'SUCCEEDED' : 'RUNNING',
        done: after.step.done,
        started_at: startedAt,
        finished_at: stepDone ? at : null,
        next_attempt_at: null,
        last_error: null,
      })
      .where('deletion_id', '=', lease.id)
      .where('position', '=', step.position)
      .execute()
    await tx
      .updateTable('deletion')
      .set({ done: after.deletion.done, last_error: null, lease_until: leaseExpiry(tx) })
      .where('id', '=', lease.id)
      .execute()
    const finished = stepDone && isLastStep(step.name)
    if (stepDone) appendStepEvent(tx, at, after.deletion, after.step, 'deletion.step_succeeded')
    else if (mayReport) appendStepEvent(tx, at, after.deletion, after.step, 'deletion.progress')
    if (finished) await finish(tx, at, after.deletion)
    workMs = performance.now() - beganAt
    return { removed, finished, reportedProgress: mayReport && !stepDone }
  })
  return { ...result, workMs, ms: performance.now() - beganAt }
}

/**
 * The counters after a slice. Rows may be added or removed by others after the plan was made: a step never counts more
 * than was planned, and counts all of that when it is done, so that the sum of the steps stays the total.
 */
function progressAfter(deletion: Deletion, step: Step, removed: number, stepDone: boolean) {
  const done = stepDone ? step.total : Math.min(step.total, step.done + removed)
  return {
    deletion: { ...deletion, done: deletion.done + done - step.done },
    step: { ...step, done },
  }
}

async function finish(tx: Tx, at: string, deletion: Deletion): Promise<void> {
  await tx.updateTable('deletion').set({ state: 'SUCCEEDED', finished_at: at }).where('id', '=', deletion.id).execute()
  const data = { name: deletion.workspace_name, total: deletion.total, done: deletion.done }
  append(tx, at, 'system', 'deletion.succeeded', data, targetOf(deletion))
}

/** Records that the database refused the current step, which is tried again after `pauseMs`. */
export function pauseStep(store: Store, lease: Lease, pauseMs: number): Promise<void> {
  const error = 'The database refused the step'
  return store.write(async (tx) => {
    const at = store.now()
    const nextAttemptAt = new Date(Date.parse(at) + pauseMs).toISOString()
    const deletion = await lockLeased(tx, lease)
    const step = await currentStep(tx, lease.id)
    if (deletion?.state !== 'RUNNING' || !step) return
    // the event of the slice that failed was rolled back with it, and the next slice finds a step that has started
    const startedAt = ensureStarted(tx, at, deletion, step)
    await tx
      .updateTable('deletion_step')
      .set((eb) => ({
        state: 'RETRYING' as const,
        attempts: eb('attempts', '+', 1),
        started_at: startedAt,
        next_attempt_at: nextAttemptAt,
        last_error: error,
      }))
      .where('deletion_id', '=', lease.id)
      .where('position', '=', step.position)
      .execute()
    await tx
      .updateTable('deletion')
      .set({ last_error: error, lease_until: leaseExpiry(tx) })
      .where('id', '=', lease.id)
      .execute()
    const data = { ...progressOf(deletion, step), error, nextAttemptAt }
    append(tx, at, 'system', 'deletion.step_retrying', data, targetOf(deletion))
  })
}

/** When the step started. One that has waited until now starts now, and an event says so. */
function ensureStarted(tx: Tx, at: string, deletion: Deletion, step: Step): string | null {
  if (step.state !== 'WAITING') return step.started_at
  appendStepEvent(tx, at, deletion, step, 'deletion.step_started')
  return at
}

function appendStepEvent(
  tx: Tx,
  at: string,
  deletion: Deletion,
  step: Step,
  type: 'deletion.step_started' | 'deletion.progress' | 'deletion.step_succeeded',
): void {
  append(tx, at, 'system', type, progressOf(deletion, step), targetOf(deletion))
}

const progressOf = (deletion: Deletion, step: Step) => ({
  step: step.name,
  stepLabel: labelOf(step),
  stepTotal: step.total,
  stepDone: step.done,
  total: deletion.total,
  done: deletion.done,
})

const targetOf = ({ id, workspace_id }: Deletion) => ({ workspaceId: workspace_id, deletionId: id, subjectId: id })
