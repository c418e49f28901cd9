import { AppError } from '../errors.ts'

/** Counts the streams that each credential has open in this process. */
export class OpenStreams {
  readonly #max: number
  readonly #open = new Map<string, number>()

  constructor(max: number) {
    this.#max = max
  }

  /** Counts one more; returns the function that ends it. LIMIT_EXCEEDED beyond the limit. */
  open(credential: string): () => void {
    const count = this.#open.get(credential) ?? 0
    if (count >= this.#max) {
      throw new AppError('LIMIT_EXCEEDED', `A credential has at most ${this.#max} streams open`, { limit: this.#max })
    }
    this.#open.set(credential, count + 1)
    return () => this.#close(credential)
  }

  #close(credential: string): void {
    const count = (this.#open.get(credential) ?? 0) - 1
    if (count > 0) this.#open.set(credential, count)
    else this.#open.delete(credential)
  }
}
