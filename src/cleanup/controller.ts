// Runs the deletions of workspaces. What there is to do is stored in the database; this process keeps only its leases
// and the speed of each deletion in memory, so that any process can continue where another stopped. Deletions take
// turns, one slice each: neither a large one nor one whose step failed holds up the others.
import { channel } from 'node:diagnostics_channel'
import { untilAttemptMs } from '../background/back-off.ts'
import { EXTEND_AFTER_MS, type Lease, newHolder } from '../background/lease.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { Pace } from '../background/pace.ts'
import { SliceSize } from '../background/slice-size.ts'
import { type EventHub, topic } from '../events/hub.ts'
import type { Store } from '../store/store.ts'
import { obeyBrake } from './brake.ts'
import { countRest } from './count.ts'
import { Deliveries, type DeliveriesOptions } from './external/deliveries.ts'
import { hasWork } from './external/hand-over.ts'
import { openTasks } from './external/task.ts'
import { failStalled, isStalled, pauseAfter, recordRefusal } from './failure.ts'
import { claim, extend, release } from './lease.ts'
import { kindOfStep } from './plan.ts'
import { type Step, stepsUnderWay } from './record.ts'
import { runSlice } from './slice.ts'
import { startDue } from './start-due.ts'

export interface CleanupOptions {
  store: Store
  hub: EventHub
  pace: Pace
  webhookAllow: DeliveriesOptions['allow']
  /** The database refused a read or a write; clean-up tries again later. */
  failed(error: unknown): void
}

/** Reports each slice to the benchmark: the milliseconds that it took and the number of rows that it removed. */
const slices = channel('croft:cleanup-slice')
const POLL_MS = 1000
/** The external resources of a deletion are not checked more often than this. */
const LOOK_EVERY_MS = 100
/** An event wakes a waiting deletion. This many a second are also checked without an event, in case one was missed. */
const MAX_LOOKS_PER_SECOND = 20
/** How often a deletion asks for a free slot for its webhooks. The end of a webhook wakes it earlier. */
const ASK_FOR_ROOM_EVERY_MS = 2000

/** A deletion that this process has leased. Times are those of `performance.now()`. */
interface Job {
  readonly lease: Lease
  readonly size: SliceSize
  extendedAt: number
  /** Makes the deletion wait even when its pause could not be written. */
  pausedUntil: number
  /** The end of a wait while there is nothing to do; an event of the deletion or the end of a webhook shortens it. */
  idleUntil: number
  /** Something may have changed since the look under way began. */
  woken: boolean
  /** When the external resources were last checked. */
  lookedAt: number
  /** Counts what the plan has left uncounted; null when that is done. */
  counting: AsyncGenerator<void, void> | null
  /** The position of the step that had the last slice: those of one stage take turns. */
  last: number
}

interface Parts extends CleanupOptions {
  readonly deliveries: Deliveries
}

/** Takes deleted workspaces down until it is closed; another process, or the next start, then goes on. */
export function startCleanup(options: CleanupOptions): BackgroundJob {
  const { store, hub, failed, webhookAllow } = options
  const holder = newHolder()
  const jobs = new Map<string, Job>()
  let lookedForDueAt = Number.NEGATIVE_INFINITY
  const deliveries = new Deliveries({
    store,
    allow: webhookAllow,
    failed,
    onRoom: (deletionIds) => {
      for (const id of deletionIds) lookNow(jobs.get(id))
      loop.wake()
    },
  })
  const parts = { ...options, deliveries }
  const loop = startLoop({
    hub,
    topics: [topic.deletions, topic.brake],
    onEvent: ({ deletion_id }) => lookSoon(jobs.get(deletion_id ?? '')),
    pollMs: POLL_MS,
    failed,
    turn: async (closing) => {
      let waitMs = POLL_MS
      // leases are neither extended nor released: after the pause another process may claim the deletions
      if (await obeyBrake(options, closing)) return waitMs
      if (performance.now() - lookedForDueAt >= POLL_MS) {
        lookedForDueAt = performance.now()
        await startDue(store)
      }
      // at most one claim a turn, which leaves other processes the time to claim theirs
      const lease = await claim(store, holder, [...jobs.keys()])
      if (lease) {
        jobs.set(lease.id, newJob(lease, store))
        waitMs = 0
      }
      for (const job of jobs.values()) {
        if (closing.aborted) break
        const moreInMs = await advance(parts, job, (jobs.size * 1000) / MAX_LOOKS_PER_SECOND)
        if (moreInMs === null) jobs.delete(job.lease.id)
        else waitMs = Math.min(waitMs, moreInMs)
      }
      return waitMs
    },
  })
  return {
    close: async () => {
      await Promise.all([loop.close(), deliveries.close()])
      await release(store, holder).catch(failed)
    },
  }
}

function newJob(lease: Lease, store: Store): Job {
  return {
    lease,
    size: new SliceSize(store.slice),
    extendedAt: performance.now(),
    pausedUntil: 0,
    idleUntil: 0,
    woken: false,
    lookedAt: Number.NEGATIVE_INFINITY,
    counting: countRest(store, lease),
    last: -1,
  }
}

function lookNow(job: Job | undefined): void {
  if (!job) return
  job.woken = true
  job.idleUntil = 0
  job.lookedAt = Number.NEGATIVE_INFINITY
}

/** Shortens the wait of a deletion after an event about it: its external resources, or its state, may have changed. */
function lookSoon(job: Job | undefined): void {
  if (!job) return
  job.woken = true
  job.idleUntil = Math.min(job.idleUntil, job.lookedAt + LOOK_EVERY_MS)
}

/**
 * Runs one slice if it is due. Resolves to the milliseconds until there is more to do, or null if there is no more for
 * this process. A deletion about which only an event can report more work is left alone for at least `restMs`.
 */
async function advance(parts: Parts, job: Job, restMs: number): Promise<number | null> {
  const { store, pace, failed, deliveries } = parts
  const idleMs = job.idleUntil - performance.now()
  if (idleMs > 0) return idleMs
  job.woken = false
  if (job.counting !== null) {
    const waitMs = await countOn(parts, job)
    if (job.counting !== null || waitMs !== 0) return waitMs
  }
  const next = await nextStep(parts, job)
  if (next.inMs > 0) {
    if (!(await keepWaiting(store, job))) return null
    const waitMs = Math.min(next.inMs, job.woken ? LOOK_EVERY_MS : Math.max(POLL_MS, restMs))
    job.idleUntil = performance.now() + waitMs
    return waitMs
  }
  await store.settled()
  await pace.yieldToRequests()
  const { step, webhooks } = next
  try {
    const slice = await runSlice(store, job.lease, step?.position ?? null, { rows: job.size.rows, webhooks })
    job.extendedAt = performance.now()
    job.size.adapt(slice.workMs, slice.rows)
    // there may be more to hand over
    if (slice.rows > 0) job.lookedAt = Number.NEGATIVE_INFINITY
    deliveries.send(slice.webhooks)
    slices.publish({ ms: slice.ms, removed: slice.rows })
    return slice.finished ? null : 0
  } catch (error) {
    failed(error)
    const pauseMs = pauseAfter(step?.failures ?? 0)
    try {
      if (step) await recordRefusal(store, job.lease, step.position, pauseMs)
    } catch (unwritten) {
      failed(unwritten)
      job.pausedUntil = performance.now() + pauseMs
    }
    return pauseMs
  }
}

/**
 * Counts some more of what the plan left uncounted. After a refusal of the database, counting starts again after a
 * pause.
 */
async function countOn({ store, pace, failed }: Parts, job: Job): Promise<number | null> {
  await pace.yieldToRequests()
  try {
    const { done } = (await job.counting?.next()) ?? { done: true }
    if (!done) return (await keepWaiting(store, job)) ? 0 : null
    job.counting = null
    return 0
  } catch (error) {
    failed(error)
    const pauseMs = pauseAfter(0)
    job.counting = countRest(store, job.lease)
    job.idleUntil = performance.now() + pauseMs
    // a deletion that could not be counted for a day has failed
    return (await keepWaiting(store, job)) ? pauseMs : null
  }
}

interface Next {
  /** Null where no step is under way. */
  readonly step: Step | null
  readonly webhooks: number
  /** Milliseconds until it is due; infinite if an event will tell. */
  readonly inMs: number
}

/** Chooses the step for the next slice: steps that are due take turns. */
async function nextStep(parts: Parts, job: Job): Promise<Next> {
  const pausedForMs = job.pausedUntil - performance.now()
  if (pausedForMs > 0) return { step: null, webhooks: 0, inMs: pausedForMs }
  const steps = (await stepsUnderWay(parts.store.db, job.lease.id)).filter(({ state }) => state !== 'FAILED')
  const all: Next[] = []
  const sinceLookMs = performance.now() - job.lookedAt
  for (const step of steps) all.push(await whenDue(parts, step, LOOK_EVERY_MS - sinceLookMs))
  if (sinceLookMs >= LOOK_EVERY_MS) job.lookedAt = performance.now()
  const due = all.filter(({ inMs }) => inMs <= 0)
  const next = due.find(({ step }) => (step?.position ?? 0) > job.last) ?? due[0]
  job.last = next?.step?.position ?? -1
  if (next) return next
  return { step: null, webhooks: 0, inMs: all.length === 0 ? 0 : Math.min(...all.map(({ inMs }) => inMs)) }
}

/** When a slice of the step would do something. `lookInMs` is the time until clean-up tasks may be checked again. */
async function whenDue({ store, deliveries }: Parts, step: Step, lookInMs: number): Promise<Next> {
  const now = store.now()
  const isExternal = step.cleanup === 'WEBHOOK' || step.cleanup === 'CLAIM'
  // a step that the database refused waits for its next attempt, whether it is external or not
  if (!isExternal || step.state === 'WAITING' || step.failures > 0)
    return { step, webhooks: 0, inMs: untilAttemptMs(step.next_attempt_at, now) }
  if (lookInMs > 0) return { step, webhooks: 0, inMs: lookInMs }
  const tasks = await openTasks(store.db, step, now)
  const sender = { deletion_id: step.deletion_id, kind: kindOfStep(step.name) as string }
  const webhooks = step.cleanup === 'WEBHOOK' ? deliveries.slots.ask(sender, tasks.due) : 0
  if (hasWork(tasks, step, webhooks)) return { step, webhooks, inMs: 0 }
  const forRoom = step.cleanup === 'WEBHOOK' && tasks.due > 0 ? ASK_FOR_ROOM_EVERY_MS : Number.POSITIVE_INFINITY
  const untilDueMs = tasks.nextDueAt === null ? Number.POSITIVE_INFINITY : untilAttemptMs(tasks.nextDueAt, now)
  return { step, webhooks, inMs: Math.min(forRoom, untilDueMs) }
}

/**
 * Extends the lease of a waiting deletion when it is time to. False if the deletion is no longer for this process: it
 * is not running, another process has claimed it, or nothing has moved for so long that it has failed.
 */
async function keepWaiting(store: Store, job: Job): Promise<boolean> {
  const { id } = job.lease
  const deletion = await store.db.selectFrom('deletion').selectAll().where('id', '=', id).executeTakeFirst()
  if (deletion?.state !== 'RUNNING') return false
  if (isStalled(deletion, store.now())) return !(await failStalled(store, job.lease))
  if (performance.now() - job.extendedAt < EXTEND_AFTER_MS) return true
  const extended = await extend(store, job.lease)
  job.extendedAt = performance.now()
  return extended
}
