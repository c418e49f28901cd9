import type { PublicError } from '../execution/errors.ts'
import type { PublicResult } from '../execution/outcome.ts'
import type { Exchange } from './exchange.ts'

/** Proxies cut connections on which nothing moves. */
const PING_EVERY_MS = 12_000

/**
 * Answers with `next` events and one `complete` (graphql-sse, distinct connections mode). Reads no further while the
 * client does not, and lets the source go when the client leaves.
 */
export async function sendStream(
  { req, res }: Exchange,
  results: AsyncIterableIterator<PublicResult>,
  translate: (error: unknown) => PublicError,
): Promise<void> {
  const leave = () => {
    results.return?.().catch(() => undefined)
  }
  // who left while the stream was being opened is not told of again
  if (res.destroyed) return leave()
  res.once('close', leave)
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
      if (!res.write(eventOf(result))) await drained(res)
    }
  } catch (error) {
    if (!res.destroyed) res.write(eventOf({ errors: [translate(error)] }))
  } finally {
    clearInterval(ping)
    res.end('event: complete\ndata:\n\n')
  }
}

/** A single result as a stream of one. */
export async function* single(result: PublicResult): AsyncIterableIterator<PublicResult> {
  yield result
}

function eventOf(result: PublicResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`
}

function drained(res: Exchange['res']): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done).off('close', done)
      resolve()
    }
    res.once('drain', done).once('close', done)
  })
}
