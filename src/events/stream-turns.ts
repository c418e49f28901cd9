// Whose turn it is among the streams that have something to do. A thousand streams wake together; they run in slices of
// 2 ms with a turn of the event loop in between, so that requests are answered meanwhile.

/** What takes turns. */
export interface TakesTurns {
  /**
   * Does what is due, until this time (`performance.now`). False where it goes on asynchronously, whose time a slice cannot
   * count.
   */
  turn(until: number): boolean
}

const SLICE_MS = 2

export class StreamTurns {
  readonly #queue = new Set<TakesTurns>()
  #scheduled = false

  /** Gives it a turn soon: one, however often it asks before. */
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
