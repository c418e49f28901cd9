// The HTTP server: how it listens and how it stops gracefully. `routes.ts` says which handler answers a path, and
// `connections.ts` how long a connection may be held.
import { createServer } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Gateway } from '../execution/operation.ts'
import { clientAddress } from './address.ts'
import { TIMEOUTS, type Timeouts, trackConnections } from './connections.ts'
import { resetDeadPeers } from './dead-peers.ts'
import type { OpenStream } from './exchange.ts'
import { createRequestHandler } from './request-handler.ts'
import { keepStreamsAlive } from './sse.ts'
import { serveWebSocket } from './websocket/serve.ts'

export interface HttpServer {
  readonly url: string
  /** Ends streams, lets requests finish, closes WebSockets; after `withinMs` it destroys every connection that is left. */
  close(withinMs: number): Promise<void>
}

const MAX_HEADER_BYTES = 64 * 1024
/** The share of the time for stopping during which idle connections stay open: a request may be on its way on them. */
const IDLE_SHARE = 1 / 8
/** Node accepts one connection in each turn of its event loop, so after two turns without one the queue is empty. */
const EMPTY_TURNS = 2

/** Listens; resolves once requests are answered. */
export async function startServer(gateway: Gateway, timeouts: Timeouts = TIMEOUTS): Promise<HttpServer> {
  const { host, port, trustedProxies } = gateway.services.config.http
  const addressOf = clientAddress(trustedProxies)
  // during shutdown answers wait for this: a client whose answer closes the connection reconnects at once, and would
  // join the queue that is being drained
  let drained: Promise<void> | undefined
  const streams = new Set<OpenStream>()
  const handle = createRequestHandler(gateway, { addressOf, streams, drained: () => drained })
  const server = createServer(
    {
      requestTimeout: timeouts.requestMs,
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
      keepAliveTimeout: timeouts.keepAliveMs,
      maxHeaderSize: MAX_HEADER_BYTES,
      noDelay: true,
    },
    (req, res) => void handle(req, res),
  )
  server.timeout = timeouts.inactiveMs
  const connections = trackConnections(server)
  const webSocket = serveWebSocket({ server, gateway, connections, timeouts, addressOf })
  await listen(server, port, host)
  const stopPings = keepStreamsAlive(streams, timeouts.pingEveryMs)
  const stopLooking = resetDeadPeers(streams, timeouts.acknowledgedMs, gateway.logger)
  return {
    url: urlOf(server.address() as AddressInfo),
    close: async (withinMs) => {
      const idleMs = withinMs * IDLE_SHARE
      const deadline = delay(withinMs, undefined, { ref: false })
      drained = drainAcceptQueue(server, idleMs)
      await drained
      // closes the listener alone: the close of http.Server also cuts idle connections whose next request is on its way
      const ended = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
      // setImmediate runs after the sockets were read: a connection whose request has arrived is no longer idle then
      const closeIdle = setInterval(() => {
        setImmediate(() => {
          server.closeIdleConnections()
          connections.closeUnused()
        })
      }, idleMs)
      // not before the listener is closed: a client whose stream has ended reconnects, and should meet another replica
      const finished = Promise.all([ended, webSocket.close(), ...[...streams].map((stream) => stream.disconnect())])
      await Promise.race([finished, deadline])
      clearInterval(closeIdle)
      stopPings()
      stopLooking()
      connections.destroyAll()
      await ended
    },
  }
}

function listen(server: NetServer, port: number, host: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Accepts the connections that wait in the kernel's accept queue: closing the listener would reset them. */
async function drainAcceptQueue(server: NetServer, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  let emptyTurns = 0
  const accepted = () => {
    emptyTurns = -1
  }
  server.on('connection', accepted)
  while (emptyTurns < EMPTY_TURNS && performance.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve))
    emptyTurns++
  }
  server.off('connection', accepted)
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
