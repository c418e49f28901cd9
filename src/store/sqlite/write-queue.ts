/** The queue for the writing connection: one holds it at a time, first come, first served. */
export class WriteQueue {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when all who came before have left, with the function that leaves the queue. */
  async enter(): Promise<() => void> {
    const previous = this.#last
    let leave = () => {}
    this.#last = new Promise((resolve) => {
      leave = resolve
    })
    await previous
    return leave
  }
}
