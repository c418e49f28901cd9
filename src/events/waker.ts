import type { Row } from '../../db/schema.ts'
import type { Subscriber } from './hub.ts'

/** The longest delay that Node's timers take; they turn a longer one into 1 ms. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** What a background job waits on. A wake-up between two waits ends the next wait at once. */
export class Waker implements Subscriber {
  #woken = false
  #resolve: (() => void) | undefined
  readonly topics: readonly string[]
  readonly #onEvent: (event: Row<'event'>) => void

  /** `onEvent` is called with each event of the topics before it ends the wait. */
  constructor(topics: readonly string[], onEvent: (event: Row<'event'>) => void = () => {}) {
    this.topics = topics
    this.#onEvent = onEvent
  }

  wake(event?: Row<'event'>): void {
    if (event) this.#onEvent(event)
    this.#woken = true
    this.#resolve?.()
  }

  /** Resolves on a wake-up, including one since the last wait, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, MAX_DELAY_MS))
        this.#resolve = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#resolve = undefined
    }
    this.#woken = false
  }
}
