// `/cli`: the command line of this very version, one file that Node.js runs. Its users will trust the program with a
// token, so it is served only where nobody in between can change it: on this machine, or over https.
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type ipaddr from 'ipaddr.js'
import type { Config } from '../../config/config.ts'
import { addressOf, isIn } from '../../config/networks.ts'
import { type Exchange, errorBody, type Handler, sendJson } from '../exchange.ts'

/** The build puts it beside the program; the sources have none. */
const FILE = new URL('./cli.js', import.meta.url)
const NAME = 'croft.mjs'
/** Headers that proxies add: a request that has one comes from further away than its socket says. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'via', 'forwarded']
/**
 * The host names by which users of this machine address it; a proxy that adds no header may still pass on the host
 * name.
 */
const HERE = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i

/** Hands the command line out as a file to keep; 403 where it could be changed on its way. */
export function cliPage(config: Config['http']): Handler {
  return async (exchange) => {
    const { req, res, requestId } = exchange
    if (!isProtected(req, config)) {
      const message = 'The command line is handed out over https, or on the machine of the server, and not here'
      return sendJson(exchange, 403, errorBody('FORBIDDEN', message, requestId))
    }
    const program = await readFile(FILE).catch(() => null)
    if (!program) return notBuilt(exchange)
    res.writeHead(200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Disposition': `attachment; filename="${NAME}"`,
      'Content-Length': program.length,
      'Cache-Control': 'no-store',
    })
    res.end(req.method === 'HEAD' ? undefined : program)
  }
}

function notBuilt(exchange: Exchange): void {
  const message = 'This server runs from its sources: the command line is part of what `npm run build` makes'
  sendJson(exchange, 404, errorBody('NOT_FOUND', message, exchange.requestId))
}

/** Whether the request comes from this machine, or from an https address through a proxy of the operator. */
function isProtected(req: IncomingMessage, { publicUrl, trustedProxies }: Config['http']): boolean {
  const peer = addressOf(req.socket.remoteAddress ?? '')
  if (!peer) return false
  const isHere = (peer as ipaddr.IPv4).range() === 'loopback'
  const isForwarded = !HERE.test(req.headers.host ?? '') || FORWARDED.some((name) => req.headers[name] !== undefined)
  if (isHere && !isForwarded) return true
  if (!publicUrl?.startsWith('https:') || !(isHere || isIn(trustedProxies, peer))) return false
  const protocols = String(req.headers['x-forwarded-proto'] ?? 'https').split(',')
  return protocols.every((protocol) => protocol.trim().toLowerCase() === 'https')
}
