/** Gives turns one at a time, first come, first served. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when all earlier turns are over, with the function that ends this one. */
  async take(): Promise<() => void> {
    const previous = this.#last
    let end = () => {}
    this.#last = new Promise((resolve) => {
      end = resolve
    })
    await previous
    return end
  }
}
