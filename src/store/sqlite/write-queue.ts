import { setImmediate as turnOfEventLoop } from 'node:timers/promises'

/** So long transactions may follow one another, in milliseconds, before whatever else waits for the event loop runs. */
const TURN_MS = 10

/**
 * The queue for the writing connection: one holds it at a time, first come, first served. A transaction is synchronous but
 * for promises, so that a queue of them would hold the event loop to its end, with all streams, timers and new connections.
 */
export class WriteQueue {
  #last: Promise<void> = Promise.resolve()
  #turnBeganAt = 0
  #leftAt = 0

  /** Resolves when all who came before have left, with the function that leaves the queue. */
  async enter(): Promise<() => void> {
    const previous = this.#last
    let leave = () => {}
    this.#last = new Promise((resolve) => {
      leave = () => {
        this.#leftAt = performance.now()
        resolve()
      }
    })
    await previous
    await this.#endLongTurn()
    return leave
  }

  async #endLongTurn(): Promise<void> {
    const now = performance.now()
    if (now - this.#turnBeganAt <= TURN_MS) return
    // after a pause the event loop has had its turn
    if (now - this.#leftAt <= TURN_MS) await turnOfEventLoop()
    this.#turnBeganAt = performance.now()
  }
}
