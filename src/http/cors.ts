// Decides which web pages may use the server. Requests of pages of other origins are refused, and not only kept from
// reading the answer: a request that is carried out has its effect even if its answer cannot be read.
import type { IncomingMessage } from 'node:http'
import type { Config } from '../config/config.ts'
import { type Exchange, errorBody, sendJson } from './exchange.ts'

/** The message for a page of an origin that is not listed. */
export const FOREIGN_ORIGIN = 'This origin may not use the server: it is not listed in CROFT_CORS_ORIGINS'

const METHODS = 'GET, POST'
const EXPOSED_HEADERS = 'Retry-After, RateLimit, X-Croft-Cost, X-Request-Id'
const PREFLIGHT_MAX_AGE_S = '600'

type Origins = Pick<Config['http'], 'corsOrigins' | 'publicUrl'>

/** Whether a page sends the request whose origin is neither the server's own nor listed. */
export function isForeignOrigin({ headers }: IncomingMessage, { corsOrigins, publicUrl }: Origins): boolean {
  const { origin, host } = headers
  if (origin === undefined || corsOrigins.includes(origin)) return false
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}

/**
 * Refuses a foreign origin, and lets scripts of the listed origins read the answer. Returns true if it has answered the
 * request, which was refused or a preflight. Cookies are not allowed, since scripts send credentials in a header.
 */
export function applyCors(exchange: Exchange, config: Origins): boolean {
  const { req, res, requestId } = exchange
  const { origin } = req.headers
  res.setHeader('Vary', 'Origin')
  if (isForeignOrigin(req, config)) {
    sendJson(exchange, 403, errorBody('FORBIDDEN', FOREIGN_ORIGIN, requestId))
    return true
  }
  if (origin === undefined || !config.corsOrigins.includes(origin)) return false
  res.setHeader('Access-Control-Allow-Origin', origin)
  res.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS)
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return false
  res.writeHead(204, {
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': req.headers['access-control-request-headers'] ?? '',
    'Access-Control-Max-Age': PREFLIGHT_MAX_AGE_S,
    Vary: 'Origin, Access-Control-Request-Headers',
  })
  res.end()
  return true
}
