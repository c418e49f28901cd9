// A subscription over Server-Sent Events that survives lost connections: it resumes after the last event that was
// handed out. A connection counts as lost if it ends without `complete` or an error, or if it is silent for too long.
// If events may have been missed, the stream reports a gap.
import { CroftError } from './errors.ts'
import { isPassing, pauseAfter, type Retry } from './retry.ts'
import {
  type Connection,
  dataOf,
  type FetchResponse,
  newConnection,
  notCroft,
  type Result,
  resultOf,
} from './transport.ts'

export interface StreamOptions {
  /** Ends the stream with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called when the connection is lost, before the stream connects again. */
  readonly onRetry?: ((retry: Retry) => void) | undefined
  /**
   * Called when events may be missing: the cursor is older than the log, or the connection was lost before the first
   * event. The stream then goes on from now. Without this callback, the stream ends with the error.
   */
  readonly onGap?: ((error: CroftError) => void) | undefined
  /** How often in a row it reconnects; without limit by default, once it has been connected. */
  readonly retries?: number | undefined
  /** A connection that is silent for this long counts as lost; the server pings every 12 s. */
  readonly silenceMs?: number | undefined
}

/**
 * Events as they happen. Ends after the last one, with `break`, or with `close`; another loop resumes after `cursor`.
 */
export interface Stream<Event> extends AsyncIterable<Event> {
  /** The cursor of the last event that was handed out. */
  readonly cursor: string | undefined
  close(): void
}

export interface Source<Event> {
  /** Gets what each connection needs, such as a token. If it throws, the stream ends with that error. */
  prepare(): Promise<void>
  /** Sends the subscription, to resume after this cursor. */
  open(after: string | undefined, connection: Connection): Promise<FetchResponse>
  /** Whether the subscription takes a cursor. */
  readonly resumes: boolean
  /** Extracts the event from the data of a result. */
  eventOf(data: Readonly<Record<string, unknown>>): Event
  /** For streams that begin with a snapshot: whether this event is the last. */
  readonly isLast?: ((event: Event) => boolean) | undefined
  /** Whether there is another token that may be accepted after this refusal. */
  mayRenew(error: CroftError): Promise<boolean>
  readonly after: string | undefined
  readonly timeoutMs: number
  /** How often the first connection is retried. */
  readonly retries: number
}

const ENDED = 'The stream broke off'
const SILENCE_MS = 30_000

export function streamOf<Event>(source: Source<Event>, options: StreamOptions): Stream<Event> {
  const { signal, onRetry, onGap, silenceMs = SILENCE_MS } = options
  let cursor = source.after
  const running = new Set<AbortController>()

  async function* follow(own: AbortController): AsyncGenerator<Event, void, undefined> {
    const aborted = () => own.abort(signal?.reason)
    if (signal?.aborted) aborted()
    signal?.addEventListener('abort', aborted)
    running.add(own)
    let failures = 0
    let opened = false
    try {
      for (;;) {
        await source.prepare()
        const connection = newConnection(own.signal)
        let isOpen = false
        try {
          connection.expectWithin(source.timeoutMs)
          const response = await source.open(cursor, connection)
          await assertStream(response)
          isOpen = opened = true
          for await (const data of results(response, connection, silenceMs)) {
            own.signal.throwIfAborted()
            failures = 0
            if (data === null) continue
            const event = source.eventOf(data)
            cursor = cursorIn(data) ?? cursor
            yield event
            if (source.isLast?.(event)) return
          }
          if (!source.isLast) return
          throw new CroftError('NETWORK', ENDED)
        } catch (thrown) {
          const error = connection.reasonOf(thrown)
          if (own.signal.aborted || !(error instanceof CroftError)) throw error
          await recover(error, ++failures, isOpen, opened, own.signal)
        } finally {
          connection.close()
        }
      }
    } catch (error) {
      if (own.signal.aborted && !signal?.aborted) return
      throw error
    } finally {
      running.delete(own)
      signal?.removeEventListener('abort', aborted)
    }
  }

  /** Resolves when it is time to connect again; throws the error if that would not help. */
  async function recover(
    error: CroftError,
    failures: number,
    wasOpen: boolean,
    everOpen: boolean,
    ended: AbortSignal,
  ): Promise<void> {
    const lost = error.is('CURSOR_EXPIRED', 'CURSOR_AHEAD')
    if (error.is('SUBSCRIBER_TOO_SLOW')) cursor ??= error.details.cursor ?? undefined
    else if (!error.is('UNAVAILABLE') && !isPassing(error) && !lost && !(await source.mayRenew(error))) throw error
    const withoutEnd = everOpen && !error.is('UNAUTHENTICATED')
    if (failures > (options.retries ?? (withoutEnd ? Infinity : source.retries))) throw error
    const handedOut = cursor !== undefined && source.resumes
    if (lost || (wasOpen && !handedOut && !source.isLast)) {
      if (!onGap || (lost && cursor === undefined)) throw error
      onGap(error)
      cursor = undefined
    }
    await pauseAfter(failures, error, ended, onRetry)
  }

  return {
    get cursor() {
      return cursor
    },
    close: () => {
      for (const each of running) each.abort()
    },
    [Symbol.asyncIterator]: () => {
      const own = new AbortController()
      const events = follow(own)
      return {
        next: () => events.next(),
        // `return` alone would not interrupt a generator that waits for the next event
        return: () => {
          own.abort()
          return events.return()
        },
      }
    },
  }
}

/** The cursor of the event in the data, if the subscription selects it. */
function cursorIn(data: Readonly<Record<string, unknown>>): string | undefined {
  return (Object.values(data)[0] as { cursor?: string } | null)?.cursor
}

/** Throws if the response is not a stream: the server answers a refused request with JSON. */
async function assertStream(response: FetchResponse): Promise<void> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) return
  await dataOf(response)
  throw notCroft(response)
}

/** The data of each `next`, and null for a sign of life, until `complete`. Throws if the connection ends before that. */
async function* results(
  response: FetchResponse,
  connection: Connection,
  silenceMs: number,
): AsyncGenerator<Readonly<Record<string, unknown>> | null, void, undefined> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (let isFirst = true; ; isFirst = false) {
    connection.expectWithin(silenceMs)
    const part = await reader?.read()
    // nothing is read while the caller handles an event, so that silence means nothing then
    connection.expectWithin(Infinity)
    if (!part || part.done) throw new CroftError('NETWORK', ENDED)
    if (!isFirst) yield null
    const messages = (rest + decoder.decode(part.value, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/)
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const fields = message.split(/\r\n|\n|\r/)
      const fieldsOf = (name: string) =>
        fields
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
      const [event] = fieldsOf('event')
      if (event === 'complete') return
      if (event === 'next') yield resultOf(JSON.parse(fieldsOf('data').join('\n')) as Result, response)
    }
  }
}
