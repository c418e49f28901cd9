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

/** The message for a request with a cookie that no page of the server has sent. */
export const NOT_OWN_PAGE = 'A session counts for requests of the pages of this server only'

/** Whether browsers reach the server by https: then the cookie is bound to it, and other hosts cannot set it. */
const isSecure = ({ publicUrl }: Origins): boolean => publicUrl?.startsWith('https:') ?? false
const nameOf = (name: string, config: Origins): string => (isSecure(config) ? `__Host-${name}` : name)

/** What the session cookie of the request holds; undefined without one. */
export const sessionCookieOf = (req: IncomingMessage, config: Origins): string | undefined =>
  cookieOf(req, nameOf(SESSION, config))

/** What was kept for the second half of a sign-in at the identity provider; undefined without it. */
export const keptCookieOf = (req: IncomingMessage, config: Origins): string | undefined =>
  cookieOf(req, nameOf(SIGN_IN, config))

function cookieOf({ headers }: IncomingMessage, cookieName: string): string | undefined {
  const name = `${cookieName}=`
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length) || undefined
}

/** Gives the browser the cookie of a session; null takes it away. */
export function setSessionCookie(res: ServerResponse, config: Origins, secret: string | null): void {
  setCookie(res, config, nameOf(SESSION, config), secret, { maxAgeS: SESSION_MAX_AGE_S, sameSite: 'Strict' })
}

/** Has the browser keep what the second half of a sign-in needs; the provider's page, of another site, begins that one. */
export function setKeptCookie(res: ServerResponse, config: Origins, kept: string | null): void {
  setCookie(res, config, nameOf(SIGN_IN, config), kept, { maxAgeS: SIGN_IN_MAX_AGE_S, sameSite: 'Lax' })
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

/** What says who sends the request: the Authorization header, or else the cookie of a session. */
export function credentialOf(req: IncomingMessage, config: Origins): Credential {
  const { authorization } = req.headers
  return authorization ? { authorization } : { session: sessionCookieOf(req, config) }
}
