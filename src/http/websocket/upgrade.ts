import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorCode } from '../../errors.ts'
import type { Services } from '../../graphql/context.ts'
import { errorBody, pathOf, requestIdOf } from '../exchange.ts'

interface Refusal {
  status: number
  code: ErrorCode
  message: string
}

/** Why a request may not be upgraded to a WebSocket; null if it may. */
export function upgradeRefusal(req: IncomingMessage, { config, stopping }: Services): Refusal | null {
  if (stopping.aborted) return { status: 503, code: 'UNAVAILABLE', message: 'The server is stopping' }
  if (pathOf(req) !== '/graphql') {
    return { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address' }
  }
  if (isCrossSite(req, config.http.corsOrigins, config.http.publicUrl)) {
    return { status: 403, code: 'FORBIDDEN', message: 'This origin may not connect' }
  }
  return null
}

/** Answers on the raw socket, in the shape of every other error, and closes it. */
export function refuseUpgrade(req: IncomingMessage, socket: Duplex, { status, code, message }: Refusal): void {
  const requestId = requestIdOf(req)
  const body = JSON.stringify(errorBody(code, message, requestId))
  socket.on('error', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

/** Whether a page of another site connects: browsers send its origin, but do not apply CORS to WebSockets. */
function isCrossSite({ headers }: IncomingMessage, allowed: readonly string[], publicUrl: string | null): boolean {
  const { origin, host } = headers
  if (origin === undefined || allowed.includes(origin)) return false
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}
