const LONGEST_WAIT_MS = 50

/** Keeps background work from delaying requests: it counts those in flight, and work waits for them before each slice. */
export class Pace {
  #inFlight = 0
  readonly #waiting = new Set<() => void>()

  /** Requests that were received and are not answered yet; open streams do not count. */
  get inFlight(): number {
    return this.#inFlight
  }

  requestStarted(): void {
    this.#inFlight++
  }

  requestFinished(): void {
    this.#inFlight--
    if (this.#inFlight === 0) for (const resume of [...this.#waiting]) resume()
  }

  /** Resolves when a slice of work may hold the event loop: no request is in flight, or 50 ms have passed. */
  async yieldToRequests(): Promise<void> {
    // one round of the event loop, in which requests that have arrived are counted
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
