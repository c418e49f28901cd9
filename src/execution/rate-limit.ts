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

  /** `now` is a clock in milliseconds that is never set back. */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
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
    const left = bucket ? Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond) : burst
    if (left < points) return Math.ceil((points - left) / perSecond)
    this.#buckets.set(key, { left: left - points, at: now })
    return null
  }

  /** Forgets the keys whose bucket is full again, which is the same as none: once in the time that an empty one takes. */
  #sweep(now: number): void {
    const { burst, perSecond } = this.#rate
    const fullAfterMs = (burst / perSecond) * 1000
    if (now - this.#sweptAt < fullAfterMs) return
    this.#sweptAt = now
    for (const [key, { at }] of this.#buckets) if (now - at >= fullAfterMs) this.#buckets.delete(key)
  }
}
