const HIDDEN_MS = 2000
const RETRY_EVERY_MS = 50

/** One database that can't be reached. Its first two seconds are waited for; from then on everything is refused at once. */
export class Outage {
  #since: number | undefined

  /** Whether to try once more, after a moment. */
  async hidden(): Promise<boolean> {
    this.#since ??= performance.now()
    if (performance.now() - this.#since > HIDDEN_MS) return false
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS))
    return true
  }

  /** It answered. */
  over(): void {
    this.#since = undefined
  }
}
