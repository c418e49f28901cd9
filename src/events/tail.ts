// A stream of the event log: wait for a wake-up, read after the cursor, authorize, deliver one event, repeat. The
// client's reads drive it (back-pressure): a slow client delays no other, and what is in memory for it is one batch of
// events: 64 KiB, or one event that is larger.
import type { Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Affected } from './catalogue/rights.ts'
import type { EventHub, Waker } from './hub.ts'
import type { Leave } from './rights-loss.ts'

/** What a stream delivers: an event, or a part of one. */
interface Streamed {
  /** The number of the event. */
  readonly seq: number
}

const MAX_ROWS = 100
const MAX_BATCH_BYTES = 64 * 1024
/** However often it may have lost a right, a stream without events authorizes again at most this often. */
const MIN_RECHECK_INTERVAL_MS = 250
/** A stream whose credential is about to expire authorizes again at most this often. */
const MIN_EXPIRY_WAIT_MS = 50
const RETRY_INTERVAL_MS = 250

/** Whether to deliver the event or to leave it out. */
export type Decision = 'deliver' | 'skip'

/** What one query of the log has found. */
export interface Batch<T extends Streamed> {
  readonly events: Iterable<T>
  /** How many rows of the log they were made of. */
  readonly rows: number
  /** Last sequence scanned; null if the end of the log was reached. */
  readonly scannedTo: number | null
}

/**
 * The batch of a query with this limit: if it has found fewer rows, it has reached the end of the log. Rows beyond
 * MAX_BATCH_BYTES are left for the next query, since a batch stays in memory as long as its client does not read.
 */
export function batchOf(
  rows: readonly Row<'event'>[],
  limit: number,
): Batch<Row<'event'>> & { events: Row<'event'>[] } {
  let bytes = 0
  const events = rows.filter(({ data }, index) => {
    bytes += data.length
    return index === 0 || bytes <= MAX_BATCH_BYTES
  })
  const isComplete = events.length === rows.length && rows.length < limit
  return { events, rows: events.length, scannedTo: isComplete ? null : (events.at(-1)?.seq ?? null) }
}

export interface TailOptions<T extends Streamed> {
  hub: EventHub
  /** The number of the event after which the stream starts. */
  after: number
  topics: readonly string[]
  /** The events that may take a right from this stream: they make it authorize again. */
  affected: readonly Affected[]
  /** The events of this stream with a number above `after`, in order: those of at most `limit` rows of the log. */
  read(after: number, limit: number): Promise<Batch<T>>
  /** Delivered before what is read from the log. */
  initial?: readonly T[]
  /**
   * Called where a right may have been lost since the last time, or the credential has expired: before an event, or
   * without one. An error that it throws ends the stream.
   */
  authorize(event?: T): Promise<void>
  /** Called before each event. */
  decide(event: T): Promise<Decision>
  /** Milliseconds until the caller has to authorize again, whatever the log tells. */
  expiresInMs(): number
  /** Called once, when the stream has ended for whatever reason. */
  onClose?(): void
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
  const leave = hub.rightsLosses.open(options.affected, () => waker.wake())
  const events = generate(options, waker, leave, closing.signal)
  const close = () => {
    if (closing.signal.aborted) return
    closing.abort()
    options.onClose?.()
    hub.unsubscribe(waker)
    hub.rightsLosses.close(leave)
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
  { hub, after, initial = [], read, authorize, decide, expiresInMs, isLast }: TailOptions<T>,
  waker: Waker,
  leave: Leave,
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
  const authorizeAgain = () => whenAvailable(() => leave.renew(() => authorize()))
  const judge = (event: T) =>
    whenAvailable(async () => {
      if (event.seq > hub.head) await hub.catchUp()
      if (!leave.isKeptAt(event.seq) || expiresInMs() <= 0) await leave.renew(() => authorize(event), event.seq)
      return decide(event)
    })
  let cursor = after
  let limit = MAX_ROWS
  let nextRecheck = 0
  for (const event of initial) {
    const decision = await judge(event)
    if (closing.aborted) return
    if (decision === 'deliver') yield event
    if (isLast?.(event)) return
  }
  while (!closing.aborted) {
    // read before the query, which sees at least all events up to it
    const { head } = hub
    const batch = await whenAvailable(() => read(cursor, limit))
    if (!batch) return
    const { events, rows, scannedTo } = batch
    // where rows are large, few of them fit into a batch: the next query reads hardly more
    limit = scannedTo === null ? MAX_ROWS : Math.min(MAX_ROWS, Math.max(1, 2 * rows))
    let isEmpty = true
    for (const event of events) {
      // a backlog can be long, and SQLite answers without ever returning to the event loop
      await hub.yieldToEventLoop()
      const decision = await judge(event)
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
    const mustRecheck = !leave.isKept
    if (mustRecheck && performance.now() >= nextRecheck) {
      nextRecheck = performance.now() + MIN_RECHECK_INTERVAL_MS
      await authorizeAgain()
      continue
    }
    await waker.wait(
      mustRecheck ? Math.max(1, nextRecheck - performance.now()) : Math.max(MIN_EXPIRY_WAIT_MS, expiresInMs()),
    )
    await hub.yieldToEventLoop()
    if (!mustRecheck && expiresInMs() <= 0) await authorizeAgain()
  }
}
