import { createLocalJWKSet, type JSONWebKeySet } from 'jose'

type KeySet = ReturnType<typeof createLocalJWKSet>

/** Fetches the published keys; `signal` is aborted when it takes too long. */
export type LoadKeys = (signal: AbortSignal) => Promise<unknown>

/** Older keys are fetched again, while the ones at hand are used. Croft publishes a key an hour before it signs. */
const FRESH_MS = 5 * 60_000
/** Older keys are not used without a look for newer ones: Croft may have withdrawn one. */
const AWAITED_MS = 60 * 60_000
/** While Croft cannot be reached, the last known keys are used for this long. */
const MAX_AGE_MS = 24 * 60 * 60_000
/**
 * For this long after a fetch, an unknown key causes no other fetch: anybody can send a token with a made-up key id.
 */
const COOL_DOWN_MS = 10_000
const RETRY_MS = 1000
const TIMEOUT_MS = 5000

/** The published keys of a Croft. Nothing is fetched before the first token arrives. */
export class KeyCache {
  readonly #load: LoadKeys
  readonly #now: () => number
  #last: { readonly keys: KeySet; readonly fetchedAt: number } | undefined
  /** Why the last fetch failed; null if it succeeded. */
  failure: unknown = null
  #triedAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | undefined

  constructor(load: LoadKeys, now: () => number) {
    this.#load = load
    this.#now = now
  }

  /** The keys to verify with; null where there are none that are young enough. */
  async current(): Promise<KeySet | null> {
    const age = this.#last ? this.#elapsedMs(this.#last.fetchedAt) : Number.POSITIVE_INFINITY
    if (age > FRESH_MS) {
      const fetched = this.#refresh()
      if (age > MAX_AGE_MS || (age > AWAITED_MS && this.failure === null)) await fetched
    }
    return this.#usable()
  }

  /** The keys after a fetch of newer ones, which is skipped shortly after another fetch. */
  async renewed(): Promise<KeySet | null> {
    await this.#refresh()
    return this.#usable()
  }

  #usable(): KeySet | null {
    return this.#last && this.#elapsedMs(this.#last.fetchedAt) <= MAX_AGE_MS ? this.#last.keys : null
  }

  /** Starts a fetch, or joins the one that runs; does nothing shortly after one. Never rejects. */
  #refresh(): Promise<void> {
    const pauseMs = this.failure === null ? COOL_DOWN_MS : RETRY_MS
    if (!this.#fetching && this.#elapsedMs(this.#triedAt) < pauseMs) return Promise.resolve()
    this.#fetching ??= this.#loadInTime()
      .then(
        (keys) => {
          this.#last = { keys, fetchedAt: this.#now() }
          this.failure = null
        },
        (error: unknown) => {
          this.failure = error
        },
      )
      .finally(() => {
        this.#triedAt = this.#now()
        this.#fetching = undefined
      })
    return this.#fetching
  }

  async #loadInTime(): Promise<KeySet> {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    // `fetch` may no longer obey the signal once the headers have arrived
    const late = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
    const published = (await Promise.race([this.#load(signal), late])) as JSONWebKeySet
    const keys = createLocalJWKSet(published)
    // Croft has a key at any time: this is another server, or one that has just begun
    if (published.keys.length === 0) throw new Error('The key set is empty')
    return keys
  }

  /** A clock that was set back must not stop the fetches until it has caught up. */
  #elapsedMs(since: number): number {
    return Math.abs(this.#now() - since)
  }
}
