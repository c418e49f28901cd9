// The pipeline of one GraphQL operation, the same for HTTP, SSE and WebSocket. A transport authenticates the caller first.
// Each step can end the pipeline with a request error; no field runs before the last one.
//   1. parse             at most MAX_TOKENS tokens
//   2. record last use   of the caller and its token, also when the document does not parse
//   3. document limits   depth, aliases, fields, comparisons: before validation, which they protect
//   4. validate          then keep the document: the next request with the same text needs neither 3 nor 4
//   5. select operation  by name, if the document has several
//   6. access            introspection in production is for callers who are signed in
//   7. transport         a subscription needs one that can carry a stream, a mutation one that may change something
//   8. variables         at most so large and so deep that coercing them is cheap
//   9. cost              at most MAX_COST points, with these variables; what it takes of the caller's rate limit is paid
//  10. execute           or subscribe; variables are coerced here, and those that do not fit their type are a request error
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import type { LastUsedTracker } from '../auth/last-used.ts'
import { AppError } from '../errors.ts'
import { EventStream } from '../events/stream.ts'
import { type Context, forgetScopes, type Services } from '../graphql/context.ts'
import { LARGE_COST } from '../graphql/resolution.ts'
import { costOf, MAX_COST, tooCostly } from './cost.ts'
import { assertWholeSubscriptions, missingOperation, parseDocument, validateDocument } from './document.ts'
import type { Engine, Phases } from './engine.ts'
import { type Logger, publicError, statusOf, translator } from './errors.ts'
import { keyedOperation } from './idempotency.ts'
import { measureDocument } from './limits.ts'
import { type Outcome, publicResult, RequestError, requestError } from './outcome.ts'
import { type Bucket, rateLimited } from './rate-limit.ts'
import { pointsFor, type RequestLimits } from './request-limits.ts'
import { resultStream } from './result-stream.ts'
import { variableErrors, variableLimitError } from './variables.ts'

/** What every transport needs to run operations. */
export interface Gateway {
  readonly services: Services
  readonly engine: Engine
  readonly lastUsed: LastUsedTracker
  readonly requestLimits: RequestLimits
  readonly logger: Logger
}

/** The parameters of a GraphQL request. */
export interface RequestParams {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** An empty name counts as none. */
  readonly operationName: string | null
  /** The key with which a mutation is carried out only once; null for none. */
  readonly idempotencyKey: string | null
}

/** What a transport can carry besides queries, and the bucket that it charges. */
export interface Transport {
  readonly stream: boolean
  readonly mutation: boolean
  /** The bucket from which it has taken one point; null where nothing is limited. */
  readonly bucket: Bucket | null
}

interface Prepared {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

const MAX_NAME_CHARACTERS = 128

/** Runs one operation, unless the transport cannot carry it. */
export async function runOperation(
  gateway: Gateway,
  context: Context,
  request: RequestParams,
  transport: Transport,
): Promise<Outcome> {
  const phases = gateway.engine.enveloped(context)
  const params = { ...request, operationName: request.operationName || null }
  let cost: number | undefined
  try {
    const prepared = prepare(gateway, phases, context, params, transport)
    cost = costOf(phases.schema, prepared.document, prepared.operation, params.variables)
    if (cost > MAX_COST) {
      assertVariables(phases, prepared.operation, params.variables, context.requestId)
      throw requestError(context.requestId, tooCostly(cost))
    }
    payFor(cost, transport.bucket, context.requestId)
    if (cost > LARGE_COST) context.resolveInTurns()
    context.idempotencyKey = keyedOperation(context, params, prepared.operation)
    return { ...(await execute(gateway, phases, context, params, prepared)), cost }
  } catch (error) {
    if (error instanceof RequestError) return { ...error.outcome, cost }
    throw error
  }
}

/** Steps 1 to 8: everything that can be checked before any field runs. */
function prepare(
  { lastUsed, engine }: Gateway,
  phases: Phases,
  { requestId, principal, ip, config }: Context,
  { query, variables, operationName }: RequestParams,
  transport: Transport,
): Prepared {
  const production = config.env === 'production'
  let document: DocumentNode
  let operation: OperationDefinitionNode | null | undefined
  try {
    document = parseDocument(phases, query, requestId)
    operation = getOperationAST(document, operationName)
  } finally {
    if (principal) lastUsed.record(principal, ip, nameOf(operation))
  }

  const { violation, introspects } = measureDocument(document)
  if (!engine.isKnownToBeValid(document)) {
    if (violation) throw requestError(requestId, violation)
    assertWholeSubscriptions(document, requestId)
    validateDocument(phases, document, requestId, production)
    engine.keepValid(query, document)
  }

  if (!operation) throw requestError(requestId, missingOperation(document, operationName))
  if (production && !principal && introspects(operation)) {
    // answered like any other field that needs a sign-in
    const error = publicError('UNAUTHENTICATED', 'Introspection needs a sign-in', requestId)
    throw new RequestError([error], [200, 200], null)
  }
  if (operation.operation === 'mutation' && !transport.mutation) {
    throw requestError(requestId, new AppError('INVALID_INPUT', 'A mutation is sent by POST'), [405, 405])
  }
  if (operation.operation === 'subscription' && !transport.stream) {
    const message = 'A subscription is answered as text/event-stream, or over WebSocket'
    throw requestError(requestId, new AppError('INVALID_INPUT', message), [406, 406])
  }
  const limitError = variableLimitError(variables)
  if (limitError) throw requestError(requestId, limitError)
  return { document, operation }
}

/**
 * Charges the cost of the operation beyond the point that was taken before; RATE_LIMITED if the bucket has too few
 * points.
 */
function payFor(cost: number, bucket: Bucket | null, requestId: string): void {
  const points = pointsFor(cost)
  if (!bucket || points === 1) return
  const retryAfterSeconds = bucket.spend(points, 1)
  if (retryAfterSeconds !== null) throw requestError(requestId, rateLimited(retryAfterSeconds))
}

/** Step 10. */
async function execute(
  { logger, engine }: Gateway,
  phases: Phases,
  context: Context,
  { variables, operationName }: RequestParams,
  { document, operation }: Prepared,
): Promise<Outcome> {
  const { requestId } = context
  const args = {
    schema: phases.schema,
    document,
    contextValue: (await phases.contextFactory()) as unknown as Context,
    variableValues: variables,
    operationName,
  }
  const translate = translator(requestId, logger)
  const isSubscription = operation.operation === 'subscription'
  const result: ExecutionResult | AsyncIterable<unknown> = await (isSubscription
    ? createSourceEventStream(args)
    : phases.execute(args))
  if (result instanceof EventStream) {
    const stream = resultStream(result, { ...args, operation }, engine.sharedResults, translate)
    return { kind: 'stream', stream }
  }
  if (Symbol.asyncIterator in result) throw new Error('A subscription answers with an EventStream')
  forgetScopes(args.contextValue)
  // graphql-js leaves `data` out where it did not begin: the variables do not fit, or a subscription's resolver threw
  if (result.data === undefined && !result.errors?.some(({ path }) => path)) {
    assertVariables(phases, operation, variables, requestId)
  }
  const published = publicResult(translate, result)
  const refused = published.data === undefined && isSubscription ? published.errors : undefined
  // the transport reports this, so that the client tries again: an error in a stream would end the stream
  if (refused?.[0]?.extensions.code === 'UNAVAILABLE') throw new RequestError(refused, statusOf('UNAVAILABLE'))
  return { kind: 'result', result: published }
}

/** INVALID_INPUT for each variable that does not fit its type. */
function assertVariables(
  { schema }: Phases,
  operation: OperationDefinitionNode,
  variables: RequestParams['variables'],
  requestId: string,
): void {
  const errors = variableErrors(schema, operation, variables, requestId)
  if (errors.length > 0) throw new RequestError(errors, statusOf('INVALID_INPUT'))
}

function nameOf(operation: OperationDefinitionNode | null | undefined): string | null {
  return operation?.name?.value.slice(0, MAX_NAME_CHARACTERS) ?? null
}
