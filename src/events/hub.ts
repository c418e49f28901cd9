// Wakes the streams that follow the event log. The hub reads each new row of the log once, however many streams wait,
// and wakes those that subscribed to its topic. The streams read the events themselves from the log: the hub holds
// none, so none can be lost here and memory does not grow with them.
import type { Store } from '../store/store.ts'
import { headOf } from './read.ts'
import { RightsLosses } from './rights-loss.ts'

const PAGE = 200
/** The longest delay that Node's timers take; they turn a longer one into 1 ms. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** What a subscriber of the hub waits on. A wake-up between two waits ends the next wait at once. */
export class Waker {
  #woken = false
  #resolve: (() => void) | undefined
  readonly topics: readonly string[]

  constructor(topics: readonly string[]) {
    this.topics = topics
  }

  wake(): void {
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

/** The topics that a waker can subscribe to. */
export const topic = {
  workspace: (id: string): string => `workspace:${id}`,
  deletion: (id: string): string => `deletion:${id}`,
  deletions: 'deletions',
  all: 'all',
} as const

export class EventHub {
  /** The streams that wait to hear whether a right was taken from them. */
  readonly rightsLosses = new RightsLosses()
  readonly #store: Store
  readonly #wakers = new Map<string, Set<Waker>>()
  readonly #onError: (error: unknown) => void
  #reading: Promise<void> | undefined
  #readAgain = false
  #failing = false
  #yielded: Promise<void> = Promise.resolve()

  /** `onError` is called once for each outage of the database. */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store
    this.#onError = onError
  }

  async start(): Promise<void> {
    this.rightsLosses.startAt(await headOf(this.#store.db))
    this.#store.onCommit(() => this.#readSoon())
  }

  /** The newest event that the hub has read: a query of the log that starts now sees all events up to it. */
  get head(): number {
    return this.rightsLosses.head
  }

  /** A waker for each event of these topics. */
  subscribe(topics: readonly string[]): Waker {
    const waker = new Waker(topics)
    for (const name of topics) {
      const wakers = this.#wakers.get(name) ?? new Set()
      this.#wakers.set(name, wakers.add(waker))
    }
    return waker
  }

  unsubscribe(waker: Waker): void {
    for (const name of waker.topics) {
      const wakers = this.#wakers.get(name)
      wakers?.delete(waker)
      if (wakers?.size === 0) this.#wakers.delete(name)
    }
  }

  /** The number of subscribed wakers, clean-up's own included. */
  get subscribers(): number {
    return new Set([...this.#wakers.values()].flatMap((wakers) => [...wakers])).size
  }

  /**
   * Yields to the event loop. Only one of all callers resumes in each of its rounds, so that a thousand streams that
   * wake together leave room for requests.
   */
  yieldToEventLoop(): Promise<void> {
    this.#yielded = this.#yielded.then(() => new Promise((resolve) => setImmediate(resolve)))
    return this.#yielded
  }

  /** Reads the log up to now, once for all who ask meanwhile. Where the database is away, `head` stays behind. */
  async catchUp(): Promise<void> {
    const before = this.#reading
    this.#readSoon()
    // a read under way may have begun too early
    await before
    await this.#reading
  }

  /** Reads the log after a commit; the commits during a read share the next one. */
  #readSoon(): void {
    if (this.#reading) {
      this.#readAgain = true
      return
    }
    this.#reading = this.#read()
      .then(() => {
        this.#failing = false
      })
      .catch((error: unknown) => {
        if (!this.#failing) this.#onError(error)
        this.#failing = true
      })
      .finally(() => {
        this.#reading = undefined
        if (this.#readAgain) {
          this.#readAgain = false
          this.#readSoon()
        }
      })
  }

  async #read(): Promise<void> {
    for (;;) {
      const rows = await this.#store.db
        .selectFrom('event')
        .select(['seq', 'type', 'workspace_id', 'deletion_id', 'actor_id', 'subject_id', 'data'])
        .where('seq', '>', this.head)
        .orderBy('seq')
        .limit(PAGE)
        .execute()
      for (const row of rows) {
        this.rightsLosses.read(row)
        this.#wake(topic.all)
        if (row.workspace_id) this.#wake(topic.workspace(row.workspace_id))
        if (row.deletion_id) {
          this.#wake(topic.deletion(row.deletion_id))
          this.#wake(topic.deletions)
        }
      }
      if (rows.length < PAGE) return
    }
  }

  #wake(name: string): void {
    for (const waker of this.#wakers.get(name) ?? []) waker.wake()
  }
}
