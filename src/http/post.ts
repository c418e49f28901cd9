// POST /graphql on Node's own request and response. Checks, in this order: the content type, the Accept header, the
// credential, the body. A bad credential is reported before any fault of the body.
import { AppError } from '../errors.ts'
import { statusOf, translator } from '../execution/errors.ts'
import { type Gateway, type RequestParams, runOperation } from '../execution/operation.ts'
import { type Outcome, requestError } from '../execution/outcome.ts'
import { Context } from '../graphql/context.ts'
import { ClientGone, isJson, parseParams, readBody } from './body.ts'
import { type Exchange, errorBody, sendJson } from './exchange.ts'
import { type Accepted, negotiate } from './negotiate.ts'
import { sendStream, streamOfOne } from './sse.ts'

/** After a body that took longer to arrive, the credential is checked again. */
const SLOW_BODY_MS = 100

/** Answers one operation, with JSON or with a stream of events. */
export async function answerPost(exchange: Exchange, gateway: Gateway): Promise<void> {
  const { req, requestId } = exchange
  if (!isJson(req)) {
    return sendJson(exchange, 415, errorBody('INVALID_INPUT', 'The body must be application/json in UTF-8', requestId))
  }
  const accepted = negotiate(req.headers.accept)
  if (!accepted) {
    const message = 'Answers are application/json, application/graphql-response+json or text/event-stream'
    return sendJson(exchange, 406, errorBody('INVALID_INPUT', message, requestId))
  }
  const translate = translator(requestId, gateway.logger)
  let outcome: Outcome
  try {
    outcome = await readAndRun(exchange, gateway, accepted)
    if (outcome.kind !== 'stream' && !accepted.prefersStream) return sendResult(exchange, outcome, accepted)
  } catch (error) {
    if (error instanceof ClientGone) return
    const translated = translate(error)
    const { code } = translated.extensions
    return sendJson(
      exchange,
      statusFor(accepted, statusOf(code)),
      { errors: [translated] },
      code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {},
      accepted.json,
    )
  }
  const stream = outcome.kind === 'stream' ? outcome.stream : streamOfOne(outcome.result)
  return sendStream(exchange, stream, translate)
}

async function readAndRun(
  { req, res, requestId, ip }: Exchange,
  gateway: Gateway,
  accepted: Accepted,
): Promise<Outcome> {
  const { services } = gateway
  const { authorization } = req.headers
  let principal = await services.authenticate(authorization)
  const startedAt = performance.now()
  const body = await readBody(req)
  // the credential may have been revoked while the body arrived
  if (performance.now() - startedAt > SLOW_BODY_MS) principal = await services.authenticate(authorization)
  let params: RequestParams
  try {
    params = parseParams(body)
  } catch (error) {
    if (error instanceof AppError) return requestError(requestId, error).outcome
    throw error
  }
  const context = new Context(services, { requestId, ip, authorization, principal })
  // counted from here only: background work must not wait for a client that sends its body slowly
  services.pace.requestStarted()
  try {
    const outcome = await runOperation(gateway, context, params, accepted.stream)
    if (outcome.cost !== undefined) res.setHeader('X-Croft-Cost', outcome.cost)
    return outcome
  } finally {
    services.pace.requestFinished()
  }
}

function sendResult(exchange: Exchange, outcome: Exclude<Outcome, { kind: 'stream' }>, accepted: Accepted): void {
  const status = outcome.kind === 'result' ? 200 : statusFor(accepted, outcome.status)
  sendJson(exchange, status, outcome.result, {}, accepted.json)
}

function statusFor({ json }: Accepted, [forJson, forGraphQL]: readonly [number, number]): number {
  return json === 'application/json' ? forJson : forGraphQL
}
