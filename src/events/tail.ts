// A stream of the event log: wait for a wake-up, read after the cursor, authorize, deliver one event, repeat. The
// client's reads drive it (back-pressure): a slow client delays no other, and at most one page of events is in memory
// for it.
import { AppError } from '../errors.ts'
import type { EventHub, Waker } from './hub.ts'

/** What a stream delivers: an event, or a part of one. */
interface Streamed {
  /** The number of the event. */
  readonly seq: number
}

const PAGE = 100
/** However often rights change elsewhere, a stream without events authorizes again at most this often. */
const MIN_RECHECK_INTERVAL_MS = 250
/** A stream whose credential is about to expire authorizes again at most this often. */
const MIN_EXPIRY_WAIT_MS = 50
const RETRY_INTERVAL_MS = 250

/** Whether to deliver the event or to leave it out. */
export type Decision = 'deliver' | 'skip'

/** What one query of the log has found. */
export interface Batch<T extends Streamed> {
  readonly events: Iterable<T>
  /** Last sequence scanned; null if the end of the log was reached. */
  readonly scannedTo: number | null
}

/** The batch of a query with this limit: if it has found fewer rows, it has reached the end of the log. */
export function batchOf<T extends Streamed>(events: readonly T[], limit: number): Batch<T> {
  return { events, scannedTo: events.length < limit ? null : (events.at(-1)?.seq ?? null) }
}

export interface TailOptions<T extends Streamed> {
  hub: EventHub
  /** The number of the event after which the stream starts. */
  after: number
  topics: readonly string[]
  /** The events of this stream with a number above `after`, in order: those of at most `limit` rows of the log. */
  read(after: number, limit: number): Promise<Batch<T>>
  /** Delivered before what is read from the log. */
  initial?: readonly T[]
  /** Called before each event, and without one when a right may have been lost. An error that it throws ends the stream. */
  authorize(event?: T): Promise<Decision>
  /** Milliseconds until the caller's credential expires. */
  expiresInMs(): number
  /** Whether no event can follow this one: the stream completes after it. */
  isLast?(event: T): boolean
}

/**
 * Every matching event after `after`, exactly once and in order. Completes after the last event, and then alone; it ends
 * with the error of `authorize`, or when it is closed, since the client has left or the server stops.
 */
export function tail<T extends Streamed>(options: TailOptions<T>): AsyncIterableIterator<T> {
  const { hub } = options
  const closing = new AbortController()
  const waker = hub.subscribe(options.topics)
  const events = generate(options, waker, closing.signal)
  const close = () => {
    closing.abort()
    hub.unsubscribe(waker)
    waker.wake()
  }
  const closeAtEnd = async (next: Promise<IteratorResult<T>>) => {
    try {
      const result = await next
      if (result.done) close()
      return result
    } catch (error) {
      close()
      throw error
    }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => closeAtEnd(events.next()),
    // a generator starts return() only when its current await ends; close() ends it by waking the waker
    return: () => {
      close()
      return events.return(undefined)
    },
  }
}

async function* generate<T extends Streamed>(
  { hub, after, initial = [], read, authorize, expiresInMs, isLast }: TailOptions<T>,
  waker: Waker,
  closing: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  /** Retries while the database is unavailable; undefined once the stream is closed. */
  const whenAvailable = async <T>(step: () => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      try {
        return await step()
      } catch (error) {
        if (closing.aborted) return undefined
        if (!(error instanceof AppError) || error.code !== 'UNAVAILABLE') throw error
        await waker.wait(RETRY_INTERVAL_MS)
      }
    }
  }
  const decide = (event?: T) => whenAvailable(() => authorize(event))
  let cursor = after
  // below every event: the request read its caller a while ago, who may have lost rights since
  let authorizedAt = -1
  let nextRecheck = 0
  for (const event of initial) {
    const decision = await decide(event)
    if (closing.aborted) return
    if (decision === 'deliver') yield event
    if (isLast?.(event)) return
  }
  while (!closing.aborted) {
    // read before the query, which sees at least all events up to it
    const { head } = hub
    const batch = await whenAvailable(() => read(cursor, PAGE))
    if (!batch) return
    const { events, scannedTo } = batch
    let isEmpty = true
    for (const event of events) {
      // a backlog can be long, and SQLite answers without ever returning to the event loop
      await hub.yieldToEventLoop()
      authorizedAt = hub.rightsChangedAt
      const decision = await decide(event)
      if (closing.aborted) return
      isEmpty = false
      cursor = event.seq
      if (decision === 'deliver') yield event
      if (isLast?.(event)) return
    }
    // the next query starts behind everything that this one scanned
    cursor = Math.max(cursor, scannedTo ?? head)
    if (scannedTo !== null) await hub.yieldToEventLoop()
    if (!isEmpty || scannedTo !== null) continue
    const mustRecheck = hub.rightsChangedAt > authorizedAt
    if (mustRecheck && performance.now() >= nextRecheck) {
      authorizedAt = hub.rightsChangedAt
      nextRecheck = performance.now() + MIN_RECHECK_INTERVAL_MS
      await decide()
      continue
    }
    await waker.wait(
      mustRecheck ? Math.max(1, nextRecheck - performance.now()) : Math.max(MIN_EXPIRY_WAIT_MS, expiresInMs()),
    )
    await hub.yieldToEventLoop()
    if (!mustRecheck && expiresInMs() <= 0) await decide()
  }
}
