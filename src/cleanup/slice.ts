// One slice of one deletion: a transaction that removes some rows and tells of it. State, counters and events change
// together, so that a process killed at any instant leaves a deletion from which the next one goes on: nothing is
// removed twice, no event is missing and none comes twice.
import type { Row } from '../../db/schema.ts'
import { held, type Lease, renewed } from '../background/lease.ts'
import { append } from '../events/append.ts'
import type { Tx } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { isLastStep, removeSome } from './plan.ts'

type Deletion = Row<'deletion'>
type Step = Row<'deletion_step'>

export interface SliceResult {
  /** Rows removed. */
  removed: number
  /** Milliseconds from the transaction's beginning to the end of its commit. */
  ms: number
  /** Those of them before the commit. */
  workMs: number
  /** Whether there is nothing more to do here: the whole deletion is over, or another process has taken it. */
  finished: boolean
  toldProgress: boolean
}

/** The step to work on: the first in order that has not succeeded. */
export function currentStep(db: Store['db'] | Tx, deletionId: string): Promise<Step | undefined> {
  return db
    .selectFrom('deletion_step')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('state', '<>', 'SUCCEEDED')
    .orderBy('position')
    .executeTakeFirst()
}

/** Removes at most `limit` rows of the current step. `tellProgress`: whether an event may say how far it is. */
export async function runSlice(store: Store, lease: Lease, limit: number, tellProgress: boolean): Promise<SliceResult> {
  let began = 0
  let workMs = 0
  const result = await store.write(async (tx) => {
    // from here on: waiting for another transaction to end holds nobody up
    began = performance.now()
    const at = store.now()
    const { deletionId } = lease
    const deletion = await held(tx, lease)
    const step = await currentStep(tx, deletionId)
    if (deletion?.state !== 'RUNNING' || !step) return { removed: 0, finished: true, toldProgress: false }
    if (step.state === 'WAITING') tell(tx, at, deletion, step, 'deletion.step_started')
    const removed = await removeSome(tx, step.name, deletion.workspace_id, limit)
    const over = removed < limit
    const counted = {
      // what came or went behind the plan's back does not make the sum wrong
      deletion: { ...deletion, done: Math.min(deletion.total, deletion.done + removed) },
      step: { ...step, done: Math.min(step.total, step.done + removed) },
    }
    if (over) {
      counted.deletion.done += counted.step.total - counted.step.done
      counted.step.done = counted.step.total
    }
    await tx
      .updateTable('deletion_step')
      .set({ state: over ? 'SUCCEEDED' : 'RUNNING', done: counted.step.done, next_attempt_at: null, last_error: null })
      .where('deletion_id', '=', deletionId)
      .where('position', '=', step.position)
      .execute()
    await tx
      .updateTable('deletion')
      .set({ done: counted.deletion.done, last_error: null, ...renewed(tx) })
      .where('id', '=', deletionId)
      .execute()
    const finished = over && isLastStep(step.name)
    if (over) tell(tx, at, counted.deletion, counted.step, 'deletion.step_succeeded')
    else if (tellProgress) tell(tx, at, counted.deletion, counted.step, 'deletion.progress')
    if (finished) await finish(tx, at, counted.deletion)
    workMs = performance.now() - began
    return { removed, finished, toldProgress: tellProgress && !over }
  })
  return { ...result, workMs, ms: performance.now() - began }
}

async function finish(tx: Tx, at: string, deletion: Deletion): Promise<void> {
  await tx.updateTable('deletion').set({ state: 'SUCCEEDED', finished_at: at }).where('id', '=', deletion.id).execute()
  const data = { name: deletion.workspace_name, total: deletion.total, done: deletion.done }
  append(tx, at, 'system', 'deletion.succeeded', data, about(deletion))
}

/** Notes that the database refused the step, and when it is tried again. */
export function pauseStep(store: Store, lease: Lease, delayMs: number): Promise<void> {
  const error = 'The database refused the step'
  return store.write(async (tx) => {
    const at = store.now()
    const nextAttemptAt = new Date(Date.parse(at) + delayMs).toISOString()
    const { deletionId } = lease
    const deletion = await held(tx, lease)
    const step = await currentStep(tx, deletionId)
    if (deletion?.state !== 'RUNNING' || !step) return
    // the refusal took back what the slice told, and the next one begins a step that is no longer waiting
    if (step.state === 'WAITING') tell(tx, at, deletion, step, 'deletion.step_started')
    await tx
      .updateTable('deletion_step')
      .set((eb) => ({
        state: 'RETRYING' as const,
        attempts: eb('attempts', '+', 1),
        next_attempt_at: nextAttemptAt,
        last_error: error,
      }))
      .where('deletion_id', '=', deletionId)
      .where('position', '=', step.position)
      .execute()
    await tx
      .updateTable('deletion')
      .set({ last_error: error, ...renewed(tx) })
      .where('id', '=', deletionId)
      .execute()
    const data = { ...progressOf(deletion, step), error, nextAttemptAt }
    append(tx, at, 'system', 'deletion.step_retrying', data, about(deletion))
  })
}

function tell(
  tx: Tx,
  at: string,
  deletion: Deletion,
  step: Step,
  type: 'deletion.step_started' | 'deletion.progress' | 'deletion.step_succeeded',
): void {
  append(tx, at, 'system', type, progressOf(deletion, step), about(deletion))
}

const progressOf = (deletion: Deletion, step: Step) => ({
  step: step.name,
  stepTotal: step.total,
  stepDone: step.done,
  total: deletion.total,
  done: deletion.done,
})

const about = ({ id, workspace_id }: Deletion) => ({ workspaceId: workspace_id, deletionId: id, subjectId: id })
