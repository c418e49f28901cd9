// `/session/openid` and `/oidc/callback`: the two halves of a browser's sign-in at the identity provider. The second is
// opened by a page of another site, and browsers would withhold a Strict cookie after a redirect from there. So it
// answers with a page of its own that goes on by itself, which makes the next request one of this site.
import { createHash } from 'node:crypto'
import { OpenIdSignIn } from '../../auth/openid-sign-in.ts'
import { signIn } from '../../auth/sign-in.ts'
import { addressKey } from '../../config/networks.ts'
import type { ErrorCode } from '../../errors.ts'
import { type PublicError, translator } from '../../execution/errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { RateLimiter } from '../../execution/rate-limit.ts'
import type { Exchange, Handler } from '../exchange.ts'
import { forgetSignIn, isFromElsewhere, keepSignIn, keptCookieOf } from '../session-cookie.ts'
import { signedIn, startSession } from './session.ts'
import { escaped } from './static-page.ts'

const RATE = { name: 'sign-in', burst: 60, perMinute: 60 }
/** A path of this server: a second slash would make it the address of another. Browsers keep no cookie above 4 KiB. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x7e]{0,1000}$/

/**
 * The handlers; null where no client for browsers is configured. `home` is where a sign-in leads that names no other
 * page.
 */
export function openIdPages(gateway: Gateway, home: string): Record<'begin' | 'end', Handler> | null {
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
  const signInPath = `${http.publicPath}/sign-in`
  const tellFailure = (exchange: Exchange, error: PublicError) => {
    const { code, retryAfterSeconds } = error.extensions
    if (retryAfterSeconds !== undefined) exchange.res.setHeader('Retry-After', String(retryAfterSeconds))
    const told = TOLD[code] ?? 'You could not be signed in.'
    sendPage(exchange, STATUS[code] ?? 401, { told: `${told} Request ${exchange.requestId}.`, link: signInPath })
  }
  return {
    begin: async (exchange) => {
      const { req, res, requestId, query } = exchange
      const wanted = new URLSearchParams(query).get('to') ?? ''
      const to = OWN_PATH.test(wanted) ? wanted : home
      // nobody may be signed in unknowingly: a page of another site gets no further than the page that asks for a click
      if (isFromElsewhere(req)) {
        const location = `${signInPath}?to=${encodeURIComponent(to)}`
        return void res.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end()
      }
      try {
        limiter.charge(addressKey(exchange.ip))
        const { location, state, kept } = await signIns.begin(to)
        keepSignIn(exchange, http, { state, kept })
        res.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end()
      } catch (error) {
        tellFailure(exchange, translator(requestId, logger)(error))
      }
    },
    end: async (exchange) => {
      const { req, res, requestId, query } = exchange
      const state = new URLSearchParams(query).get('state') ?? ''
      const kept = keptCookieOf(req, http, state)
      try {
        limiter.charge(addressKey(exchange.ip))
        const { identity, to } = await signIns.end(query, kept)
        const user = await signIn(store, identity, options)
        await startSession(exchange, services, signedIn(services, user), { by: 'openid', tokenHash: null })
        if (kept !== undefined) forgetSignIn(res, http, state)
        sendPage(exchange, 200, { told: 'You are signed in.', link: to, goesOn: true })
      } catch (error) {
        const translated = translator(requestId, logger)(error)
        // a sign-in that failed for a temporary reason can be tried again
        if (kept !== undefined && translated.extensions.code === 'UNAUTHENTICATED') forgetSignIn(res, http, state)
        tellFailure(exchange, translated)
      }
    },
  }
}

const STATUS: Partial<Record<ErrorCode, number>> = { UNAVAILABLE: 503, RATE_LIMITED: 429, INTERNAL: 500 }
const TOLD: Partial<Record<ErrorCode, string>> = {
  UNAVAILABLE: 'The identity provider cannot be reached.',
  RATE_LIMITED: 'Too many attempts. Try again later.',
}

const STYLE = 'body { margin: 20vh auto; max-width: 30rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }'
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

interface Page {
  readonly told: string
  /** Where its link leads. */
  readonly link: string
  /** Follows the link by itself. */
  readonly goesOn?: true
}

function sendPage({ res }: Exchange, status: number, { told, link, goesOn }: Page): void {
  const refresh = goesOn ? `<meta http-equiv="refresh" content="0;url=${escaped(link)}">` : ''
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign-in</title>${refresh}<style>${STYLE}</style></head>
<body><main><p role="status">${told}</p><p><a href="${escaped(link)}">Go on</a></p></main></body></html>
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
