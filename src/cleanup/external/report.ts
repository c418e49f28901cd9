// What becomes of a clean-up task: it is done, it is tried again, or it has failed. The owner service reports by the API,
// and the process that sends webhooks by what the receiver answered. The deletion's row is locked.
import type { Caller } from '../../access/principal.ts'
import type { Tx } from '../../store/database.ts'
import { inMs, MAX_ATTEMPTS, pauseAfter } from '../failure.ts'
import { type Course, change, mayTellProgress, tell } from '../record.ts'
import type { Task } from './task.ts'

type By = Caller | 'system'

const EXPIRED = 'The lease expired before a report came'

/** The resource of the task is gone: it leaves the register. */
export async function complete(tx: Tx, at: string, by: By, course: Course, task: Task): Promise<Task> {
  const resource = tx.deleteFrom('resource').where('id', '=', task.resource_id)
  const { labels } = (await resource.returning('labels').executeTakeFirst()) ?? task
  const done = await setTask(tx, task, { state: 'DONE', due_at: null, last_error: null, labels })
  const { deletion, step } = course
  const isLast = step.done + step.skipped + 1 >= step.total
  const told = isLast || mayTellProgress(deletion, at)
  // the errors of other failed tasks stay
  const failedBefore = task.state === 'FAILED' ? 1 : 0
  const goesOn = deletion.state === 'RUNNING' && deletion.failed === failedBefore ? { last_error: null } : {}
  const noError = step.failed === failedBefore ? { last_error: null } : {}
  const after = await change(
    tx,
    course,
    { done: 1, failed: -failedBefore },
    {
      step: goesOnAfter(course, task) ? { state: 'RUNNING', next_attempt_at: null, ...noError } : {},
      deletion: { ...goesOn, ...(told ? { moved_at: at } : {}) },
    },
  )
  if (told) tell(tx, at, by, after, 'deletion.progress', {})
  return done
}

/** Whether the step goes on: a failed one does once the last of its failed tasks is done after all. */
function goesOnAfter({ deletion, step }: Course, task: Task): boolean {
  if (step.state !== 'FAILED') return true
  return deletion.state === 'RUNNING' && task.state === 'FAILED' && step.failed === 1
}

/** An attempt has failed: the task is tried again after a pause, or it has failed for good. */
export async function fail(
  tx: Tx,
  at: string,
  by: By,
  course: Course,
  task: Task,
  { error, retryable }: { error: string; retryable: boolean },
): Promise<Task> {
  const isLast = !retryable || task.failures + 1 >= MAX_ATTEMPTS
  return (await failed(tx, at, by, course, task, error, isLast ? null : pauseAfter(task.failures))).task
}

/** Nobody has reported in time: the task may be taken again at once, unless that was its last attempt. */
export async function expire(tx: Tx, at: string, course: Course, task: Task): Promise<Course> {
  const pauseMs = task.failures + 1 >= MAX_ATTEMPTS ? null : 0
  return (await failed(tx, at, 'system', course, task, EXPIRED, pauseMs)).course
}

/** `pauseMs`: until the next attempt; null if there is none. */
async function failed(
  tx: Tx,
  at: string,
  by: By,
  course: Course,
  task: Task,
  error: string,
  pauseMs: number | null,
): Promise<{ task: Task; course: Course }> {
  const { step, deletion } = course
  const failures = task.failures + 1
  const attempts = { attempts: step.attempts + 1, last_error: error, started_at: step.started_at }
  if (pauseMs === null) {
    const ended = await setTask(tx, task, { state: 'FAILED', failures, due_at: null, last_error: error })
    const after = await change(tx, course, { failed: 1 }, { step: attempts, deletion: { last_error: error } })
    const resource = { id: task.resource_id, name: task.resource_name }
    tell(tx, at, by, after, 'deletion.task_failed', { task: task.id, resource, error })
    return { task: ended, course: after }
  }
  const nextAttemptAt = inMs(at, pauseMs)
  // while a deletion has failed, none of its tasks can be claimed until it is retried
  const due_at = deletion.state === 'RUNNING' ? nextAttemptAt : null
  const state = pauseMs > 0 ? ('RETRYING' as const) : ('READY' as const)
  const again = await setTask(tx, task, { state, failures, due_at, last_error: error })
  const retrying = deletion.state === 'RUNNING' ? { state: 'RETRYING' as const, next_attempt_at: nextAttemptAt } : {}
  const after = await change(tx, course, {}, { step: { ...attempts, ...retrying }, deletion: { last_error: error } })
  tell(tx, at, by, after, 'deletion.step_retrying', { error, nextAttemptAt })
  return { task: again, course: after }
}

/** Changes a task that was read in this transaction. */
export async function setTask(tx: Tx, task: Task, set: Partial<Omit<Task, 'id'>>): Promise<Task> {
  await tx.updateTable('cleanup_task').set(set).where('id', '=', task.id).execute()
  return { ...task, ...set }
}
