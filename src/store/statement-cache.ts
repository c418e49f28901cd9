import { LRUCache } from 'lru-cache'

/** A prepared statement takes about this much, and this much for each character of its text: measured on SQLite. */
const BASE_BYTES = 8192
const BYTES_PER_CHARACTER = 12
/** Longer texts come from wide filters; preparing them costs little beside running them. */
const MAX_TEXT_LENGTH = 8192
/**
 * A text is kept from this use on. The memory of a statement is freed by the garbage collector: soon if the statement was
 * just made, and only after a while if it was kept and then dropped.
 */
const USES_UNTIL_KEPT = 5
/** The most memory for texts whose uses are counted. */
const MAX_COUNTED_BYTES = 1024 * 1024

/** An estimate of the memory that a prepared statement takes. */
const sizeOf = (text: string) => BASE_BYTES + BYTES_PER_CHARACTER * text.length

/**
 * What is kept for the text of a statement, within a number of bytes: the least recently used are dropped. Nothing is
 * kept for a text that is rarely used, so that filters of ever new shapes do not drop what every request uses.
 */
export class StatementCache<T extends object | string> {
  readonly #kept: LRUCache<string, T>
  readonly #uses = new LRUCache<string, number>({
    maxSize: MAX_COUNTED_BYTES,
    sizeCalculation: (_, text) => text.length + 1,
  })
  #droppedBytes = 0

  constructor(maxBytes: number) {
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (_, text) => sizeOf(text),
      dispose: (_, text) => {
        this.#droppedBytes += sizeOf(text)
      },
    })
  }

  /** The size of all statements that were dropped so far. */
  get droppedBytes(): number {
    return this.#droppedBytes
  }

  get(text: string): T | undefined {
    return this.#kept.get(text)
  }

  /** Counts a use of the text. Returns whether to keep something for it with `set`. */
  isFrequent(text: string): boolean {
    if (text.length > MAX_TEXT_LENGTH) return false
    const uses = (this.#uses.get(text) ?? 0) + 1
    if (uses < USES_UNTIL_KEPT) this.#uses.set(text, uses)
    else this.#uses.delete(text)
    return uses >= USES_UNTIL_KEPT
  }

  set(text: string, value: T): void {
    this.#kept.set(text, value)
  }

  clear(): void {
    this.#kept.clear()
  }
}
