// The cookie of a browser session (RFC 6265bis). Browsers send it by themselves, so it counts only for requests of the
// server's own pages: a page of another site must not act in the name of whoever looks at it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Credential } from '../auth/authenticate.ts'
import type { Config } from '../config/config.ts'

type Origins = Pick<Config['http'], 'publicUrl'>

const SESSION = 'croft_session'
const SIGN_IN = 'croft_sign_in'
/** The longest life of a session. */
const SESSION_MAX_AGE_S = 7 * 24 * 3600
const SIGN_IN_MAX_AGE_S = 600
/**
 * The most sign-ins that a browser keeps at once, since a person uses few tabs for that; older cookies of this kind are
 * removed.
 */
const MAX_SIGN_INS = 5
const STATE = /^[\w-]{16,}$/
const STATE_CHARACTERS = 16

/** The message for a request with a cookie that no page of the server has sent. */
export const NOT_OWN_PAGE = 'A session counts for requests of the pages of this server only'

/** Whether browsers reach the server by https: then the cookie is bound to it, and other hosts cannot set it. */
const isSecure = ({ publicUrl }: Origins): boolean => publicUrl?.startsWith('https:') ?? false
/** Two servers below one host, whose cookies are the same for browsers, each have their own. */
const suffixOf = ({ publicUrl }: Origins): string =>
  (publicUrl === null ? '' : new URL(publicUrl).pathname).replace(/\/$/, '').replace(/[^\w-]/g, '_')
const nameOf = (name: string, config: Origins): string =>
  `${isSecure(config) ? '__Host-' : ''}${name}${suffixOf(config)}`

/** What the session cookie of the request holds; undefined without one. */
export const sessionCookieOf = (req: IncomingMessage, config: Origins): string | undefined =>
  cookieOf(req, nameOf(SESSION, config))

/** What was kept for the second half of the sign-in of this `state` at the identity provider; undefined without it. */
export const keptCookieOf = (req: IncomingMessage, config: Origins, state: string): string | undefined =>
  STATE.test(state) ? cookieOf(req, keptName(config, state)) : undefined

/** Each sign-in has a cookie of its own: those of two tabs do not disturb each other. */
const keptName = (config: Origins, state: string): string =>
  `${nameOf(SIGN_IN, config)}_${state.slice(0, STATE_CHARACTERS)}`

const cookiesOf = ({ headers }: IncomingMessage): string[] =>
  (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())

function cookieOf(req: IncomingMessage, cookieName: string): string | undefined {
  const name = `${cookieName}=`
  return (
    cookiesOf(req)
      .find((cookie) => cookie.startsWith(name))
      ?.slice(name.length) || undefined
  )
}

/** Gives the browser the cookie of a session; null takes it away. */
export function setSessionCookie(res: ServerResponse, config: Origins, secret: string | null): void {
  setCookie(res, config, nameOf(SESSION, config), secret, { maxAgeS: SESSION_MAX_AGE_S, sameSite: 'Strict' })
}

const KEPT = { maxAgeS: SIGN_IN_MAX_AGE_S, sameSite: 'Lax' } as const

/**
 * Has the browser keep what the second half of a sign-in needs. The cookie is Lax: a page of another site, the
 * provider's, opens that half.
 */
export function keepSignIn(
  { req, res }: { req: IncomingMessage; res: ServerResponse },
  config: Origins,
  { state, kept }: { state: string; kept: string },
): void {
  const prefix = `${nameOf(SIGN_IN, config)}_`
  const names = cookiesOf(req).flatMap((cookie) =>
    cookie.startsWith(prefix) && cookie.includes('=') ? [cookie.slice(0, cookie.indexOf('='))] : [],
  )
  // browsers send the oldest first (RFC 6265, 5.4)
  for (const name of names.slice(0, 1 - MAX_SIGN_INS)) setCookie(res, config, name, null, KEPT)
  setCookie(res, config, keptName(config, state), kept, KEPT)
}

/** Takes away what was kept for the sign-in of this `state`. */
export function forgetSignIn(res: ServerResponse, config: Origins, state: string): void {
  setCookie(res, config, keptName(config, state), null, KEPT)
}

function setCookie(
  res: ServerResponse,
  config: Origins,
  name: string,
  value: string | null,
  { maxAgeS, sameSite }: { maxAgeS: number; sameSite: 'Strict' | 'Lax' },
): void {
  const secure = isSecure(config) ? ['Secure'] : []
  const attributes = [
    'Path=/',
    'HttpOnly',
    `SameSite=${sameSite}`,
    `Max-Age=${value === null ? 0 : maxAgeS}`,
    ...secure,
  ]
  res.appendHeader('Set-Cookie', [`${name}=${value ?? ''}`, ...attributes].join('; '))
}

/**
 * Whether a page of this server sends the request: its `Origin` is the server's own, and `Sec-Fetch-Site`, which browsers
 * leave out over plain http and at the handshake of a WebSocket, says so where it is there (Fetch Metadata).
 */
export function isOfOwnPage({ headers }: IncomingMessage, { publicUrl }: Origins): boolean {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined || !URL.canParse(origin)) return false
  return publicUrl === null ? new URL(origin).host === host : origin === new URL(publicUrl).origin
}

/** Whether a page of another origin has led the browser here, as far as the browser tells. */
export function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/** What says who sends the request: the Authorization header, or else the cookie of a session. */
export function credentialOf(req: IncomingMessage, config: Origins): Credential {
  const { authorization } = req.headers
  return authorization ? { authorization } : { session: sessionCookieOf(req, config) }
}
