// A stream of the event log. It takes turns with the other streams (stream-turns.ts): in one it hands out what is in memory
// (recent.ts), and where memory does not reach back to its place it reads a batch from the log. Back-pressure: nothing is
// handed out while the client has not read what was sent, and a client that leaves too much waiting is cut off.
import type { Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import { type Batch, batchOf, MAX_ROWS } from './batch.ts'
import type { EventHub, Subscriber } from './hub.ts'
import type { TakesTurns } from './stream-turns.ts'

/** What a stream delivers: an event, or a part of one. */
export interface Streamed {
  /** The number of the event. */
  readonly seq: number
}

/** Whether to deliver the event or to leave it out. */
export type Decision = 'deliver' | 'skip'

/** Who takes what the stream delivers. */
export interface Client<T> {
  /** False while it has not read what was sent: then `resume` of the stream is called once it has. */
  hasRoom(): boolean
  /** Sends it; a promise where that takes more than what is in memory. */
  deliver(item: T): void | Promise<void>
  /** The stream is over: nothing can follow, or it ends with this error. Not called where it was closed. */
  ended(error?: unknown): void
}

export interface StreamOptions<T extends Streamed> {
  hub: EventHub
  /** The number of the event after which the stream starts. */
  after: number
  /** The topic of its events; more topics wake it to check its rights. */
  topics: readonly [string, ...string[]]
  /** The events of the topic with a number above `after`, in order: those of at most `limit` rows of the log. */
  read(after: number, limit: number): Promise<Batch>
  /** What the stream delivers of an event of its topic. */
  pick(event: Row<'event'>): readonly T[]
  /** Delivered before what is read from the log. */
  initial?: readonly T[]
  /** Called before each event, and without one when a right may have been lost. An error that it throws ends the stream. */
  authorize(event?: T): Promise<Decision>
  /** The cursor behind this, for a client that is cut off; behind the start for undefined. */
  cursorOf(item: T | undefined): string | null
  /** Milliseconds until the caller's credential expires. */
  expiresInMs(): number
  /** Called once, when the stream has ended for whatever reason. */
  onClose?(): void
  /** Whether no event can follow this one: the stream completes after it. */
  isLast?(event: T): boolean
}

/** However often rights change elsewhere, a stream without events authorizes again at most this often. */
const MIN_RECHECK_INTERVAL_MS = 250
/** Events that may wait for a client that has read nothing for so long. It is in no hurry otherwise: none of them is kept for it. */
const MAX_WAITING = 256
const MAX_STALL_MS = 2000

/**
 * Every matching event after `after`, exactly once and in order. Ends after the last event, and then alone; with the error
 * of `authorize`; with SUBSCRIBER_TOO_SLOW; or when it is closed, since the client has left or the server stops.
 */
export class EventStream<T extends Streamed> implements Subscriber, TakesTurns, AsyncIterable<T> {
  readonly topics: readonly string[]
  readonly #options: StreamOptions<T>
  #client: Client<T> | undefined
  #busy = false
  #closed = false
  /** Behind everything before `#items`. */
  #cursor: number
  #last: T | undefined
  #items: readonly T[]
  #nextItem = 0
  /** Where the stream is once all items are handed out. */
  #itemsEnd: number
  #limit = MAX_ROWS
  // below every event: the request read its caller a while ago, who may have lost rights since
  #authorizedAt = -1
  #nextRecheck = 0
  /** Since when the client has read nothing; what has come since then, counted up to this event. */
  #stall: { readonly since: number; waiting: number; countedTo: number } | undefined

  constructor(options: StreamOptions<T>) {
    this.#options = options
    this.topics = options.topics
    this.#cursor = options.after
    this.#items = options.initial ?? []
    this.#itemsEnd = options.after
    options.hub.subscribe(this)
  }

  /** graphql-js takes nothing else for a source of events; `start` hands them out. */
  [Symbol.asyncIterator](): AsyncIterator<T> {
    throw new Error('A stream of events is started, not iterated')
  }

  /** Hands out events from now on. */
  start(client: Client<T>): void {
    this.#client = client
    this.wake()
  }

  /** To be called when the client has room again. */
  resume(): void {
    this.wake()
  }

  wake(): void {
    if (!this.#closed) this.#options.hub.askForTurn(this)
  }

  check(): void {
    if (this.#stall || this.#mustRecheck || this.#options.expiresInMs() <= 0) this.wake()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#options.hub.unsubscribe(this)
    this.#options.onClose?.()
  }

  turn(): boolean {
    if (!this.#client || this.#closed || this.#busy) return true
    try {
      const work = this.#client.hasRoom() ? this.#advance(this.#client) : this.#countWaiting()
      if (!work) return true
      this.#busy = true
      work.then(this.#goOn, this.#failed)
      return false
    } catch (error) {
      this.#end(error)
      return true
    }
  }

  /** Does what can be done at once. A promise for what cannot; the next turn goes on behind it. */
  #advance(client: Client<T>): Promise<unknown> | undefined {
    this.#stall = undefined
    while (!this.#closed && client.hasRoom()) {
      const item = this.#items[this.#nextItem]
      if (item !== undefined) return this.#deliver(client, item)
      this.#cursor = Math.max(this.#cursor, this.#itemsEnd)
      const { hub, topics } = this.#options
      const recent = hub.recent(topics[0], this.#cursor)
      if (!recent) return this.#read()
      if (recent.length > 0) this.#take(batchOf(recent, Number.POSITIVE_INFINITY), this.#cursor)
      else if (this.#options.expiresInMs() <= 0) return this.#authorize()
      else if (this.#mustRecheck && performance.now() >= this.#nextRecheck) return this.#authorize()
      else return undefined
    }
    return undefined
  }

  async #read(): Promise<void> {
    // read before the query, which sees at least all events up to it
    const { head } = this.#options.hub
    const batch = await this.#options.read(this.#cursor, this.#limit)
    // where rows are large, few of them fit into a batch: the next query reads hardly more
    this.#limit = batch.scannedTo === null ? MAX_ROWS : Math.min(MAX_ROWS, Math.max(1, 2 * batch.events.length))
    this.#take(batch, head)
  }

  /** Takes a batch to be handed out; `end` is where one that is complete ends. */
  #take({ events, scannedTo }: Batch, end: number): void {
    this.#items =
      events.length === 1 ? this.#options.pick(events[0] as Row<'event'>) : events.flatMap(this.#options.pick)
    this.#nextItem = 0
    this.#itemsEnd = scannedTo ?? Math.max(end, events.at(-1)?.seq ?? end)
  }

  async #deliver(client: Client<T>, item: T): Promise<void> {
    const decision = await this.#authorize(item)
    if (this.#closed) return
    if (decision === 'deliver') {
      await client.deliver(item)
      this.#last = item
    }
    this.#nextItem++
    if (this.#options.isLast?.(item)) this.#end()
  }

  async #authorize(item?: T): Promise<Decision> {
    this.#authorizedAt = this.#options.hub.rightsChangedAt
    this.#nextRecheck = performance.now() + MIN_RECHECK_INTERVAL_MS
    return this.#options.authorize(item)
  }

  get #mustRecheck(): boolean {
    return this.#options.hub.rightsChangedAt > this.#authorizedAt
  }

  /** Ends the stream if too much has come since its client last read. */
  #countWaiting(): undefined {
    const { hub, topics, pick, cursorOf } = this.#options
    this.#stall ??= { since: performance.now(), waiting: 0, countedTo: hub.head }
    const stall = this.#stall
    const recent = hub.recent(topics[0], stall.countedTo)
    stall.waiting += recent ? recent.reduce((count, event) => count + pick(event).length, 0) : MAX_WAITING + 1
    stall.countedTo = hub.head
    if (stall.waiting <= MAX_WAITING || performance.now() - stall.since < MAX_STALL_MS) return
    const message = `More than ${MAX_WAITING} events came while the client read none: it can go on behind \`cursor\``
    throw new AppError('SUBSCRIBER_TOO_SLOW', message, { cursor: cursorOf(this.#last) })
  }

  readonly #goOn = (): void => {
    this.#busy = false
    this.wake()
  }

  readonly #failed = (error: unknown): void => {
    this.#busy = false
    // the database is away: a later check tries again
    if (error instanceof AppError && error.code === 'UNAVAILABLE') this.#authorizedAt = -1
    else this.#end(error)
  }

  #end(error?: unknown): void {
    if (this.#closed) return
    this.close()
    this.#client?.ended(error)
  }
}
