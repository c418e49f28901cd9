// A stream of the event log. It takes turns with the other streams (stream-turns.ts): in one it hands out what is in memory
// (recent.ts), and where memory does not reach back to its place it reads a batch from the log. Back-pressure: nothing is
// handed out while the client has not read what was sent, and a client that leaves too much waiting is cut off.
import type { Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import { type Batch, batchOf, MAX_ROWS } from './batch.ts'
import type { Affected } from './catalogue/rights.ts'
import { cursorExpired } from './cursor.ts'
import type { EventHub, Subscriber } from './hub.ts'
import type { Leave } from './rights-loss.ts'
import type { TakesTurns } from './stream-turns.ts'

/** What a stream delivers: an event, or a part of one. */
export interface Streamed {
  /** The number of the event. */
  readonly seq: number
}

/** Whether to deliver the event or to leave it out. */
export type Decision = 'deliver' | 'skip'

/** The receiver of what the stream delivers. */
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
  /** The topic of its events. */
  topic: string
  /** The events that may take a right from this stream: they make it authorize again. */
  affected: readonly Affected[]
  /** The events of the topic with a number above `after`, in order: those of at most `limit` rows of the log. */
  read(after: number, limit: number): Promise<Batch>
  /** What the stream delivers of an event of its topic. */
  pick(event: Row<'event'>): readonly T[]
  /** Delivered before what is read from the log. */
  initial?: readonly T[]
  /**
   * Called where a right may have been lost since the last time, or the credential has expired: before an event, or
   * without one. An error that it throws ends the stream.
   */
  authorize(event?: T): Promise<void>
  /** Called before each event; without it all are delivered. */
  decide?: ((event: T) => Promise<Decision>) | undefined
  /** Called before an event is resolved for the caller. */
  startEvent(event: T): void
  /** The cursor behind this, for a client that is cut off; behind the start for undefined. */
  cursorOf(item: T | undefined): string | null
  /** Whether the caller has to authorize again, whatever the log tells. */
  isExpired(): boolean
  /** Called once, when the stream has ended for whatever reason. */
  onClose?(): void
  /** Whether no event can follow this one: the stream completes after it. */
  isLast?(event: T): boolean
}

/** A time in which the client reads nothing: since when, and how many events have come since then, up to this one. */
interface Stall {
  readonly since: number
  waiting: number
  countedTo: number
}

/** However often it may have lost a right, a stream without events authorizes again at most this often. */
const MIN_RECHECK_INTERVAL_MS = 250
/**
 * A client is cut off if more events than this wait for it and it has read nothing for MAX_STALL_MS. Until then it may
 * take its time: no event is kept for it.
 */
const MAX_WAITING = 256
const MAX_STALL_MS = 2000

/**
 * Delivers every matching event after `after`, exactly once and in order. Completes after the last event, and only
 * then. Otherwise it ends with an error (of `authorize`, CURSOR_EXPIRED, SUBSCRIBER_TOO_SLOW, or any but UNAVAILABLE
 * while it reads), or when it is closed, since the client has left or the server stops.
 */
export class EventStream<T extends Streamed> implements Subscriber, TakesTurns, AsyncIterable<T> {
  readonly topics: readonly string[]
  readonly #options: StreamOptions<T>
  #client: Client<T> | undefined
  #busy = false
  #closed = false
  /** The place in the log behind everything before `#items`. */
  #cursor: number
  #last: T | undefined
  #items: readonly T[]
  #nextItem = 0
  /** The place in the log once all items are handed out. */
  #itemsEnd: number
  #limit = MAX_ROWS
  readonly #leave: Leave
  #nextRecheck = 0
  #isRetryDue = false
  #stall: Stall | undefined

  constructor(options: StreamOptions<T>) {
    this.#options = options
    this.topics = [options.topic]
    this.#cursor = options.after
    this.#items = options.initial ?? []
    this.#itemsEnd = options.after
    options.hub.subscribe(this)
    this.#leave = options.hub.rightsLosses.open(options.affected, () => this.wake())
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

  /** To be called before an event is resolved for the caller: what was read for the last one is forgotten. */
  startEvent(event: T): void {
    this.#options.startEvent(event)
  }

  /** To be called when the client has room again. */
  resume(): void {
    this.wake()
  }

  wake(): void {
    if (!this.#closed) this.#options.hub.askForTurn(this)
  }

  check(): void {
    if (this.#stall || this.#isRetryDue || !this.#leave.isKept || this.#options.isExpired()) this.wake()
    else this.#followHead()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#options.hub.unsubscribe(this)
    this.#options.hub.rightsLosses.close(this.#leave)
    this.#options.onClose?.()
  }

  /** Keeps the cursor at the head while no event comes: else it would seem to be behind what retention has removed. */
  #followHead(): void {
    const { hub, topic } = this.#options
    if (this.#busy || this.#nextItem < this.#items.length || this.#cursor >= hub.head) return
    if (hub.recent(topic, this.#cursor)?.length === 0) this.#cursor = hub.head
  }

  turn(until: number): boolean {
    if (!this.#client || this.#closed || this.#busy) return true
    try {
      const work = this.#client.hasRoom() ? this.#advance(this.#client, until) : this.#waitForRoom()
      if (!work) return true
      this.#busy = true
      work.then(this.#goOn, this.#failed)
      return false
    } catch (error) {
      this.#end(error)
      return true
    }
  }

  /** Does what can be done synchronously. Returns a promise for anything else; the next turn goes on after it. */
  #advance(client: Client<T>, until: number): Promise<unknown> | undefined {
    this.#stall = undefined
    this.#isRetryDue = false
    while (!this.#closed && client.hasRoom()) {
      const item = this.#items[this.#nextItem]
      if (item !== undefined) {
        const work = this.#mayHave(item) ? this.#deliver(client, item) : this.#judge(client, item)
        if (work) return work
        if (performance.now() < until) continue
        this.wake()
        return undefined
      }
      this.#cursor = Math.max(this.#cursor, this.#itemsEnd)
      const recent = this.#options.hub.recent(this.#options.topic, this.#cursor)
      if (!recent) return this.#read()
      if (recent.length > 0) this.#take(batchOf(recent, Number.POSITIVE_INFINITY), this.#cursor)
      else return this.#authorizeIfDue()
    }
    this.#stall = this.#newStall()
    return undefined
  }

  /** Whether the caller is known to be allowed this item without a new check. */
  #mayHave({ seq }: T): boolean {
    return !this.#options.decide && this.#leave.isKeptAt(seq) && !this.#options.isExpired()
  }

  #authorizeIfDue(): Promise<void> | undefined {
    const isExpired = this.#options.isExpired()
    if (!isExpired && (this.#leave.isKept || performance.now() < this.#nextRecheck)) return undefined
    this.#nextRecheck = performance.now() + MIN_RECHECK_INTERVAL_MS
    return this.#leave.renew(() => this.#options.authorize())
  }

  async #read(): Promise<void> {
    const { hub, read } = this.#options
    // read before the query, which sees at least all events up to it
    const { head } = hub
    const batch = await read(this.#cursor, this.#limit)
    if ((await hub.removedTo()) > this.#cursor) throw cursorExpired()
    // if rows are large, few of them fit into a batch: the next query reads at most twice as many
    this.#limit = batch.scannedTo === null ? MAX_ROWS : Math.min(MAX_ROWS, Math.max(1, 2 * batch.events.length))
    this.#take(batch, head)
  }

  /** Takes a batch to be handed out; `end` is the place behind a batch that reached the end of the log. */
  #take({ events, scannedTo }: Batch, end: number): void {
    this.#items =
      events.length === 1 ? this.#options.pick(events[0] as Row<'event'>) : events.flatMap(this.#options.pick)
    this.#nextItem = 0
    this.#itemsEnd = scannedTo ?? Math.max(end, events.at(-1)?.seq ?? end)
  }

  async #judge(client: Client<T>, item: T): Promise<void> {
    const { hub, authorize, decide, isExpired } = this.#options
    if (item.seq > hub.head) await hub.catchUp()
    if (!this.#leave.isKeptAt(item.seq) || isExpired()) await this.#leave.renew(() => authorize(item), item.seq)
    const decision = decide ? await decide(item) : 'deliver'
    if (this.#closed) return
    if (decision === 'deliver') await this.#deliver(client, item)
    else this.#passed(item)
  }

  #deliver(client: Client<T>, item: T): Promise<void> | undefined {
    const sent = client.deliver(item)
    this.#last = item
    if (sent) return sent.then(() => this.#passed(item))
    this.#passed(item)
    return undefined
  }

  #passed(item: T): void {
    this.#nextItem++
    if (this.#options.isLast?.(item)) this.#end()
  }

  #newStall(): Stall {
    return { since: performance.now(), waiting: 0, countedTo: this.#options.hub.head }
  }

  /** Ends the stream if too much has come since its client last read, or a right was lost. */
  #waitForRoom(): Promise<void> | undefined {
    const { hub, topic, pick, cursorOf } = this.#options
    this.#stall ??= this.#newStall()
    const stall = this.#stall
    const recent = hub.recent(topic, stall.countedTo)
    stall.waiting += recent ? recent.reduce((count, event) => count + pick(event).length, 0) : MAX_WAITING + 1
    stall.countedTo = hub.head
    if (stall.waiting <= MAX_WAITING || performance.now() - stall.since < MAX_STALL_MS) return this.#authorizeIfDue()
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
    if (error instanceof AppError && error.code === 'UNAVAILABLE') this.#isRetryDue = true
    else this.#end(error)
  }

  #end(error?: unknown): void {
    if (this.#closed) return
    this.close()
    this.#client?.ended(error)
  }
}
