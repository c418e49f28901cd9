import type { PublicError } from '../execution/errors.ts'
import type { PublicResult } from '../execution/outcome.ts'
import type { Exchange } from './exchange.ts'

/** Proxies cut connections that carry no data for a while. */
const PING_EVERY_MS = 12_000

/**
 * Answers with one `next` event for each result and a final `complete` (graphql-sse, distinct connections mode). Applies
 * back-pressure: while the client does not read, no further result is taken. Ends the source when the client disconnects.
 */
export async function sendStream(
  { req, res }: Exchange,
  results: AsyncIterableIterator<PublicResult>,
  translate: (error: unknown) => PublicError,
): Promise<void> {
  const endSource = () => {
    results.return?.().catch(() => undefined)
  }
  // a client that disconnected while the stream was being opened causes no further `close` event
  if (res.destroyed) return endSource()
  res.once('close', endSource)
  req.socket.setNoDelay(true)
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  res.write(':\n\n')
  const ping = setInterval(() => {
    if (res.writableLength === 0) res.write(':\n\n')
  }, PING_EVERY_MS)
  try {
    for await (const result of results) {
      if (res.destroyed) return
      if (!res.write(nextEvent(result))) await drained(res)
    }
  } catch (error) {
    if (!res.destroyed) res.write(nextEvent({ errors: [translate(error)] }))
  } finally {
    clearInterval(ping)
    res.end('event: complete\ndata:\n\n')
  }
}

/** A single result as a stream of one. */
export async function* streamOfOne(result: PublicResult): AsyncIterableIterator<PublicResult> {
  yield result
}

function nextEvent(result: PublicResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`
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
