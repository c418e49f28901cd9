// Operations over HTTP, on Node's own request and response: POST for all of them, GET for queries and subscriptions.
// Checks, in this order: the content type, the Accept header, the credential, the rate limit, the parameters. A bad
// credential is reported before any fault of the parameters.
import type { ServerResponse } from 'node:http'
import type { Credential } from '../auth/authenticate.ts'
import { AppError } from '../errors.ts'
import { statusOf, translator } from '../execution/errors.ts'
import { type Gateway, type RequestParams, runOperation } from '../execution/operation.ts'
import { type Outcome, requestError } from '../execution/outcome.ts'
import type { Bucket } from '../execution/rate-limit.ts'
import { Context } from '../graphql/context.ts'
import { ClientGone, isJson, readBody } from './body.ts'
import { type Exchange, errorBody, sendJson } from './exchange.ts'
import { authenticateHeader, retryHeader } from './failure.ts'
import { IDEMPOTENCY_KEY } from './idempotency-key.ts'
import { type Accepted, negotiate } from './negotiate.ts'
import { paramsOfBody, paramsOfQueryString } from './params.ts'
import { credentialOf, isOfOwnPage, NOT_OWN_PAGE, setSessionCookie } from './session-cookie.ts'
import { sendStream, streamOfOne } from './sse.ts'

/** How one HTTP method carries operations. */
interface Carrier {
  readonly mutation: boolean
  /** Whether a browser's session counts. */
  readonly session: boolean
  /** Reads what the parameters are parsed from, and returns the function that parses them. */
  receive(exchange: Exchange): Promise<() => RequestParams>
  /** Whether the Content-Type header fits the method. */
  fits(exchange: Exchange): boolean
}

const POST: Carrier = {
  mutation: true,
  session: true,
  fits: ({ req }) => isJson(req),
  receive: async ({ req }) => {
    const body = await readBody(req)
    return () => paramsOfBody(body, req.headersDistinct[IDEMPOTENCY_KEY])
  },
}

const GET: Carrier = {
  mutation: false,
  // a page of another site can make a browser send a GET, with its cookies
  session: false,
  // a page of another site can send a GET with a content type of its choice; a client of GraphQL has no reason to
  fits: ({ req }) => req.headers['content-type'] === undefined || isJson(req),
  receive: async ({ query }) => {
    return () => paramsOfQueryString(query)
  },
}

/** After a body that took longer to arrive, the credential is checked again. */
const SLOW_BODY_MS = 100
/** From this status on, a failure is one of the request, not of the operation: the response has this status, and is no stream. */
const FIRST_HTTP_FAILURE = 405

/** Answers one operation that was sent by POST, with JSON or with a stream of events. */
export const answerPost = (exchange: Exchange, gateway: Gateway): Promise<void> => answer(exchange, gateway, POST)

/** Answers one query or subscription that was sent by GET. */
export const answerGet = (exchange: Exchange, gateway: Gateway): Promise<void> => answer(exchange, gateway, GET)

async function answer(exchange: Exchange, gateway: Gateway, carrier: Carrier): Promise<void> {
  const { req, requestId } = exchange
  if (!carrier.fits(exchange)) {
    return sendJson(exchange, 415, errorBody('INVALID_INPUT', 'The body must be application/json in UTF-8', requestId))
  }
  const { http } = gateway.services.config
  const { authorization } = req.headers
  const credential = carrier.session ? credentialOf(req, http) : { authorization }
  if (credential.session !== undefined && !isOfOwnPage(req, http)) {
    return sendJson(exchange, 403, errorBody('FORBIDDEN', NOT_OWN_PAGE, requestId))
  }
  const accepted = negotiate(req.headers.accept)
  if (!accepted) {
    const message = 'Answers are application/json, application/graphql-response+json or text/event-stream'
    return sendJson(exchange, 406, errorBody('INVALID_INPUT', message, requestId))
  }
  const translate = translator(requestId, gateway.logger)
  let outcome: Outcome
  try {
    outcome = await receiveAndRun(exchange, gateway, credential, accepted, carrier)
    if (outcome.kind !== 'stream' && !isToldInStream(outcome, accepted)) return sendResult(exchange, outcome, accepted)
  } catch (error) {
    if (error instanceof ClientGone) return
    const translated = translate(error)
    const { code } = translated.extensions
    // so that the page can ask again without it, for what needs no sign-in
    if (code === 'UNAUTHENTICATED' && credential.session !== undefined) setSessionCookie(exchange.res, http, null)
    return sendJson(
      exchange,
      statusFor(accepted, statusOf(code)),
      { errors: [translated] },
      { ...authenticateHeader(code), ...retryHeader([translated]) },
      accepted.json,
    )
  }
  const stream = outcome.kind === 'stream' ? outcome.stream : streamOfOne(outcome.result)
  return sendStream(exchange, stream, translate)
}

async function receiveAndRun(
  exchange: Exchange,
  gateway: Gateway,
  credential: Credential,
  accepted: Accepted,
  { receive, mutation }: Carrier,
): Promise<Outcome> {
  const { res, requestId, ip, stopping } = exchange
  const { services, requestLimits } = gateway
  let principal = await requestLimits.authenticate(services.authenticate, credential, ip)
  const bucket = requestLimits.begin(principal, ip)
  const startedAt = performance.now()
  const parse = await receive(exchange)
  // the credential may have been revoked while the body arrived
  if (performance.now() - startedAt > SLOW_BODY_MS) principal = await services.authenticate(credential)
  let params: RequestParams
  try {
    params = parse()
  } catch (error) {
    if (error instanceof AppError) return requestError(requestId, error).outcome
    throw error
  }
  const context = new Context(services, { requestId, ip, credential, principal })
  // counted from here only: background work must not wait for a client that sends its body slowly
  services.pace.requestStarted()
  try {
    const outcome = await runOperation(gateway, context, params, { stream: accepted.stream, mutation, bucket })
    if (outcome.cost !== undefined) res.setHeader('X-Croft-Cost', outcome.cost)
    if (bucket && !isRateLimited(outcome)) tellRate(res, bucket)
    if (outcome.kind !== 'stream' || !stopping.aborted) return outcome
    outcome.stream.close()
    return requestError(requestId, new AppError('UNAVAILABLE', 'The server is stopping')).outcome
  } finally {
    services.pace.requestFinished()
  }
}

/** Tells the client what is left of its rate limit; a refused request has `Retry-After` instead. */
function tellRate(res: ServerResponse, { policy, state }: Bucket): void {
  res.setHeader('RateLimit-Policy', policy)
  res.setHeader('RateLimit', state)
}

const isRateLimited = (outcome: Outcome): boolean =>
  outcome.kind === 'requestError' && outcome.result.errors[0]?.extensions.code === 'RATE_LIMITED'

/** A client that prefers streams gets failures of an operation in a stream, too. */
function isToldInStream(outcome: Exclude<Outcome, { kind: 'stream' }>, { prefersStream }: Accepted): boolean {
  return prefersStream && !(outcome.kind === 'requestError' && outcome.status[0] >= FIRST_HTTP_FAILURE)
}

function sendResult(exchange: Exchange, outcome: Exclude<Outcome, { kind: 'stream' }>, accepted: Accepted): void {
  const status = outcome.kind === 'result' ? 200 : statusFor(accepted, outcome.status)
  const allow = status === 405 ? { Allow: 'POST' } : {}
  sendJson(exchange, status, outcome.result, { ...allow, ...retryHeader(outcome.result.errors) }, accepted.json)
}

function statusFor({ json }: Accepted, [forJson, forGraphQL]: readonly [number, number]): number {
  return json === 'application/json' ? forJson : forGraphQL
}
