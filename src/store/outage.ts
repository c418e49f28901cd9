/** For this long after the first failure a short outage is hidden from callers by retrying. */
const RETRY_FOR_MS = 2000
const RETRY_EVERY_MS = 50
/** A statement that itself breaks its connection must not be retried as if the database were away. */
const MAX_ATTEMPTS = 50

/**
 * The state of one database that cannot be reached. Requests are delayed during the first two seconds of an outage;
 * after that they fail at once.
 */
export class Outage {
  #since: number | undefined
  readonly #listeners: (() => void)[] = []

  /** Waits a moment and says whether to retry what has failed `attempts` times. */
  async shouldRetry(attempts: number): Promise<boolean> {
    this.#since ??= performance.now()
    if (attempts >= MAX_ATTEMPTS || performance.now() - this.#since > RETRY_FOR_MS) return false
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS))
    return true
  }

  /** Ends the outage: the database has answered. */
  end(): void {
    this.#since = undefined
  }

  /** Reports a connection that stopped answering without an error. All connections made before may be dead too. */
  reportDeadConnection(): void {
    for (const listener of this.#listeners) listener()
  }

  onDeadConnection(listener: () => void): void {
    this.#listeners.push(listener)
  }
}
