// Requests with an `Upgrade` header: which of them become a WebSocket, which are refused, and which are answered as if the
// header were not there.
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../../config/config.ts'
import type { ErrorCode } from '../../errors.ts'
import { endConnection } from '../connections.ts'
import { FOREIGN_ORIGIN, isForeignOrigin } from '../cors.ts'
import { errorBody, requestIdOf, targetOf } from '../exchange.ts'

interface Refusal {
  status: number
  code: ErrorCode
  message: string
}

/** Whether the request asks for a WebSocket; otherwise its `Upgrade` is unknown here. */
export function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/** Why a request may not be upgraded to a WebSocket; null if it may. Browsers do not apply CORS to WebSockets. */
export function upgradeRefusal(req: IncomingMessage, config: Config['http']): Refusal | null {
  if (targetOf(req).path !== '/graphql') {
    return { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address' }
  }
  return isForeignOrigin(req, config) ? { status: 403, code: 'FORBIDDEN', message: FOREIGN_ORIGIN } : null
}

/** Answers on the raw socket, in the shape of every other error, and closes it. */
export function refuseUpgrade(
  req: IncomingMessage,
  socket: Socket,
  { status, code, message }: Refusal,
  withinMs: number,
): void {
  const requestId = requestIdOf(req)
  const body = JSON.stringify(errorBody(code, message, requestId))
  socket.on('error', () => socket.destroy())
  socket.write(
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
  endConnection(socket, withinMs)
}

/**
 * Answers a request as if it had no `Upgrade` (RFC 9110, 7.8). Node stops reading HTTP from such a connection, so the
 * request is put back in front of what is still unread, without that header, and the connection is begun anew.
 */
export function answerWithoutUpgrade(server: Server, req: IncomingMessage, socket: Socket, head: Buffer): void {
  const { rawHeaders } = req
  const lines = [`${req.method} ${req.url} HTTP/${req.httpVersion}`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
