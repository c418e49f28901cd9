// Streams of events over HTTP, in the format of graphql-sse (distinct connections mode): one `next` event for each result,
// and `complete` at the end of what was subscribed to. When the server stops, the connection ends without `complete`, so
// that the client reconnects.
import type { PublicError } from '../execution/errors.ts'
import type { PublicResult } from '../execution/outcome.ts'
import { printJson } from '../graphql/json-text.ts'
import type { Exchange } from './exchange.ts'

/** Proxies cut connections that carry no data for a while. */
const PING_EVERY_MS = 12_000
/** graphql-sse gives up where a connection breaks in the same moment as an event arrives; later, it reconnects. */
const DISCONNECT_AFTER_MS = 50

/**
 * Answers with a stream of results. Applies back-pressure: while the client does not read, no further result is taken.
 * Ends the source when the client disconnects.
 */
export async function sendStream(
  exchange: Exchange,
  results: AsyncIterableIterator<PublicResult>,
  translate: (error: unknown) => PublicError,
): Promise<void> {
  const { req, res, streams } = exchange
  const endSource = () => {
    results.return?.().catch(() => undefined)
  }
  // a client that disconnected while the stream was being opened causes no further `close` event
  if (res.destroyed) return endSource()
  res.once('close', endSource)
  req.socket.setNoDelay(true)
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // a proxy that compresses would hold events back
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.write(':\n\n')
  let disconnecting = false
  const sending = sendResults(exchange, results, translate, () => disconnecting)
  const disconnect = () => {
    disconnecting = true
    endSource()
    setTimeout(() => res.destroy(), DISCONNECT_AFTER_MS)
    return sending
  }
  streams.add(disconnect)
  await sending
  streams.delete(disconnect)
}

async function sendResults(
  { res }: Exchange,
  results: AsyncIterableIterator<PublicResult>,
  translate: (error: unknown) => PublicError,
  isDisconnecting: () => boolean,
): Promise<void> {
  const ping = setInterval(() => {
    if (res.writableLength === 0) res.write(':\n\n')
  }, PING_EVERY_MS)
  const isOver = () => res.destroyed || isDisconnecting()
  try {
    for await (const result of results) {
      if (isOver()) return
      if (!res.write(nextEvent(result))) await drained(res)
    }
  } catch (error) {
    if (!isOver()) res.write(nextEvent({ errors: [translate(error)] }))
  } finally {
    clearInterval(ping)
    if (!isOver()) res.end('event: complete\ndata:\n\n')
  }
}

/** A single result as a stream of one. */
export async function* streamOfOne(result: PublicResult): AsyncIterableIterator<PublicResult> {
  yield result
}

function nextEvent(result: PublicResult): string {
  return `event: next\ndata: ${printJson(result)}\n\n`
}

/** Resolves when the client has read what was written, or is gone. */
function drained(res: Exchange['res']): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done).off('close', done)
      resolve()
    }
    res.once('drain', done).once('close', done)
  })
}
