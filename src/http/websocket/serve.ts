// Sockets of `/graphql`, from the upgrade to the end: which requests are upgraded, how a socket is wired to the protocol,
// and how all of them are closed when the server stops.
import type { IncomingMessage, Server } from 'node:http'
import { handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { MAX_BODY_BYTES } from '../../config/limits.ts'
import { AppError } from '../../errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { markInexactNumbers } from '../../validate.ts'
import { createProtocol, PONG } from './protocol.ts'
import { controlFlow, keepAlive } from './socket.ts'
import { refuseUpgrade, upgradeRefusal } from './upgrade.ts'

const GOING_AWAY = 1001
const INTERNAL_ERROR = 1011
const TRY_AGAIN_LATER = 1013

export interface WebSocketEndpoint {
  /** Waits until operations that are starting have their answer, then closes every socket with 1001. */
  close(): Promise<void>
  /** Disconnects the sockets that are still open. */
  terminate(): void
}

/** Accepts WebSocket upgrades of `/graphql`. */
export function serveWebSocket(
  server: Server,
  gateway: Gateway,
  addressOf: (req: IncomingMessage) => string | null,
): WebSocketEndpoint {
  const { services, logger } = gateway
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, handleProtocols })
  const { protocol, startingOperations } = createProtocol(gateway)

  server.on('upgrade', (request, raw, head) => {
    const refusal = upgradeRefusal(request, services)
    if (refusal) return refuseUpgrade(request, raw, refusal)
    sockets.handleUpgrade(request, raw, head, (socket) => accept(socket, request))
  })

  const accept = (socket: WebSocket, request: IncomingMessage) => {
    const { send, startOperation, forbidAfterNextMessage } = controlFlow(socket)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send,
        close: (code, reason) => socket.close(code, reason),
        // replaces the answer of graphql-ws, which sends the payload of the ping back
        onPing: () => send(PONG),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(markInexactNumbers(String(data))).catch((error: unknown) => {
              const unavailable = error instanceof AppError && error.code === 'UNAVAILABLE'
              if (!unavailable) logger.error({ err: error }, 'WebSocket failed')
              socket.close(unavailable ? TRY_AGAIN_LATER : INTERNAL_ERROR)
            })
          })
        },
      },
      { ip: addressOf(request), request, startOperation, forbidAfterNextMessage },
    )
    // a client broke the WebSocket protocol, or its connection broke: ws closes the socket itself
    socket.on('error', (error) => logger.debug({ err: error }, 'WebSocket closed'))
    socket.once('close', (code, reason) => void closed(code, String(reason)))
    keepAlive(socket)
  }

  return {
    close: async () => {
      await Promise.allSettled(startingOperations)
      // gives graphql-ws a turn of the event loop to send the answers
      await new Promise((resolve) => setImmediate(resolve))
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY, 'Going away')
        // a paused socket would never read the client's confirmation
        socket.resume()
      }
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
    },
    terminate: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
