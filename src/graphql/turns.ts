// Schedules the slices of reads that look at many rows. One slice runs at a time in the process, after requests that
// need no slices. Callers take turns, so that one who searches much delays only itself.
import type { Pace } from '../background/pace.ts'
import type { Turns } from '../store/slices.ts'

/**
 * A request may use the time of this many slices before it waits for its turn, so that small lists are read at once.
 */
const FREE_SLICES = 4
/** Reads of one request that look at many rows stop after this time. */
const MAX_MS = 3000

/** The slices that wait in this process, by caller. */
export class TurnQueue {
  readonly #pace: Pace
  /** In the order in which callers get their next turn. */
  readonly #waiting = new Map<string, (() => Promise<void>)[]>()
  #running = false

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get pace(): Pace {
    return this.#pace
  }

  isWaiting(caller: string): boolean {
    return this.#waiting.has(caller)
  }

  /** Resolves when the slice has run. `slice` must not throw. */
  run(caller: string, slice: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const turn = async () => {
        await slice()
        resolve()
      }
      const waiting = this.#waiting.get(caller)
      if (waiting) waiting.push(turn)
      else this.#waiting.set(caller, [turn])
      if (!this.#running) void this.#runAll()
    })
  }

  async #runAll(): Promise<void> {
    this.#running = true
    while (this.#waiting.size > 0) {
      await this.#pace.yieldToRequests()
      await this.#next()?.()
    }
    this.#running = false
  }

  #next(): (() => Promise<void>) | undefined {
    for (const [caller, [turn, ...others]] of this.#waiting) {
      // the caller goes to the end of the line
      this.#waiting.delete(caller)
      if (others.length > 0) this.#waiting.set(caller, others)
      return turn
    }
    return undefined
  }
}

/** The turns of one request. */
export class RequestTurns implements Turns {
  readonly size: Turns['size']
  readonly #queue: TurnQueue
  readonly #caller: string
  readonly #counted: boolean
  #startedAt: number | undefined
  #freeMs: number
  #runsFree = false
  #waiting = 0

  /** `counted`: whether `Pace` counts the request among those in flight. */
  constructor(queue: TurnQueue, size: Turns['size'], caller: string, counted: boolean) {
    this.#queue = queue
    this.size = size
    this.#caller = caller
    this.#counted = counted
    this.#freeMs = FREE_SLICES * size.workMs
  }

  isOver(): boolean {
    return this.#startedAt !== undefined && performance.now() - this.#startedAt > MAX_MS
  }

  async run<T>(slice: () => Promise<T>): Promise<T> {
    this.#startedAt ??= performance.now()
    if (this.#freeMs > 0 && !this.#runsFree && !this.#queue.isWaiting(this.#caller)) return this.#runFree(slice)
    let result: { value: T } | { error: unknown } | undefined
    this.#park(1)
    await this.#queue.run(this.#caller, async () => {
      this.#park(-1)
      try {
        result = { value: await slice() }
      } catch (error) {
        result = { error }
      }
    })
    if (result && 'value' in result) return result.value
    throw result?.error
  }

  async #runFree<T>(slice: () => Promise<T>): Promise<T> {
    const beganAt = performance.now()
    this.#runsFree = true
    try {
      return await slice()
    } finally {
      this.#runsFree = false
      this.#freeMs -= performance.now() - beganAt
    }
  }

  /** A request that waits for its turn is not in flight: slices wait for those that are. */
  #park(change: 1 | -1): void {
    const before = this.#waiting
    this.#waiting += change
    if (!this.#counted) return
    if (before === 0) this.#queue.pace.requestFinished()
    else if (this.#waiting === 0) this.#queue.pace.requestStarted()
  }
}
