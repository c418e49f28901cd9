// Schedules the streams that have something to do. A thousand streams wake together; they run in slices of 2 ms with a
// turn of the event loop in between, so that requests are answered meanwhile.

/** A stream that takes turns with others. */
export interface TakesTurns {
  /**
   * Does what is due, until this time (`performance.now`). Returns false if the work goes on asynchronously, in time
   * that a slice cannot measure.
   */
  turn(until: number): boolean
}

const SLICE_MS = 2

export class StreamTurns {
  readonly #queue = new Set<TakesTurns>()
  #scheduled = false

  /** Gives the stream one turn soon, however often it asks before that turn. */
  ask(stream: TakesTurns): void {
    this.#queue.add(stream)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(this.#runSlice)
  }

  readonly #runSlice = (): void => {
    const until = performance.now() + SLICE_MS
    for (const stream of this.#queue) {
      this.#queue.delete(stream)
      const isDone = stream.turn(until)
      if (!isDone || performance.now() >= until) break
    }
    this.#scheduled = this.#queue.size > 0
    if (this.#scheduled) setImmediate(this.#runSlice)
  }
}
