// One HTTP request and its answer: who sends it from where, under which id, and the one way that JSON leaves.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode } from '../errors.ts'

export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly requestId: string
  /** Null when the socket is gone already. */
  readonly ip: string | null
  /** Aborted once the server stops: its connections are not to be used again. */
  readonly stopping: AbortSignal
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

/** The client's request id where it is one, else a new one. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id']
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
}

/** The shape of an error that is not part of a GraphQL result: the same. */
export function errorBody(code: ErrorCode, message: string, requestId: string, details: Record<string, unknown> = {}) {
  return { errors: [{ message, extensions: { code, ...details, requestId } }] }
}

/** Answers with JSON that no cache keeps. */
export function sendJson(
  { res, stopping }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  mediaType = 'application/json',
): void {
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(stopping.aborted ? { Connection: 'close' } : {}),
    ...headers,
  })
  res.end(text)
}
