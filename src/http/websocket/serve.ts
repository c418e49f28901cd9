// Sockets of `/graphql`, from the upgrade to the end: which requests are upgraded, how a socket is wired to the protocol,
// and how all of them are closed when the server stops.
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { MAX_BODY_BYTES } from '../../config/limits.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { markInexactNumbers } from '../../validate.ts'
import { type Connections, destroyLater, type Timeouts } from '../connections.ts'
import { createProtocol, PONG } from './protocol.ts'
import { closeSocket, controlFlow, type FlowControl, keepAlive } from './socket.ts'
import { answerWithoutUpgrade, isWebSocket, refuseUpgrade, upgradeRefusal } from './upgrade.ts'

const GOING_AWAY = 1001
const INTERNAL_ERROR = 1011
const TRY_AGAIN_LATER = 1013
/** Errors that refuse a connection only for now: the client is told to try again. */
const PASSING: readonly ErrorCode[] = ['UNAVAILABLE', 'RATE_LIMITED']

export interface WebSocketEndpoint {
  /** Closes every socket with 1001 once everything but its streams has been answered. */
  close(): Promise<void>
}

export interface WebSocketOptions {
  readonly server: Server
  readonly gateway: Gateway
  readonly connections: Connections
  readonly timeouts: Timeouts
  addressOf(req: IncomingMessage): string | null
}

/** Accepts WebSocket upgrades of `/graphql`. */
export function serveWebSocket(options: WebSocketOptions): WebSocketEndpoint {
  const { server, gateway, connections, timeouts, addressOf } = options
  const { services, logger } = gateway
  const { closingMs } = timeouts
  // `closeTimeout` is missing in the types of ws
  const settings = { noServer: true, maxPayload: MAX_BODY_BYTES, handleProtocols, closeTimeout: closingMs }
  const sockets = new WebSocketServer(settings)
  const protocol = createProtocol(gateway, timeouts.connectionInitMs)
  const flows = new Map<WebSocket, FlowControl>()

  server.on('upgrade', (request, duplex, head) => {
    const raw = duplex as Socket
    // a client that does not wait for its answers would get two of them mixed
    if (connections.isAnswering(raw)) return raw.destroy()
    if (!isWebSocket(request)) return answerWithoutUpgrade(server, request, raw, head)
    const refusal = upgradeRefusal(request, services.config.http)
    if (refusal) return refuseUpgrade(request, raw, refusal, closingMs)
    // ws ends a socket whose handshake is malformed, but leaves it half-open
    const keep = destroyLater(raw, closingMs)
    sockets.handleUpgrade(request, raw, head, (socket) => {
      keep()
      // so that clients try again: they take a refused upgrade for an error that remains
      if (services.stopping.aborted) socket.close(TRY_AGAIN_LATER, 'The server is stopping')
      else accept(socket, raw, request)
    })
  })

  const accept = (socket: WebSocket, raw: Socket, request: IncomingMessage) => {
    const flow = controlFlow(socket, raw)
    flows.set(socket, flow)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: flow.send,
        close: (code = INTERNAL_ERROR, reason) => closeSocket(socket, code, reason),
        // replaces the answer of graphql-ws, which sends the payload of the ping back
        onPing: () => flow.send(PONG),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            const handled = handle(markInexactNumbers(String(data))).catch((error: unknown) => {
              const passes = error instanceof AppError && PASSING.includes(error.code)
              if (!passes) logger.error({ err: error }, 'WebSocket failed')
              socket.close(passes ? TRY_AGAIN_LATER : INTERNAL_ERROR)
            })
            flow.handling(handled)
          })
        },
      },
      { ip: addressOf(request), request, flow },
    )
    // a client broke the WebSocket protocol, or its connection broke: ws closes the socket itself
    socket.on('error', (error) => logger.debug({ err: error }, 'WebSocket closed'))
    socket.once('close', (code, reason) => {
      flows.delete(socket)
      void closed(code, String(reason))
    })
    keepAlive(socket, timeouts.pingEveryMs)
  }

  return {
    close: async () => {
      for (const flow of flows.values()) flow.closeWhenAnswered(GOING_AWAY, 'Going away')
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
    },
  }
}
