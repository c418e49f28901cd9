// Token buckets: each key may spend a burst at once, and then as much as flows in again. Kept in memory, in each
// process. They count in whole 60,000ths of a point: at n points a minute, each millisecond brings n of them. A sum of
// fractions would be a little less than a point when a whole one should have flowed in.
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.ts'

interface Rate {
  /** What clients read of it in `RateLimit-Policy`. */
  readonly name: string
  /** What a key that has been quiet may spend at once. */
  readonly burst: number
  readonly perMinute: number
}

const POINT = 60_000
/** Beyond this number the key that has been quiet for longest is forgotten, which refills its bucket. */
const MAX_KEYS = 20_000

/** Limits how much each key spends. */
export class RateLimiter {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets: LRUCache<string, Bucket>

  /** `now` answers whole milliseconds since the epoch. */
  constructor(rate: Rate, now: () => number, maxKeys = MAX_KEYS) {
    this.#rate = rate
    this.#now = now
    this.#buckets = new LRUCache({ max: maxKeys })
  }

  /** What the key has left; nothing is allocated for one that was seen lately. */
  bucket(key: string): Bucket {
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      bucket = new Bucket(this.#rate, this.#now)
      this.#buckets.set(key, bucket)
    }
    return bucket
  }

  /** Spends a point of the key; RATE_LIMITED where it has none. */
  charge(key: string): void {
    this.bucket(key).charge()
  }
}

/** What one key has left. */
export class Bucket {
  readonly #rate: Rate
  readonly #now: () => number
  #left: number
  #at: number

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
    this.#left = rate.burst * POINT
    this.#at = now()
  }

  /**
   * Spends points, of which `paid` have been spent already. Where there are fewer it spends nothing, gives those back, and
   * answers after how many seconds there are enough.
   */
  spend(points: number, paid = 0): number | null {
    const { burst, perMinute } = this.#rate
    const now = this.#now()
    // a clock that was set back must not keep a bucket empty until it has caught up
    const flowedIn = Math.abs(now - this.#at) * perMinute
    this.#at = now
    this.#left = Math.min(burst * POINT, this.#left + flowedIn)
    const missing = (points - paid) * POINT - this.#left
    if (missing <= 0) {
      this.#left = -missing
      return null
    }
    this.#left += paid * POINT
    return secondsFor(missing, perMinute)
  }

  /** Spends a point; RATE_LIMITED where there is none. */
  charge(): void {
    const retryAfterSeconds = this.spend(1)
    if (retryAfterSeconds !== null) throw rateLimited(retryAfterSeconds)
  }

  /** The value of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11): the burst, and the seconds in which it flows in. */
  get policy(): string {
    const { name, burst, perMinute } = this.#rate
    return `"${name}";q=${burst};w=${Math.ceil((burst * 60) / perMinute)}`
  }

  /** The value of `RateLimit` (the same draft): what is left, and after how many seconds there is more. */
  get state(): string {
    const left = Math.floor(this.#left / POINT)
    return `"${this.#rate.name}";r=${left};t=${secondsFor((left + 1) * POINT - this.#left, this.#rate.perMinute)}`
  }
}

/** RATE_LIMITED, with the seconds after which to try again. */
export const rateLimited = (retryAfterSeconds: number): AppError =>
  new AppError('RATE_LIMITED', 'Too many requests', { retryAfterSeconds })

const secondsFor = (missing: number, perMinute: number): number => Math.ceil(missing / perMinute / 1000)
