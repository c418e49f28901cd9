import type { PublicError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import type { PublicResult } from './operation.ts'

/** Proxies cut connections on which nothing moves. */
const PING_EVERY_MS = 12_000

/**
 * Answers with `next` events and one `complete` (graphql-sse, distinct connections mode). Reads no further while the
 * client does not; lets the source go when the client leaves or the server calls what is in `open` for it.
 */
export async function sendStream(
  { req, res }: Exchange,
  results: AsyncIterableIterator<PublicResult>,
  translate: (error: unknown) => PublicError,
  open: Set<() => void>,
): Promise<void> {
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
  const end = () => {
    results.return?.().catch(() => undefined)
  }
  res.once('close', end)
  open.add(end)
  try {
    for await (const result of results) {
      if (res.destroyed) return
      if (!res.write(eventOf(result))) await drained(res)
    }
  } catch (error) {
    if (!res.destroyed) res.write(eventOf({ errors: [translate(error)] }))
  } finally {
    clearInterval(ping)
    open.delete(end)
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
