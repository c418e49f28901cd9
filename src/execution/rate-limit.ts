// Token buckets: each key may spend a burst at once, and then as much as flows in again. Kept in memory, in each process.

interface Rate {
  /** What a key that has been quiet may spend at once. */
  readonly burst: number
  readonly perSecond: number
}

interface Bucket {
  /** What was left at `at`. */
  left: number
  at: number
}

/** Limits how much each key spends. */
export class RateLimiter {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()
  #sweptAt: number

  /** `now` answers milliseconds since the epoch. */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
    this.#sweptAt = now()
  }

  /** How many keys are remembered: those that have spent something lately. */
  get size(): number {
    return this.#buckets.size
  }

  /** Spends `points` of the key; where it has less, nothing, and answers after how many seconds it has enough. */
  spend(key: string, points = 1): number | null {
    const { burst, perSecond } = this.#rate
    const now = this.#now()
    this.#sweep(now)
    const bucket = this.#buckets.get(key)
    const left = bucket ? Math.min(burst, bucket.left + (elapsedMs(bucket.at, now) / 1000) * perSecond) : burst
    if (left < points) return Math.ceil((points - left) / perSecond)
    this.#buckets.set(key, { left: left - points, at: now })
    return null
  }

  /** Forgets the keys whose bucket is full again, which is the same as none: once in the time that an empty one takes. */
  #sweep(now: number): void {
    const { burst, perSecond } = this.#rate
    const fullAfterMs = (burst / perSecond) * 1000
    if (elapsedMs(this.#sweptAt, now) < fullAfterMs) return
    this.#sweptAt = now
    for (const [key, { at }] of this.#buckets) if (elapsedMs(at, now) >= fullAfterMs) this.#buckets.delete(key)
  }
}

/** A clock that was set back must not keep a bucket empty until it has caught up. */
const elapsedMs = (since: number, now: number): number => Math.abs(now - since)
