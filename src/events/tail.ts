// A stream of the log: wait for the bell, read behind the cursor, ask for leave, hand out one event, go on. The reader
// pulls, so one that is slow holds up nobody and at most one page of rows is in memory for it.
import type { Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import type { EventHub } from './hub.ts'

const PAGE = 100
const RECHECK_EVERY_MS = 250
/** A credential about to die is asked for again no more often than this. */
const SHORTEST_WAIT_MS = 50
const RETRY_EVERY_MS = 250

/** Hand the event out, leave it out, or complete the stream. */
export type Verdict = 'go' | 'skip' | 'end'

/** What one look at the log has found. */
export interface Looked {
  readonly events: readonly Row<'event'>[]
  /** How far it went where it did not go to the end; null where all there was has been looked at. */
  readonly to: number | null
}

export interface TailOptions {
  hub: EventHub
  /** The number of the event behind which to begin. */
  after: number
  topics: readonly string[]
  /** The stream's own events behind `after`, in order. */
  read(after: number, limit: number): Promise<Looked>
  /** Handed out first. */
  initial?: readonly Row<'event'>[]
  /** Runs before each event, and without one whenever a right may have been lost. What it throws fails the stream. */
  guard(event?: Row<'event'>): Promise<Verdict>
  /** Milliseconds until the credential dies. */
  expiresInMs(): number
  /** Whether this event is the last that there will ever be. */
  isLast?(event: Row<'event'>): boolean
  /** Whether there is nothing behind `initial`. */
  isOver?: boolean
  /** Aborted when the server stops: the stream completes. */
  stopping: AbortSignal
}

/**
 * Every event that matches behind `after`, once, in order. Ends when the client leaves, when the server stops, after
 * the last event, or with the error of a guard.
 */
export function tail(options: TailOptions): AsyncIterableIterator<Row<'event'>> {
  const left = new AbortController()
  const bell = options.hub.listen(options.topics)
  const events = follow(options, bell, left.signal)
  const end = () => {
    left.abort()
    options.hub.leave(bell)
    bell.ring()
  }
  const finishing = async (step: Promise<IteratorResult<Row<'event'>>>) => {
    try {
      const result = await step
      if (result.done) end()
      return result
    } catch (error) {
      end()
      throw error
    }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => finishing(events.next()),
    // a generator queues return() behind the wait it is in; ringing the bell makes it prompt
    return: () => {
      end()
      return events.return(undefined)
    },
  }
}

async function* follow(
  { hub, after, initial = [], read, guard, expiresInMs, isLast, isOver, stopping }: TailOptions,
  bell: ReturnType<EventHub['listen']>,
  left: AbortSignal,
): AsyncGenerator<Row<'event'>, void, undefined> {
  const over = () => left.aborted || stopping.aborted
  /** Waits until the database is there again: nothing is handed out meanwhile, and nothing is missed. */
  const patiently = async <T>(step: () => Promise<T>, otherwise: T): Promise<T> => {
    for (;;) {
      try {
        return await step()
      } catch (error) {
        if (over()) return otherwise
        if (!(error instanceof AppError) || error.code !== 'UNAVAILABLE') throw error
        await bell.wait(RETRY_EVERY_MS)
      }
    }
  }
  let cursor = after
  // older than any event: the caller was read before the request was, and may have lost the right meanwhile
  let checkedAt = -1
  let nextCheck = 0
  for (const event of initial) {
    const verdict = await patiently(() => guard(event), 'end')
    if (verdict === 'end' || over()) return
    if (verdict === 'go') yield event
  }
  if (isOver) return
  while (!over()) {
    const { head } = hub
    const { events, to } = await patiently(() => read(cursor, PAGE), { events: [], to: null })
    for (const event of events) {
      // what was missed may be long, and a database in this process answers without ever giving way
      await hub.turn()
      checkedAt = hub.rightsChangedAt
      const verdict = await patiently(() => guard(event), 'end')
      if (verdict === 'end' || over()) return
      cursor = event.seq
      if (verdict === 'go') yield event
      if (isLast?.(event)) return
    }
    // what lies between has been looked at: it is not to be read again at the next wake-up
    if (events.length < PAGE) cursor = Math.max(cursor, to ?? head)
    if (to !== null) await hub.turn()
    if (events.length > 0 || to !== null || over()) continue
    const recheck = hub.rightsChangedAt > checkedAt
    if (recheck && performance.now() >= nextCheck) {
      checkedAt = hub.rightsChangedAt
      nextCheck = performance.now() + RECHECK_EVERY_MS
      if ((await patiently(() => guard(), 'end')) === 'end') return
      continue
    }
    const dies = expiresInMs()
    await bell.wait(Math.max(recheck ? 1 : SHORTEST_WAIT_MS, recheck ? nextCheck - performance.now() : dies))
    await hub.turn()
    if (!recheck && expiresInMs() <= 0 && (await patiently(() => guard(), 'end')) === 'end') return
  }
}
