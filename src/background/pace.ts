const LONGEST_WAIT_MS = 50

/** Lets requests go first: background work takes its turn when none is in flight, or after 50 ms at the latest. */
export class Pace {
  #inFlight = 0
  readonly #waiting = new Set<() => void>()

  /** Requests that have arrived and are not yet answered; open streams do not count. */
  get inFlight(): number {
    return this.#inFlight
  }

  enter(): void {
    this.#inFlight++
  }

  leave(): void {
    this.#inFlight--
    if (this.#inFlight === 0) for (const resume of [...this.#waiting]) resume()
  }

  /** Resolves when background work may hold the event loop for one slice. */
  async turn(): Promise<void> {
    // a full turn of the loop first: requests that have arrived get to be counted
    await new Promise<void>((resolve) => setImmediate(resolve))
    if (this.#inFlight === 0) return
    await new Promise<void>((resolve) => {
      const resume = () => {
        clearTimeout(timer)
        this.#waiting.delete(resume)
        resolve()
      }
      const timer = setTimeout(resume, LONGEST_WAIT_MS)
      this.#waiting.add(resume)
    })
  }
}
