// The HTTP server: how it listens, how long it keeps connections, and how it stops gracefully. Which path is answered by
// what is in `routes.ts`.
import { createServer } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import type { Gateway } from '../execution/operation.ts'
import { clientAddress } from './address.ts'
import { createRequestHandler } from './request-handler.ts'
import { serveWebSocket } from './websocket/serve.ts'

export interface HttpServer {
  readonly url: string
  /** Lets requests and streams finish, closes WebSockets, and cuts the connections that are left after `withinMs`. */
  close(withinMs: number): Promise<void>
}

const REQUEST_TIMEOUT_MS = 30_000
const HEADERS_TIMEOUT_MS = 20_000
/** How often Node looks for requests that exceed these timeouts. */
const CHECK_TIMEOUTS_EVERY_MS = 5000
const KEEP_ALIVE_MS = 65_000
/** The share of the time for stopping during which idle connections stay open: a request may be on its way on them. */
const IDLE_SHARE = 1 / 8
/** Node accepts one connection in each turn of its event loop, so after two turns without one the queue is empty. */
const EMPTY_TURNS = 2

/** Listens; resolves once requests are answered. */
export async function startServer(gateway: Gateway): Promise<HttpServer> {
  const { host, port, trustedProxies } = gateway.services.config.http
  const addressOf = clientAddress(trustedProxies)
  // during shutdown answers wait for this: a client whose answer closes the connection reconnects at once, and would
  // join the queue that is being drained
  let drained: Promise<void> | undefined
  const handle = createRequestHandler(gateway, addressOf, () => drained)
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      noDelay: true,
    },
    (req, res) => void handle(req, res),
  )
  const webSocket = serveWebSocket(server, gateway, addressOf)
  await listen(server, port, host)
  return {
    url: urlOf(server.address() as AddressInfo),
    close: async (withinMs) => {
      const idleMs = withinMs * IDLE_SHARE
      drained = drainAcceptQueue(server, idleMs)
      await drained
      // closes the listener alone: the close of http.Server also cuts idle connections whose next request is on its way
      const ended = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
      // setImmediate runs after the sockets were read: a connection whose request has arrived is no longer idle then
      const closeIdle = setInterval(() => setImmediate(() => server.closeIdleConnections()), idleMs)
      const cut = setTimeout(() => {
        webSocket.terminate()
        server.closeAllConnections()
      }, withinMs)
      await Promise.all([webSocket.close(), ended])
      clearInterval(closeIdle)
      clearTimeout(cut)
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
