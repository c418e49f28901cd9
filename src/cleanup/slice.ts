// One slice of one deletion: a transaction that removes some rows, updates the counters and appends the events. All of
// them commit together, so that a process that is killed at any instant leaves a deletion which the next one continues:
// no row is counted twice, and every event is written exactly once.
import type { StepState } from '../../db/schema.ts'
import { type Lease, leaseExpiry } from '../background/lease.ts'
import type { Tx } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { lockBrake, pausedAt } from './brake.ts'
import { handOver } from './external/hand-over.ts'
import type { Task } from './external/task.ts'
import { begin, failStep, failUnlessOthersGoOn } from './failure.ts'
import { lockLeased } from './lease.ts'
import { isLastStep, releaseSome, removeSome } from './plan.ts'
import { type Course, change, mayTellProgress, stepsUnderWay, succeed, tell } from './record.ts'

export interface SliceLimits {
  /** Rows. */
  readonly rows: number
  /** Webhooks that may be sent now. */
  readonly webhooks: number
}

export interface SliceResult {
  /** Rows removed, or handed over to the service that owns them. */
  rows: number
  /** Leased for this process, which sends a webhook about each. */
  webhooks: readonly Task[]
  /** Milliseconds from the beginning of the transaction to the end of its commit. */
  ms: number
  /** The part of `ms` before the commit. */
  workMs: number
  /** Whether this process has nothing more to do: the deletion has ended or failed, or another process has claimed it. */
  finished: boolean
}

/** What a slice has done to a step. */
interface Part {
  readonly course: Course
  readonly rows: number
  readonly webhooks?: readonly Task[]
  /** The state in which the step has ended; null if it goes on. */
  readonly end: Extract<StepState, 'SUCCEEDED' | 'SKIPPED' | 'FAILED'> | null
}

/** The most resources of a slice, all of which one event names. */
const MAX_RELEASED = 1000

/** Runs one slice of the step at `position`, if it is under way. */
export async function runSlice(
  store: Store,
  lease: Lease,
  position: number | null,
  limits: SliceLimits,
): Promise<SliceResult> {
  let beganAt = 0
  let workMs = 0
  const result = await store.write(async (tx) => {
    // measured from here: the wait for another transaction to end does not hold the event loop
    beganAt = performance.now()
    const at = store.now()
    await lockBrake(tx, 'share')
    const deletion = await lockLeased(tx, lease)
    if (deletion?.state !== 'RUNNING') return { rows: 0, webhooks: [], finished: true }
    // a paused deletion removes nothing, whether or not an event has told its watchers yet
    if (deletion.paused_at !== null || (await pausedAt(tx)) !== null) return { rows: 0, webhooks: [], finished: false }
    const steps = await stepsUnderWay(tx, lease.id)
    if (steps.length === 0) {
      await succeed(tx, at, deletion)
      return { rows: 0, webhooks: [], finished: true }
    }
    const step = steps.find((each) => each.position === position && each.state !== 'FAILED')
    if (!step) return { rows: 0, webhooks: [], finished: await failUnlessOthersGoOn(tx, at, deletion) }
    const part = await carryOut(tx, at, begin(tx, at, { deletion, step }), limits)
    await tx
      .updateTable('deletion')
      .set({ lease_until: leaseExpiry(tx) })
      .where('id', '=', lease.id)
      .execute()
    const finished = part.end !== null && (await afterStep(tx, at, part.course))
    workMs = performance.now() - beganAt
    return { rows: part.rows, webhooks: part.webhooks ?? [], finished }
  })
  return { ...result, workMs, ms: performance.now() - beganAt }
}

function carryOut(tx: Tx, at: string, course: Course, limits: SliceLimits): Promise<Part> {
  switch (course.step.cleanup) {
    case 'NONE':
      return remove(tx, at, course, limits.rows)
    case 'RELEASE':
      return release(tx, at, course, Math.min(MAX_RELEASED, limits.rows))
    default:
      return handOverSome(tx, at, course, limits)
  }
}

async function remove(tx: Tx, at: string, { deletion, step }: Course, limit: number): Promise<Part> {
  const rows = await removeSome(tx, step.name, deletion.workspace_id, limit)
  const end = rows < limit ? 'SUCCEEDED' : null
  const done = countedTo(step.done, step.total - step.skipped, rows, end !== null)
  return goOn(tx, at, { deletion, step }, { done }, { rows, end })
}

/** Takes resources out of the register without asking their services to remove them. */
async function release(tx: Tx, at: string, { deletion, step }: Course, limit: number): Promise<Part> {
  const resourceIds = await releaseSome(tx, step.name, deletion.workspace_id, limit)
  const rows = resourceIds.length
  const isSkipped = deletion.policy !== 'RETAIN'
  const end = rows < limit ? (isSkipped ? 'SKIPPED' : 'SUCCEEDED') : null
  const skipped = countedTo(step.skipped, step.total - step.done, rows, end !== null)
  const part = await goOn(
    tx,
    at,
    { deletion, step },
    { skipped },
    { rows, end, ...(isSkipped && { state: 'SKIPPED' }) },
  )
  if (rows > 0) tell(tx, at, 'system', part.course, 'deletion.released', { resourceIds })
  return part
}

async function handOverSome(tx: Tx, at: string, course: Course, limits: SliceLimits): Promise<Part> {
  const handed = await handOver(tx, at, course, limits)
  if (handed.end === null) return { ...handed, end: null }
  if (handed.end === 'SUCCEEDED') return goOn(tx, at, handed.course, {}, { rows: handed.rows, end: 'SUCCEEDED' })
  await failStep(tx, at, handed.course, handed.course.step.last_error ?? 'Its clean-up tasks have failed')
  return { ...handed, end: 'FAILED' }
}

/**
 * How much the rows of a slice add to a counter. Others may add or remove rows after the plan was made, so a step never
 * counts more than was planned, and counts all of that once it has ended: the sum of the steps stays the total.
 */
function countedTo(counted: number, most: number, rows: number, ended: boolean): number {
  return (ended ? most : Math.min(most, counted + rows)) - counted
}

/** Writes what a slice has done: the step goes on, or has ended. */
async function goOn(
  tx: Tx,
  at: string,
  course: Course,
  by: { done?: number; skipped?: number },
  { rows, end, state = 'RUNNING' }: { rows: number; end: 'SUCCEEDED' | 'SKIPPED' | null; state?: StepState },
): Promise<Part> {
  const told = end !== null || mayTellProgress(course.deletion, at)
  const step = {
    state: end ?? state,
    started_at: course.step.started_at,
    finished_at: end ? at : null,
    failures: 0,
    next_attempt_at: null,
    last_error: null,
  }
  // a failure of another step keeps its error
  const noError = course.deletion.failed === 0 ? { last_error: null } : {}
  const deletion = { ...noError, ...(told ? { moved_at: at } : {}) }
  const after = await change(tx, course, by, { step, deletion })
  if (end === 'SUCCEEDED') tell(tx, at, 'system', after, 'deletion.step_succeeded', {})
  else if (told) tell(tx, at, 'system', after, 'deletion.progress', {})
  return { course: after, rows, end }
}

/** Called after a step has ended; answers whether the deletion has ended, too. */
async function afterStep(tx: Tx, at: string, { deletion, step }: Course): Promise<boolean> {
  if (step.state === 'SUCCEEDED' && isLastStep(step.name)) {
    await succeed(tx, at, deletion)
    return true
  }
  return failUnlessOthersGoOn(tx, at, deletion)
}
