import { AppError } from '../../errors.ts'
import { fetchKeySet } from './discovery.ts'
import type { KeySet } from './key-set.ts'

/**
 * Older keys are fetched again before they are used, so that a key that the issuer withdrew does not count for long.
 */
const FRESH_MS = 10 * 60_000
/** While the issuer cannot be reached, the last known keys are used for this long. */
const MAX_AGE_MS = 24 * 3_600_000
/**
 * For this long after a fetch, unknown key ids cause no other fetch: anybody can send a token with a made-up key id.
 */
const COOL_DOWN_MS = 30_000
const RETRY_MS = 5000

interface Options {
  issuer: string
  clock: () => number
  /** Called with the error when the keys can no longer be fetched, and with null when they can be again. */
  onChange: (error: unknown) => void
}

/** An issuer's keys. Nothing is fetched before the first token arrives, so that a start does not need the issuer. */
export class IssuerKeys {
  readonly #issuer: string
  readonly #clock: () => number
  readonly #onChange: Options['onChange']
  #last: { readonly keys: KeySet; readonly fetchedAt: number } | undefined
  /** Why the last fetch failed; null if it succeeded. */
  #failure: unknown = null
  #triedAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | undefined

  constructor({ issuer, clock, onChange }: Options) {
    this.#issuer = issuer
    this.#clock = clock
    this.#onChange = onChange
  }

  /** How long ago the keys in use were fetched; null before the first fetch that succeeded. */
  get ageMs(): number | null {
    return this.#last ? this.#elapsedMs(this.#last.fetchedAt) : null
  }

  /** The keys to verify with: fresh ones, or the last known of at most 24 hours. UNAVAILABLE without any. */
  async current(): Promise<KeySet> {
    const age = this.ageMs ?? Number.POSITIVE_INFINITY
    if (age > FRESH_MS) {
      const fetched = this.#fetch()
      // In an outage nobody waits for an attempt, as long as there are keys.
      if (this.#failure === null || age > MAX_AGE_MS) await fetched
    }
    return this.#usable()
  }

  /** The keys after a fetch of newer ones, which is skipped shortly after another fetch. UNAVAILABLE without any. */
  async renewed(): Promise<KeySet> {
    await this.#fetch()
    return this.#usable()
  }

  #usable(): KeySet {
    if (this.#last && this.#elapsedMs(this.#last.fetchedAt) <= MAX_AGE_MS) return this.#last.keys
    const message = "The identity provider's keys cannot be fetched"
    throw new AppError('UNAVAILABLE', message, {}, { cause: this.#failure })
  }

  /** Starts a fetch, or joins the one that runs; does nothing shortly after one. Never rejects. */
  #fetch(): Promise<void> {
    const pauseMs = this.#failure === null ? COOL_DOWN_MS : RETRY_MS
    if (!this.#fetching && this.#elapsedMs(this.#triedAt) < pauseMs) return Promise.resolve()
    this.#fetching ??= fetchKeySet(this.#issuer)
      .then(
        (keys) => this.#fetched(keys, null),
        (error: unknown) => this.#fetched(null, error),
      )
      .finally(() => {
        this.#fetching = undefined
      })
    return this.#fetching
  }

  #fetched(keys: KeySet | null, failure: unknown): void {
    const changed = (failure === null) !== (this.#failure === null)
    this.#triedAt = this.#clock()
    this.#failure = failure
    if (keys) this.#last = { keys, fetchedAt: this.#triedAt }
    if (changed) this.#onChange(failure)
  }

  /** A clock that was set back must not stop the fetches until it has caught up. */
  #elapsedMs(since: number): number {
    return Math.abs(this.#clock() - since)
  }
}
