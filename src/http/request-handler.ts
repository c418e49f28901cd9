import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gateway } from '../execution/operation.ts'
import { type Exchange, errorBody, pathForLog, requestIdOf, sendJson, targetOf } from './exchange.ts'
import { createRouter } from './routes.ts'

interface Environment extends Pick<Exchange, 'streams'> {
  addressOf(req: IncomingMessage): string | null
  drained(): Promise<void> | undefined
}

/**
 * Answers every request: sets the headers that all answers share, calls the route, answers 500 for what a handler throws,
 * and logs the request. While the server drains its accept queue, `drained` returns a promise that answers wait for.
 */
export function createRequestHandler(
  gateway: Gateway,
  { addressOf, streams, drained }: Environment,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const { logger, services } = gateway
  const { stopping } = services
  const route = createRouter(gateway)
  return async (req, res) => {
    const startedAt = performance.now()
    const requestId = requestIdOf(req)
    const { path, query } = targetOf(req)
    const exchange: Exchange = { req, res, requestId, path, query, ip: addressOf(req), stopping, streams }
    res.setHeader('X-Request-Id', requestId)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    const draining = drained()
    if (draining) await draining
    if (stopping.aborted) res.shouldKeepAlive = false
    try {
      await route(exchange)
    } catch (error) {
      logger.error({ err: error, requestId }, 'Request failed')
      if (res.headersSent) res.destroy()
      else sendJson(exchange, 500, errorBody('INTERNAL', 'Something went wrong', requestId))
    }
    const ms = Math.round(performance.now() - startedAt)
    logger.debug({ requestId, method: req.method, path: pathForLog(path), status: res.statusCode, ms }, 'Request')
  }
}
