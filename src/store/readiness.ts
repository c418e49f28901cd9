/** How long a write that succeeded is believed: under load, writes themselves answer for the database. */
const SUCCESS_COUNTS_MS = 1000
/** Longer, because a small write may still fit on a disk that is too full for the others. */
const REFUSAL_COUNTS_MS = 3000

/** Whether writes succeed at the moment: what the last one has shown, or else what a small one shows now. */
export class Readiness {
  readonly #probe: () => Promise<unknown>
  #probing: Promise<boolean> | undefined
  #known = { ready: false, until: Number.NEGATIVE_INFINITY }

  /** `probe` makes a small write, and rejects if it fails. */
  constructor(probe: () => Promise<unknown>) {
    this.#probe = probe
  }

  /** Takes note that a write was committed. */
  succeeded(): void {
    this.#known = { ready: true, until: performance.now() + SUCCESS_COUNTS_MS }
  }

  /** Takes note that the database refuses every write: it is full or read-only. */
  refused(): void {
    this.#known = { ready: false, until: performance.now() + REFUSAL_COUNTS_MS }
  }

  /** Makes at most one write at a time, and none while the last one is recent. */
  isReady(): Promise<boolean> {
    const { ready, until } = this.#known
    if (performance.now() < until) return Promise.resolve(ready)
    this.#probing ??= this.#probe()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        this.#probing = undefined
      })
    return this.#probing
  }
}
