const HIDDEN_MS = 2000
const RETRY_EVERY_MS = 50
/** What breaks its connection again and again is not let pass for an outage. */
const MAX_ATTEMPTS = 50

/** One database that can't be reached. Its first two seconds are waited for; from then on everything is refused at once. */
export class Outage {
  #since: number | undefined
  readonly #suspecting: (() => void)[] = []

  /** Whether what has failed so often is to be tried once more; answers after a moment. */
  async hidden(attempts: number): Promise<boolean> {
    this.#since ??= performance.now()
    if (attempts >= MAX_ATTEMPTS || performance.now() - this.#since > HIDDEN_MS) return false
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS))
    return true
  }

  /** It answered. */
  over(): void {
    this.#since = undefined
  }

  /** A connection has died without a word: all that were made before may have. */
  suspect(): void {
    for (const told of this.#suspecting) told()
  }

  onSuspicion(told: () => void): void {
    this.#suspecting.push(told)
  }
}
