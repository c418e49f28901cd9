import type { Exchange } from './exchange.ts'

/**
 * Lets scripts of the listed origins read the answer; without a list no CORS header is ever sent. Returns true if it has
 * answered the request, which was a preflight. Cookies are not allowed, since scripts send credentials in a header.
 */
export function applyCors({ req, res }: Exchange, origins: readonly string[]): boolean {
  if (origins.length === 0) return false
  res.setHeader('Vary', 'Origin')
  const { origin } = req.headers
  if (origin === undefined || !origins.includes(origin)) return false
  res.setHeader('Access-Control-Allow-Origin', origin)
  res.setHeader('Access-Control-Expose-Headers', 'X-Request-Id')
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return false
  res.writeHead(204, {
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, Idempotency-Key, X-Request-Id',
    'Access-Control-Max-Age': '600',
  })
  res.end()
  return true
}
