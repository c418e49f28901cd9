// The loop that takes deleted workspaces down. It keeps nothing but its pace in memory: what there is to do stands in
// the tables, so that it begins where the last process stopped. Deletions take turns; one that the database refuses
// pauses and does not hold up the others.
import type { EventHub } from '../events/hub.ts'
import { topic } from '../events/hub.ts'
import type { Store } from '../store/store.ts'
import type { Pace } from './pace.ts'
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
  /** Resolves when the slice under way is committed; what is left waits for the next start. */
  close(): Promise<void>
}

/** A slice is meant to take three: as long again is left for its commit. */
const WORK_MS = 1.3
const FIRST_ROWS = 25
const MIN_ROWS = 10
const MAX_ROWS = 1000
const MOST_GROWTH = 1.25
const PROGRESS_EVERY_MS = 100
const POLL_MS = 5000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000

export function startCleanup(options: CleanupOptions): Cleanup {
  const bell = options.hub.listen([topic.deletions])
  const closing = new AbortController()
  const loop = run(options, bell, closing.signal)
  return {
    close: async () => {
      closing.abort()
      bell.ring()
      await loop
      options.hub.leave(bell)
    },
  }
}

async function run(options: CleanupOptions, bell: ReturnType<EventHub['listen']>, closing: AbortSignal): Promise<void> {
  const { store, failed } = options
  const pacers = new Map<string, Pacer>()
  while (!closing.aborted) {
    let waitMs = POLL_MS
    try {
      const running = await store.db
        .selectFrom('deletion')
        .select('id')
        .where('state', '=', 'RUNNING')
        .orderBy('id')
        .execute()
      for (const id of pacers.keys()) if (!running.some((row) => row.id === id)) pacers.delete(id)
      for (const { id } of running) {
        if (closing.aborted) return
        const pacer = pacers.get(id) ?? new Pacer()
        pacers.set(id, pacer)
        waitMs = Math.min(waitMs, await turn(options, id, pacer))
      }
    } catch (error) {
      failed(error)
    }
    if (waitMs > 0 && !closing.aborted) await bell.wait(waitMs)
  }
}

/** One slice of one deletion, if it is due. Answers in how many milliseconds there is more to do. */
async function turn(options: CleanupOptions, id: string, pacer: Pacer): Promise<number> {
  const { store, pace, failed, onSlice } = options
  const step = await currentStep(store.db, id)
  const dueInMs = Math.max(pacer.blockedForMs(), untilMs(step?.next_attempt_at ?? null, store.now()))
  if (dueInMs > 0) return dueInMs
  await store.settled()
  await pace.turn()
  const tellProgress = pacer.mayTellProgress()
  try {
    const { removed, ms, workMs, finished, toldProgress } = await runSlice(store, id, pacer.rows, tellProgress)
    pacer.measured(workMs, removed, toldProgress)
    onSlice?.(ms, removed)
    return finished ? POLL_MS : 0
  } catch (error) {
    failed(error)
    const delayMs = backOffMs(step?.attempts ?? 0)
    pacer.block(delayMs)
    await pauseStep(store, id, delayMs).catch(failed)
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
 * How much of a deletion goes into one slice: as many rows as lately fitted into 1.3 milliseconds. The
 * commit does not count: how long the disk takes depends little on the rows, and fewer would only wait more often.
 */
class Pacer {
  rows = FIRST_ROWS
  #toldAt = Number.NEGATIVE_INFINITY
  #blockedUntil = 0

  mayTellProgress(): boolean {
    return performance.now() - this.#toldAt >= PROGRESS_EVERY_MS
  }

  measured(workMs: number, removed: number, toldProgress: boolean): void {
    if (toldProgress) this.#toldAt = performance.now()
    // the last slice of a step says little
    if (removed < this.rows) return
    // step by step: one slice that was held up says little too
    const change = Math.min(MOST_GROWTH, Math.max(1 / 2, WORK_MS / workMs))
    this.rows = Math.round(Math.min(MAX_ROWS, Math.max(MIN_ROWS, this.rows * change)))
  }

  /** Holds the deletion back where even the pause could not be written. */
  block(ms: number): void {
    this.#blockedUntil = performance.now() + ms
  }

  blockedForMs(): number {
    return this.#blockedUntil - performance.now()
  }
}
