// The HTTP server: which path is answered by what, and how it comes to an end. Everything about GraphQL lies behind
// `answerPost` and the WebSocket.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Gateway } from '../execution/operation.ts'
import { clientAddress } from './address.ts'
import { cors } from './cors.ts'
import { type Exchange, errorBody, requestIdOf, sendJson } from './exchange.ts'
import { graphiqlPage } from './pages/graphiql.ts'
import { answerPost } from './post.ts'
import { serveWebSocket } from './websocket/serve.ts'

export interface HttpServer {
  readonly url: string
  /** Lets requests and streams finish, closes WebSockets, and cuts whatever is left after `withinMs`. */
  close(withinMs: number): Promise<void>
}

const REQUEST_TIMEOUT_MS = 30_000
const HEADERS_TIMEOUT_MS = 20_000
/** How often Node looks for requests that have run out of time. */
const CHECK_EVERY_MS = 5000
const KEEP_ALIVE_MS = 65_000
/** At stop, the share of its time for which idle connections stay: a request may be on its way on them. */
const SHARE_OF_LINGERING = 1 / 8
const READY_WITHIN_MS = 1000

/** Listens; resolves once requests are answered. */
export async function startServer(gateway: Gateway): Promise<HttpServer> {
  const { config, stopping } = gateway.services
  const { host, port, trustedProxies, corsOrigins, graphiql } = config.http
  const addressOf = clientAddress(trustedProxies)
  const page = graphiql ? graphiqlPage(config.env) : null

  const route = async (exchange: Exchange, path: string): Promise<void> => {
    const { req, res, requestId } = exchange
    if (path === '/graphql') {
      if (cors(exchange, corsOrigins)) return
      if (req.method === 'POST') return answerPost(exchange, gateway)
      const wantsPage = req.method === 'GET' && (req.headers.accept ?? '').includes('text/html')
      if (wantsPage && page) return page(exchange)
      if (!wantsPage) {
        const body = errorBody('INVALID_INPUT', 'Operations are sent by POST', requestId)
        return sendJson(exchange, 405, body, { Allow: page ? 'GET, POST' : 'POST' })
      }
    } else if (path === '/healthz') {
      return sendJson(exchange, 200, { status: 'alive' })
    } else if (path === '/readyz') {
      const ready = await isReady(gateway)
      return sendJson(exchange, ready ? 200 : 503, { status: ready ? 'ready' : 'unavailable' })
    } else if (path === '/' && page) {
      res.writeHead(302, { Location: '/graphql', 'Cache-Control': 'no-store' }).end()
      return
    }
    sendJson(exchange, 404, errorBody('NOT_FOUND', 'There is nothing at this address', requestId))
  }

  /** At stop, until nothing listens any more. */
  let closing: Promise<void> | undefined

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const exchange: Exchange = { req, res, requestId: requestIdOf(req), ip: addressOf(req), stopping }
    const startedAt = performance.now()
    res.setHeader('X-Request-Id', exchange.requestId)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    // whoever is answered comes back: first those are let in who wait at the door that closes
    if (closing) await closing
    if (stopping.aborted) res.shouldKeepAlive = false
    const path = (req.url ?? '/').split('?', 1)[0] as string
    try {
      await route(exchange, path)
    } catch (error) {
      gateway.logger.error({ err: error, requestId: exchange.requestId }, 'Request failed')
      if (res.headersSent) res.destroy()
      else sendJson(exchange, 500, errorBody('INTERNAL', 'Something went wrong', exchange.requestId))
    }
    const ms = Math.round(performance.now() - startedAt)
    gateway.logger.debug(
      { requestId: exchange.requestId, method: req.method, path, status: res.statusCode, ms },
      'Request',
    )
  }

  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      noDelay: true,
    },
    (req, res) => void handle(req, res),
  )
  const webSocket = serveWebSocket(server, gateway, addressOf)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    url: urlOf(server.address() as AddressInfo),
    close: async (withinMs) => {
      const lingerMs = withinMs * SHARE_OF_LINGERING
      closing = acceptWaiting(server, lingerMs)
      await closing
      // the listener alone: http's own close also cuts connections whose next request is on its way
      const ended = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
      // in the phase after reading: what has been sent by then is no longer idle
      const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), lingerMs)
      const cut = setTimeout(() => {
        webSocket.terminate()
        server.closeAllConnections()
      }, withinMs)
      await Promise.all([webSocket.close(), ended])
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

/**
 * Takes the connections that the kernel has made already and would reset with the listener: Node takes one in each turn
 * of its loop, so none waits any more after two turns without one.
 */
async function acceptWaiting(server: NetServer, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  let quiet = 0
  const taken = () => {
    quiet = -1
  }
  server.on('connection', taken)
  while (quiet < 2 && performance.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve))
    quiet++
  }
  server.off('connection', taken)
}

/** Whether the database is there to be read and written, and answers in time: who asks wants to know now. */
async function isReady({ services }: Gateway): Promise<boolean> {
  if (services.stopping.aborted) return false
  const late = new AbortController()
  try {
    return await Promise.race([
      services.store.isReady(),
      delay(READY_WITHIN_MS, false, { ref: false, signal: late.signal }),
    ])
  } catch {
    return false
  } finally {
    late.abort()
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
