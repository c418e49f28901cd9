// Runs the deletions of workspaces. What there is to do is stored in the database; this process keeps only its leases
// and the speed of each deletion in memory, so that any process can continue where another stopped. Deletions take
// turns, one slice each: neither a large one nor one whose step failed holds up the others.
import { channel } from 'node:diagnostics_channel'
import { backOffMs, untilAttemptMs } from '../background/back-off.ts'
import { EXTEND_AFTER_MS, type Lease, newHolder } from '../background/lease.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { Pace } from '../background/pace.ts'
import { SliceSize } from '../background/slice-size.ts'
import { type EventHub, topic } from '../events/hub.ts'
import type { Store } from '../store/store.ts'
import { obeyBrake } from './brake.ts'
import { claim, extend, release } from './lease.ts'
import { currentStep, pauseStep, runSlice } from './slice.ts'
import { startDue } from './start-due.ts'

export interface CleanupOptions {
  store: Store
  hub: EventHub
  pace: Pace
  /** The database refused a read or a write; clean-up tries again later. */
  failed(error: unknown): void
}

/** Tells the benchmark of each slice: the milliseconds that it took and the number of rows that it removed. */
const slices = channel('croft:cleanup-slice')
const POLL_MS = 1000
const PROGRESS_EVERY_MS = 100

/** A deletion that this process has leased. Times are those of `performance.now()`. */
interface Job {
  readonly lease: Lease
  readonly size: SliceSize
  extendedAt: number
  progressAt: number
  /** Makes the deletion wait even when its pause could not be written. */
  pausedUntil: number
}

/** Takes deleted workspaces down until it is closed; another process, or the next start, then goes on. */
export function startCleanup(options: CleanupOptions): BackgroundJob {
  const { store, hub, failed } = options
  const holder = newHolder()
  const jobs = new Map<string, Job>()
  let lookedForDueAt = Number.NEGATIVE_INFINITY
  const loop = startLoop({
    hub,
    topics: [topic.deletions, topic.brake],
    pollMs: POLL_MS,
    failed,
    turn: async (closing) => {
      let waitMs = POLL_MS
      // what is leased stays so until another process claims it, once deletions go on
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
        const moreInMs = await advance(options, job)
        if (moreInMs === null) jobs.delete(job.lease.id)
        else waitMs = Math.min(waitMs, moreInMs)
      }
      return waitMs
    },
  })
  return {
    close: async () => {
      await loop.close()
      await release(store, holder).catch(failed)
    },
  }
}

function newJob(lease: Lease, { slice }: Store): Job {
  return {
    lease,
    size: new SliceSize(slice),
    extendedAt: performance.now(),
    progressAt: Number.NEGATIVE_INFINITY,
    pausedUntil: 0,
  }
}

/** Runs one slice if it is due. Resolves to the milliseconds until there is more to do, null if there is no more. */
async function advance(options: CleanupOptions, job: Job): Promise<number | null> {
  const { store, pace, failed } = options
  const step = await currentStep(store.db, job.lease.id)
  const pausedForMs = job.pausedUntil - performance.now()
  const dueInMs = Math.max(pausedForMs, untilAttemptMs(step?.next_attempt_at ?? null, store.now()))
  if (dueInMs > 0) return (await keepLease(store, job)) ? Math.min(dueInMs, EXTEND_AFTER_MS) : null
  await store.settled()
  await pace.yieldToRequests()
  const mayReport = performance.now() - job.progressAt >= PROGRESS_EVERY_MS
  try {
    const slice = await runSlice(store, job.lease, job.size.rows, mayReport)
    job.extendedAt = performance.now()
    if (slice.reportedProgress) job.progressAt = performance.now()
    job.size.adapt(slice.workMs, slice.removed)
    slices.publish({ ms: slice.ms, removed: slice.removed })
    return slice.finished ? null : 0
  } catch (error) {
    failed(error)
    const pauseMs = backOffMs(step?.attempts ?? 0)
    job.pausedUntil = performance.now() + pauseMs
    await pauseStep(store, job.lease, pauseMs).catch(failed)
    return pauseMs
  }
}

/** Extends the lease of a deletion that waits, when it is time to; false if another process has claimed it since. */
async function keepLease(store: Store, job: Job): Promise<boolean> {
  if (performance.now() - job.extendedAt < EXTEND_AFTER_MS) return true
  const extended = await extend(store, job.lease)
  job.extendedAt = performance.now()
  return extended
}
