// Streams of events over HTTP, in the format of graphql-sse (distinct connections mode): one `next` event for each result,
// and `complete` at the end of what was subscribed to. When the server stops, the connection ends without `complete`, so
// that the client reconnects.
import type { PublicError } from '../execution/errors.ts'
import type { PublicResult, ResultStream } from '../execution/outcome.ts'
import { type Encoder, ResultText } from '../execution/result-text.ts'
import { printJson } from '../graphql/json-text.ts'
import type { Exchange, OpenStream } from './exchange.ts'

/** graphql-sse gives up where a connection breaks in the same moment as an event arrives; later, it reconnects. */
const DISCONNECT_AFTER_MS = 50
/** The time for a client that was cut off to read the reason. */
const CUT_OFF_AFTER_MS = 15_000

/**
 * Pings all streams, until the returned function is called: proxies cut connections that carry no data for a while, and
 * only what is sent shows that its receiver is dead (dead-peers.ts).
 */
export function keepStreamsAlive(streams: ReadonlySet<OpenStream>, everyMs: number): () => void {
  const timer = setInterval(() => {
    for (const stream of streams) stream.ping()
  }, everyMs)
  return () => clearInterval(timer)
}

/**
 * Answers with a stream of results; resolves when the response is over. Applies back-pressure: while the client does not
 * read, no further result is taken. Closes the source when the client disconnects.
 */
export async function sendStream(
  { req, res, streams }: Exchange,
  results: ResultStream,
  translate: (error: unknown) => PublicError,
): Promise<void> {
  // a client that disconnected while the stream was being opened causes no further `close` event
  if (res.destroyed) return results.close()
  const closed = new Promise<void>((resolve) => res.once('close', resolve))
  req.socket.setNoDelay(true)
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // a proxy that compresses would hold events back
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  // Node writes a chunk in four pieces; in one it costs the kernel a quarter less
  const isChunked = res.chunkedEncoding
  res.chunkedEncoding = false
  const encode = isChunked ? nextChunk : nextEvent
  const write = (text: string) => res.write(isChunked ? chunk(text) : text)
  write(COMMENT)
  const stream: OpenStream = {
    socket: req.socket,
    ping: () => {
      if (res.writableLength === 0) write(COMMENT)
    },
    disconnect: () => {
      results.close()
      setTimeout(() => res.destroy(), DISCONNECT_AFTER_MS)
      return closed
    },
  }
  const hasRoom = () => !res.writableNeedDrain
  streams.add(stream)
  res.on('drain', () => results.resume())
  results.start({
    hasRoom,
    next: (text) => {
      res.write(text.as(encode))
    },
    ended: (error) => {
      streams.delete(stream)
      if (!hasRoom()) setTimeout(() => res.destroy(), CUT_OFF_AFTER_MS).unref()
      const errors = error === undefined ? undefined : [translate(error)]
      if (errors) res.write(encode(printJson({ errors } satisfies PublicResult)))
      write(COMPLETE)
      res.end(isChunked ? LAST_CHUNK : '')
    },
  })
  await closed
  streams.delete(stream)
  results.close()
}

/** A single result as a stream of one. */
export function streamOfOne(result: PublicResult): ResultStream {
  return {
    start: ({ next, ended }) => {
      next(new ResultText(printJson(result)))
      ended()
    },
    resume: () => {},
    close: () => {},
  }
}

const COMMENT = ':\n\n'
const COMPLETE = 'event: complete\ndata:\n\n'
const textOf = (json: string): string => `event: next\ndata: ${json}\n\n`
const nextEvent: Encoder = (json) => Buffer.from(textOf(json))
const nextChunk: Encoder = (json) => chunk(textOf(json))

/** A chunk of a response (RFC 9112, 7.1). */
const chunk = (text: string): Buffer => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
const LAST_CHUNK = '0\r\n\r\n'
