// `/session`: how a browser signs in and out. POST swaps an API token or a one-time link for a session's cookie, GET tells
// who is signed in, DELETE signs out. `/session/link` tells whom a link is for and uses nothing up, so that a page can ask
// for a click first: previews of links sign nobody in, and nobody is signed in without knowing as whom.
import type { IncomingMessage } from 'node:http'
import type { Row } from '../../../db/schema.ts'
import { verifyCaller } from '../../access/authorize.ts'
import type { Caller, Principal } from '../../access/principal.ts'
import { principalOf } from '../../auth/authenticate.ts'
import { hashOf } from '../../auth/secret.ts'
import { openSession, type SignedInBy, sessionEnd, signOut } from '../../auth/session.ts'
import { useLink, userOfLink } from '../../auth/sign-in-link.ts'
import { addressKey } from '../../config/networks.ts'
import { isJwtShaped } from '../../config/values.ts'
import { AppError, badCredential, invalid } from '../../errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { RateLimiter } from '../../execution/rate-limit.ts'
import type { Services } from '../../graphql/context.ts'
import type { Tx } from '../../store/database.ts'
import { ClientGone, isJson, readBody } from '../body.ts'
import { type Exchange, errorBody, type Handler, sendJson } from '../exchange.ts'
import { sendFailure } from '../failure.ts'
import { isOfOwnPage, NOT_OWN_PAGE, sessionCookieOf, setSessionCookie } from '../session-cookie.ts'

/** The limit of sign-ins from one address, in each process: it slows down guessing. */
const RATE = { name: 'sign-in', burst: 60, perMinute: 60 }
const END_OF_TIME = '9999-12-31T23:59:59.999Z'

type Answer = Record<string, unknown>
type Fields = Record<string, string | undefined>

/** The handlers of `/session` and `/session/link`, by method. */
export function sessionPages(gateway: Gateway): Record<'signIn' | 'signOut' | 'current' | 'link', Handler> {
  const { services } = gateway
  const { store } = services
  const limiter = new RateLimiter(RATE, () => Date.parse(store.now()))
  const reading = (names: readonly string[]) => async (exchange: Exchange) => {
    limiter.charge(addressKey(exchange.ip))
    return fieldsOf(exchange.req, names)
  }
  return {
    signIn: fromOwnPage(gateway, reading(['token', 'link']), async (exchange, { token, link }) => {
      if ((token === undefined) === (link === undefined)) throw invalid('token', 'Give either `token` or `link`')
      return token === undefined ? byLink(exchange, services, link as string) : byToken(exchange, services, token)
    }),
    link: fromOwnPage(gateway, reading(['link']), async (_exchange, { link }) => {
      if (link === undefined) throw invalid('link', 'Give a `link`')
      const user = await userOfLink(store.db, store.now(), link)
      if (!user) throw badCredential()
      return { user: { id: user.id, name: user.name } }
    }),
    signOut: fromOwnPage(gateway, noFields, async (exchange) => {
      const principal = await sessionOf(exchange, services)
      if (principal) await store.write((tx) => endSessionOf(tx, store.now(), exchange, principal))
      setSessionCookie(exchange.res, services.config.http, null)
      return { user: null }
    }),
    // changes nothing, and no page of another site can read its answer
    current: answering(gateway, noFields, async (exchange) => {
      const principal = await sessionOf(exchange, services)
      return { user: principal && { id: principal.id, name: principal.name }, expiresAt: principal?.expiresAt ?? null }
    }),
  }
}

/** Reads the fields of a request. */
type Receive = (exchange: Exchange) => Promise<Fields>
type Handle = (exchange: Exchange, fields: Fields) => Promise<Answer>

const noFields: Receive = async () => ({})

function answering({ logger, services }: Gateway, receive: Receive, handle: Handle): Handler {
  return async (exchange) => {
    try {
      const fields = await receive(exchange)
      // counted from here only: background work must not wait for a client that sends its body slowly
      services.pace.requestStarted()
      try {
        sendJson(exchange, 200, await handle(exchange, fields))
      } finally {
        services.pace.requestFinished()
      }
    } catch (error) {
      if (!(error instanceof ClientGone)) sendFailure(exchange, error, logger)
    }
  }
}

/** 403 for a request that no page of this server sends: else a page of another site could sign its visitor in or out. */
function fromOwnPage(gateway: Gateway, receive: Receive, handle: Handle): Handler {
  const answer = answering(gateway, receive, handle)
  return (exchange) => {
    const { req, requestId } = exchange
    if (!isOfOwnPage(req, gateway.services.config.http))
      return sendJson(exchange, 403, errorBody('FORBIDDEN', NOT_OWN_PAGE, requestId))
    if (receive !== noFields && !isJson(req))
      return sendJson(
        exchange,
        415,
        errorBody('INVALID_INPUT', 'The body must be application/json in UTF-8', requestId),
      )
    return answer(exchange)
  }
}

/** The fields of a JSON body, which must be texts with these names. */
async function fieldsOf(req: IncomingMessage, names: readonly string[]): Promise<Fields> {
  const body = await readBody(req)
  let fields: unknown
  try {
    fields = JSON.parse(body.toString())
  } catch {
    throw new AppError('INVALID_INPUT', 'The body is not JSON')
  }
  const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields)
  const entries = isObject ? Object.entries(fields as object) : []
  const fits = ([name, value]: [string, unknown]) => names.includes(name) && typeof value === 'string'
  if (!isObject || !entries.every(fits))
    throw new AppError('INVALID_INPUT', `The body is an object with text in ${names.join(' or ')}`)
  return fields as Fields
}

async function byToken(exchange: Exchange, services: Services, token: string): Promise<Answer> {
  // a JWT says nothing of how long it may be used by another name
  if (isJwtShaped(token)) throw badCredential('A browser is signed in by an API token, not by a JWT')
  // in a header, white space before a credential is not part of it; here it would become part of the hash
  if (/\s/.test(token)) throw badCredential()
  const principal = await services.authenticate({ authorization: `Bearer ${token}` })
  if (!principal || principal.watchesDeletion !== null) throw badCredential()
  return startSession(exchange, services, principal, { by: 'token', tokenHash: hashOf(token) })
}

async function byLink(exchange: Exchange, services: Services, code: string): Promise<Answer> {
  const { store } = services
  const user = await userOfLink(store.db, store.now(), code)
  if (!user) throw badCredential()
  return startSession(exchange, services, signedIn(services, user), { by: 'link', tokenHash: null, code })
}

/** The principal of a sign-in without a token. */
export function signedIn({ store, config }: Pick<Services, 'store' | 'config'>, user: Row<'user'>): Principal {
  return principalOf(store, user, null, END_OF_TIME, config.groupsMaxAgeMs)
}

interface SignIn {
  readonly by: SignedInBy
  readonly tokenHash: string | null
  /** The code of a sign-in link, which is used up. */
  readonly code?: string
}

/** Opens a session of the principal, and gives its cookie to the browser; the one that the browser had before ends with that. */
export async function startSession(
  exchange: Exchange,
  services: Services,
  principal: Principal,
  { by, tokenHash, code }: SignIn,
): Promise<Answer> {
  const { req, res, requestId, ip } = exchange
  const { store, config } = services
  const caller: Caller = { principal, requestId, ip }
  const before = await sessionOf(exchange, services)
  const userAgent = req.headers['user-agent'] ?? null
  const { session, secret } = await store.write(async (tx) => {
    await verifyCaller(tx, caller)
    // of two browsers that open a link at once, only one is signed in
    if (code !== undefined && !(await useLink(tx, code))) throw badCredential()
    const at = store.now()
    if (before) await endSessionOf(tx, at, exchange, before)
    return openSession(tx, at, caller, { by, tokenHash, userAgent })
  })
  setSessionCookie(res, config.http, secret)
  return {
    user: { id: principal.id, name: principal.name },
    session: { id: session.id, expiresAt: sessionEnd(session) },
  }
}

/**
 * The principal whom the request's session cookie signs in; null without a cookie, and for a session that has ended.
 */
async function sessionOf({ req }: Exchange, { authenticate, config }: Services): Promise<Principal | null> {
  const session = sessionCookieOf(req, config.http)
  try {
    return await authenticate({ session })
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null
    throw error
  }
}

/** Ends the session in which the principal is. */
async function endSessionOf(tx: Tx, at: string, { requestId, ip }: Exchange, principal: Principal): Promise<void> {
  if (principal.session) await signOut(tx, at, { principal, requestId, ip }, principal.session)
}
