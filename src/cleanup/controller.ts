// The loop that takes deleted workspaces down. It keeps nothing but its leases and its pace in memory: what there is to
// do stands in the tables, so that it begins where the last process stopped. Deletions take turns; one that the database
// refuses pauses and does not hold up the others.

import { claim, LEASE_MS, type Lease, newHolder, release, renew } from '../background/lease.ts'
import type { Pace } from '../background/pace.ts'
import { type EventHub, topic, type Waker } from '../events/hub.ts'
import type { Store } from '../store/store.ts'
import { currentStep, pauseStep, runSlice } from './slice.ts'

export interface CleanupOptions {
  store: Store
  hub: EventHub
  pace: Pace
  /** A slice failed; the step pauses. */
  failed(error: unknown): void
  /** Told of each slice: milliseconds that it held the event loop, rows removed. */
  onSlice?: ((ms: number, removed: number) => void) | undefined
}

export interface Cleanup {
  /** Resolves when the slice under way is committed; what is left waits for another process, or the next start. */
  close(): Promise<void>
}

const FIRST_ROWS = 25
const MIN_ROWS = 10
const MOST_GROWTH = 1.25
const PROGRESS_EVERY_MS = 100
const POLL_MS = 1000
const RENEW_AFTER_MS = LEASE_MS / 3
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000

export function startCleanup(options: CleanupOptions): Cleanup {
  const waker = options.hub.subscribe([topic.deletions])
  const closing = new AbortController()
  const loop = run(options, waker, closing.signal)
  return {
    close: async () => {
      closing.abort()
      waker.wake()
      await loop
      options.hub.unsubscribe(waker)
    },
  }
}

/** A deletion that this process has leased. */
interface Job {
  readonly lease: Lease
  readonly pacer: Pacer
}

async function run(options: CleanupOptions, waker: Waker, closing: AbortSignal): Promise<void> {
  const { store, failed } = options
  const holder = newHolder()
  const jobs = new Map<string, Job>()
  while (!closing.aborted) {
    let waitMs = POLL_MS
    try {
      // one in each round: another process has time to take the next
      const lease = await claim(store, holder, [...jobs.keys()])
      if (lease) jobs.set(lease.deletionId, { lease, pacer: new Pacer(store.slice) })
      if (lease) waitMs = 0
      for (const job of jobs.values()) {
        if (closing.aborted) break
        const moreInMs = await turn(options, job)
        if (moreInMs === null) jobs.delete(job.lease.deletionId)
        else waitMs = Math.min(waitMs, moreInMs)
      }
    } catch (error) {
      failed(error)
      waitMs = FIRST_RETRY_MS
    }
    if (waitMs > 0 && !closing.aborted) await waker.wait(waitMs)
  }
  await release(store, holder).catch(failed)
}

/** One slice of one deletion, if it is due. Answers in how many milliseconds there is more to do; null for never. */
async function turn(options: CleanupOptions, { lease, pacer }: Job): Promise<number | null> {
  const { store, pace, failed, onSlice } = options
  const step = await currentStep(store.db, lease.deletionId)
  const dueInMs = Math.max(pacer.blockedForMs(), untilMs(step?.next_attempt_at ?? null, store.now()))
  if (dueInMs > 0) {
    if (pacer.wroteAgoMs() < RENEW_AFTER_MS) return Math.min(dueInMs, RENEW_AFTER_MS)
    if (!(await renew(store, lease))) return null
    pacer.wrote()
    return Math.min(dueInMs, RENEW_AFTER_MS)
  }
  await store.settled()
  await pace.turn()
  const tellProgress = pacer.mayTellProgress()
  try {
    const { removed, ms, workMs, finished, toldProgress } = await runSlice(store, lease, pacer.rows, tellProgress)
    pacer.measured(workMs, removed, toldProgress)
    onSlice?.(ms, removed)
    return finished ? null : 0
  } catch (error) {
    failed(error)
    const delayMs = backOffMs(step?.attempts ?? 0)
    pacer.block(delayMs)
    await pauseStep(store, lease, delayMs).catch(failed)
    return delayMs
  }
}

/** Exponential, with jitter: from one second to five minutes. */
function backOffMs(attempts: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 20) * (1 + Math.random() / 2))
}

function untilMs(at: string | null, now: string): number {
  // a clock that was set back must not make a pause longer than any is
  return at === null ? 0 : Math.min(LONGEST_RETRY_MS * 2, Date.parse(at) - Date.parse(now))
}

/**
 * How much of a deletion goes into one slice: as many rows as lately fitted into the time that the database gives one.
 * The commit does not count: how long the disk takes depends little on the rows, and fewer would only wait more often.
 */
class Pacer {
  rows = FIRST_ROWS
  readonly #slice: Store['slice']
  #toldAt = Number.NEGATIVE_INFINITY
  #blockedUntil = 0
  #wroteAt = performance.now()

  constructor(slice: Store['slice']) {
    this.#slice = slice
  }

  /** The lease has begun anew. */
  wrote(): void {
    this.#wroteAt = performance.now()
  }

  wroteAgoMs(): number {
    return performance.now() - this.#wroteAt
  }

  mayTellProgress(): boolean {
    return performance.now() - this.#toldAt >= PROGRESS_EVERY_MS
  }

  measured(workMs: number, removed: number, toldProgress: boolean): void {
    this.wrote()
    if (toldProgress) this.#toldAt = performance.now()
    // the last slice of a step says little
    if (removed < this.rows) return
    // step by step: one slice that was held up says little too
    const change = Math.min(MOST_GROWTH, Math.max(1 / 2, this.#slice.workMs / workMs))
    this.rows = Math.round(Math.min(this.#slice.maxRows, Math.max(MIN_ROWS, this.rows * change)))
  }

  /** Holds the deletion back where even the pause could not be written. */
  block(ms: number): void {
    this.#blockedUntil = performance.now() + ms
  }

  blockedForMs(): number {
    return this.#blockedUntil - performance.now()
  }
}
