// One HTTP request and its answer: who sends it from which address, under which request id, and the only way to answer
// with JSON.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TOKEN_PREFIX } from '../auth/secret.ts'
import type { ErrorCode } from '../errors.ts'
import { printJson } from '../graphql/json-text.ts'

/** One stream of events that is open. */
export interface OpenStream {
  readonly socket: Socket
  /** Sends something, unless data is still waiting to be sent. */
  ping(): void
  /** Ends it without `complete`; resolves when it has ended. */
  disconnect(): Promise<void>
}

export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly requestId: string
  /** The path of the URL, without its query string. */
  readonly path: string
  /** Never logged: it can hold a document and its variables. */
  readonly query: string
  /** The client's address; null if the socket was closed before it could be read. */
  readonly ip: string | null
  /** Aborted when the server begins to stop: answers then close their connection. */
  readonly stopping: AbortSignal
  /** The streams of events that are open. */
  readonly streams: Set<OpenStream>
}

/** Answers one request; what it throws is answered with 500. */
export type Handler = (exchange: Exchange) => void | Promise<void>

/** Every secret has at least 32 characters. */
const LONG_SEGMENT = /[^/]{32,}/g
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

/** The request id that the client chose if it is well-formed and no token by mistake, else a new one: events keep it. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id']
  const isGood = typeof given === 'string' && REQUEST_ID.test(given) && !given.includes(TOKEN_PREFIX)
  return isGood ? given : randomUUID()
}

/** The path and the query of a request's target, in origin form or in absolute form (RFC 9112, 3.2). */
export function targetOf(req: IncomingMessage): { path: string; query: string } {
  const target = (req.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '')
  const at = target.indexOf('?')
  const path = at === -1 ? target : target.slice(0, at)
  // one slash at the end is taken for none
  return { path: path.replace(/(?<=.)\/$/, '') || '/', query: at === -1 ? '' : target.slice(at + 1) }
}

/** A path for the log. What is as long as a token or a code could be one that stands in a wrong address: it is left out. */
export const pathForLog = (path: string): string => path.replace(LONG_SEGMENT, '…')

/** The body of an answer that is not a GraphQL result; its errors have the same shape. */
export function errorBody(code: ErrorCode, message: string, requestId: string, details: Record<string, unknown> = {}) {
  return { errors: [{ message, extensions: { code, ...details, requestId } }] }
}

/** Answers with JSON that no cache may store. */
export function sendJson(
  { res, stopping }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  mediaType = 'application/json',
): void {
  const text = printJson(body)
  res.writeHead(status, {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(stopping.aborted ? { Connection: 'close' } : {}),
    ...headers,
  })
  res.end(text)
}
