// POST /graphql, read and answered on Node's own request and response. In this order: content type, what the client
// accepts, the credential, the body. A bad credential is told before anything that the body could be at fault for.
import { AppError } from '../errors.ts'
import { statusOf, translator } from '../execution/errors.ts'
import { type Gateway, type RequestParams, runOperation } from '../execution/operation.ts'
import { type Outcome, requestError } from '../execution/outcome.ts'
import { Context } from '../graphql/context.ts'
import { ClientGone, isJson, parseParams, readBody } from './body.ts'
import { type Exchange, errorBody, sendJson } from './exchange.ts'
import { type Accepted, negotiate } from './negotiate.ts'
import { sendStream, single } from './sse.ts'

const SLOW_BODY_MS = 100

/** Answers one operation, by JSON or by a stream of events. */
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
    outcome = await operate(exchange, gateway, accepted)
    if (outcome.kind !== 'stream' && !accepted.prefersStream) return sendOutcome(exchange, outcome, accepted)
  } catch (error) {
    if (error instanceof ClientGone) return
    const told = translate(error)
    const [json, graphql] = statusOf(told.extensions.code)
    return sendJson(
      exchange,
      accepted.json === 'application/json' ? json : graphql,
      { errors: [told] },
      told.extensions.code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {},
      accepted.json,
    )
  }
  const stream = outcome.kind === 'stream' ? outcome.stream : single(outcome.result)
  return sendStream(exchange, stream, translate)
}

async function operate({ req, requestId, ip }: Exchange, gateway: Gateway, accepted: Accepted): Promise<Outcome> {
  const { pace } = gateway.services
  const { authorization } = req.headers
  let principal = await gateway.services.authenticate(authorization)
  const startedAt = performance.now()
  const body = await readBody(req)
  // a credential that was good when a slow body began may have died since
  if (performance.now() - startedAt > SLOW_BODY_MS) principal = await gateway.services.authenticate(authorization)
  let params: RequestParams
  try {
    params = parseParams(body)
  } catch (error) {
    if (error instanceof AppError) return requestError(requestId, error).outcome
    throw error
  }
  const context = new Context(gateway.services, { requestId, ip, authorization, principal })
  // not before: background work would wait for a client that takes its time
  pace.enter()
  try {
    return await runOperation(gateway, context, params, accepted.stream)
  } finally {
    pace.leave()
  }
}

function sendOutcome(exchange: Exchange, outcome: Exclude<Outcome, { kind: 'stream' }>, { json }: Accepted): void {
  const status = outcome.kind === 'result' ? 200 : outcome.status[json === 'application/json' ? 0 : 1]
  sendJson(exchange, status, outcome.result, {}, json)
}
