// `/session/openid` and `/oidc/callback`: the two halves of a browser's sign-in at the identity provider. The second is
// opened by a page of another site, and after a redirect from there browsers would hold a Strict cookie back: so it answers
// with a page of its own that goes on by itself, which makes the next request one of this site.
import { createHash } from 'node:crypto'
import { OpenIdSignIn } from '../../auth/openid-sign-in.ts'
import { signIn } from '../../auth/sign-in.ts'
import { AppError } from '../../errors.ts'
import { translator } from '../../execution/errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { RateLimiter } from '../../execution/rate-limit.ts'
import type { Exchange, Handler } from '../exchange.ts'
import { sendFailure } from '../failure.ts'
import { keptCookieOf, setKeptCookie } from '../session-cookie.ts'
import { signedIn, startSession } from './session.ts'

const RATE = { burst: 60, perSecond: 1 }
/** A path of this server: a second slash would make it the address of another. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x7e]*$/

/** The handlers; null where no client for browsers is configured. */
export function openIdPages(gateway: Gateway): Record<'begin' | 'end', Handler> | null {
  const { services, logger } = gateway
  const { config, store } = services
  const { oidc, http } = config
  if (!oidc?.browser || http.publicUrl === null) return null
  const signIns = new OpenIdSignIn(oidc, oidc.browser, store, http.publicUrl.replace(/\/$/, ''))
  const limiter = new RateLimiter(RATE, () => Date.parse(store.now()))
  const options = {
    groupsMaxAgeMs: config.groupsMaxAgeMs,
    onGroupsCut: (user: string, left: number) =>
      logger.warn({ user, left }, 'A sign-in has more groups than count: the rest is left out'),
  }
  return {
    begin: async (exchange) => {
      try {
        const retryAfterSeconds = limiter.spend(exchange.ip ?? 'unknown')
        if (retryAfterSeconds !== null) throw new AppError('RATE_LIMITED', 'Too many requests', { retryAfterSeconds })
        const wanted = new URLSearchParams(exchange.query).get('to') ?? ''
        const { location, kept } = await signIns.begin(OWN_PATH.test(wanted) ? wanted : `${http.publicPath}/`)
        setKeptCookie(exchange.res, http, kept)
        exchange.res.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end()
      } catch (error) {
        sendFailure(exchange, error, logger)
      }
    },
    end: async (exchange) => {
      const kept = keptCookieOf(exchange.req, http)
      setKeptCookie(exchange.res, http, null)
      try {
        const { identity, to } = await signIns.end(exchange.query, kept)
        const user = await signIn(store, identity, options)
        await startSession(exchange, services, signedIn(services, user), { by: 'openid', tokenHash: null })
        sendPage(exchange, 200, `<meta http-equiv="refresh" content="0;url=${escaped(to)}">`, 'You are signed in.', to)
      } catch (error) {
        const { code } = translator(exchange.requestId, logger)(error).extensions
        const away = code === 'UNAVAILABLE'
        const told = away ? 'The identity provider cannot be reached.' : 'You could not be signed in.'
        const status = away ? 503 : code === 'INTERNAL' ? 500 : 401
        sendPage(exchange, status, '', `${told} Request ${exchange.requestId}.`, `${http.publicPath}/sign-in`)
      }
    },
  }
}

const STYLE = 'body { margin: 20vh auto; max-width: 30rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }'
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

function sendPage({ res }: Exchange, status: number, head: string, told: string, to: string): void {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign-in</title>${head}<style>${STYLE}</style></head>
<body><main><p role="status">${told}</p><p><a href="${escaped(to)}">Go on</a></p></main></body></html>
`
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
  })
  res.end(page)
}

const escaped = (path: string): string => path.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
