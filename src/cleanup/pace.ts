const LONGEST_WAIT_MS = 50

/** Lets requests go first: background work takes its turn when none is in flight, or after 50 ms at the latest. */
export class Pace {
  #inFlight = 0
  #idle: (() => void)[] = []

  enter(): void {
    this.#inFlight++
  }

  leave(): void {
    this.#inFlight--
    if (this.#inFlight > 0) return
    const waiting = this.#idle
    this.#idle = []
    for (const resume of waiting) resume()
  }

  /** Resolves when background work may hold the event loop for one slice. */
  async turn(): Promise<void> {
    // a full turn of the loop first: requests that have arrived get to be counted
    await new Promise<void>((resolve) => setImmediate(resolve))
    if (this.#inFlight === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_WAIT_MS)
      this.#idle.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
