// Follows the event log for all streams and background jobs. The hub reads each new row of the log once, however many
// streams wait, keeps the newest rows of their topics in memory, and wakes those that subscribed to the topic. The
// table stays authoritative: a stream reads from the log whatever is not in memory.
import { setImmediate as turnOfEventLoop } from 'node:timers/promises'
import type { Row } from '../../db/schema.ts'
import type { Store } from '../store/store.ts'
import { headOf, nextEvents } from './read.ts'
import { RecentEvents } from './recent.ts'
import { removedTo } from './removed.ts'
import { RightsLosses } from './rights-loss.ts'
import { StreamTurns, type TakesTurns } from './stream-turns.ts'

/** Rows can be large: one query reads a few megabytes at most. */
const PAGE = 100
/**
 * How often streams check what no event reports: that a credential has expired, or that the database is available
 * again.
 */
const CHECK_EVERY_MS = 250

/** A stream or job that the events of some topics wake. */
export interface Subscriber {
  readonly topics: readonly string[]
  /** `event`: which one it was; undefined where events were removed before they could be read. */
  wake(event?: Row<'event'>): void
  /** Called several times a second. */
  check?(): void
}

/** The topics that a subscriber can have. */
export const topic = {
  workspace: (id: string): string => `workspace:${id}`,
  deletion: (id: string): string => `deletion:${id}`,
  deletions: 'deletions',
  /** Deletions were paused, or go on. */
  brake: 'brake',
  all: 'all',
} as const

function topicsOf({ type, workspace_id, deletion_id }: Row<'event'>): string[] {
  return [
    topic.all,
    ...(workspace_id ? [topic.workspace(workspace_id)] : []),
    ...(deletion_id ? [topic.deletion(deletion_id), topic.deletions] : []),
    ...(type === 'deletions.paused' || type === 'deletions.resumed' ? [topic.brake] : []),
  ]
}

export class EventHub {
  /** The streams that wait to hear whether a right was taken from them. */
  readonly rightsLosses = new RightsLosses()
  readonly #store: Store
  readonly #subscribers = new Set<Subscriber>()
  readonly #byTopic = new Map<string, Set<Subscriber>>()
  readonly #recent = new RecentEvents()
  readonly #turns = new StreamTurns()
  readonly #onError: (error: unknown) => void
  #reading: Promise<void> | undefined
  #readAgain = false
  #failing = false
  #checking: NodeJS.Timeout | undefined

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

  /** The topic's events behind this number, without the addresses of callers; null where memory does not reach back so far. */
  recent(name: string, after: number): readonly Row<'event'>[] | null {
    return this.#recent.behind(name, after)
  }

  /** The log has every event behind this number. */
  removedTo(): Promise<number> {
    return removedTo(this.#store.db)
  }

  /** Wakes the subscriber at each event of its topics. */
  subscribe(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber)
    for (const name of subscriber.topics) {
      const subscribers = this.#byTopic.get(name)
      if (subscribers) subscribers.add(subscriber)
      else {
        this.#byTopic.set(name, new Set([subscriber]))
        this.#recent.listen(name, this.head)
      }
    }
    this.#checking ??= setInterval(() => this.#check(), CHECK_EVERY_MS).unref()
  }

  unsubscribe(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber)
    for (const name of subscriber.topics) {
      const subscribers = this.#byTopic.get(name)
      subscribers?.delete(subscriber)
      if (subscribers?.size !== 0) continue
      this.#byTopic.delete(name)
      this.#recent.forget(name)
    }
    if (this.#subscribers.size > 0) return
    clearInterval(this.#checking)
    this.#checking = undefined
  }

  /** The number of those who listen to a topic, clean-up's own included. */
  get subscribers(): number {
    return [...this.#subscribers].filter(({ topics }) => topics.length > 0).length
  }

  /** Gives the stream a turn soon. */
  askForTurn(stream: TakesTurns): void {
    this.#turns.ask(stream)
  }

  #check(): void {
    for (const subscriber of this.#subscribers) subscriber.check?.()
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
      const rows = await nextEvents(this.#store.db, this.head, PAGE)
      const [first] = rows
      // without removal only transactions that were rolled back leave out numbers
      if (first && first.seq > this.head + 1 && (await this.removedTo()) > this.head) this.#skipTo(first.seq - 1)
      for (const row of rows) this.#take(row)
      if (rows.length < PAGE) return
      await turnOfEventLoop()
    }
  }

  /**
   * Skips events that were removed before the hub read them, as the database was away for so long: anything may have
   * happened.
   */
  #skipTo(seq: number): void {
    this.#recent.skipTo(seq)
    this.rightsLosses.skipTo(seq)
    for (const subscriber of this.#subscribers) subscriber.wake()
  }

  #take(row: Row<'event'>): void {
    const topics = topicsOf(row)
    this.#recent.add(row, topics)
    this.rightsLosses.read(row)
    for (const name of topics) for (const subscriber of this.#byTopic.get(name) ?? []) subscriber.wake(row)
  }
}
