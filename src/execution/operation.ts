// One GraphQL operation, from its text to what may leave the server; the same for HTTP, SSE and WebSocket. What is
// wrong before any field runs is `refused`, what happens within a field is part of a `result`.
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import type { LastUsedTracker } from '../auth/last-used.ts'
import { AppError } from '../errors.ts'
import type { Context, Services } from '../graphql/context.ts'
import type { Engine } from './engine.ts'
import { type Logger, type PublicError, publicError, type Status, statusOf, translator } from './errors.ts'
import { MAX_DEPTH, MAX_TOKENS, measure, tooComplex, tooManyComparisons } from './limits.ts'
import { misfits, tooLarge } from './variables.ts'

/** What the transports share. */
export interface Gateway {
  readonly services: Services
  readonly engine: Engine
  readonly lastUsed: LastUsedTracker
  readonly logger: Logger
}

export interface Params {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | null
}

export interface PublicResult {
  readonly errors?: readonly PublicError[]
  readonly data?: ExecutionResult['data']
}

export type Outcome =
  | {
      readonly kind: 'refused'
      readonly status: Status
      readonly result: PublicResult & { errors: readonly PublicError[] }
    }
  | { readonly kind: 'result'; readonly result: PublicResult }
  /** An error that ends the stream is thrown as it is: each transport tells it in its own way. */
  | { readonly kind: 'stream'; readonly stream: AsyncIterableIterator<PublicResult> }

/** Even for a syntax error, which a body that is no JSON does not share: so the GraphQL-over-HTTP audit wants it. */
const DOCUMENT_AT_FAULT: Status = [200, 400]
const PARSING_STOPPED = /tokens\. Parsing aborted\.$/
const COMPARING_STOPPED = 'Validation aborted.'
const MAX_NAME_CHARACTERS = 128

/** Parses, limits, validates and runs. `streams` says whether the transport could carry a stream's answer. */
export async function run(gateway: Gateway, context: Context, params: Params, streams: boolean): Promise<Outcome> {
  const enveloped = gateway.engine.enveloped(context)
  const admitted = admit(gateway, enveloped, context, params, streams)
  if ('kind' in admitted) return admitted
  const { document, operation } = admitted
  const execution = {
    schema: enveloped.schema,
    document,
    contextValue: (await enveloped.contextFactory()) as unknown as Context,
    variableValues: params.variables,
    operationName: params.operationName,
  }
  const result: ExecutionResult | AsyncIterableIterator<ExecutionResult> =
    operation.operation === 'subscription' ? await enveloped.subscribe(execution) : await enveloped.execute(execution)
  if (Symbol.asyncIterator in result) {
    return { kind: 'stream', stream: publicStream(gateway, context, result) }
  }
  // graphql-js leaves `data` out where it could not even begin: for variables, or for a subscription's own resolver
  if (result.data === undefined && !result.errors?.some(({ path }) => path)) {
    const errors = misfits(enveloped.schema, operation, params.variables, context.requestId)
    if (errors.length > 0) return { kind: 'refused', status: statusOf('INVALID_INPUT'), result: { errors } }
  }
  return { kind: 'result', result: publicResult(gateway, context, result) }
}

/** The operation to run, or why none is: all that can be told before anything runs. */
function admit(
  { lastUsed, engine }: Gateway,
  { parse, validate, schema }: ReturnType<Engine['enveloped']>,
  context: Context,
  { query, variables, operationName }: Params,
  streams: boolean,
): { document: DocumentNode; operation: OperationDefinitionNode } | Outcome {
  const production = context.config.env === 'production'
  const parsed = attempt(() => parse(query, { maxTokens: MAX_TOKENS }))
  const operation = 'value' in parsed ? getOperationAST(parsed.value, operationName) : null
  if (context.principal) lastUsed.record(context.principal, context.ip, nameOf(operation))
  if ('error' in parsed) return refused(context, parsed.error, DOCUMENT_AT_FAULT)
  const document = parsed.value
  const { violation, introspects } = measure(document)
  if (violation) return refused(context, violation)
  const validated = attempt(() => validate(schema, document, undefined, { hideSuggestions: production }))
  if ('error' in validated) return refused(context, validated.error)
  if (validated.value.length > 0) return refusedByValidation(context, validated.value)
  engine.keep(query, document)
  if (!operation) return refused(context, noOperation(document, operationName))
  if (production && !context.principal && introspects(operation)) {
    const error = publicError('UNAUTHENTICATED', 'Introspection needs a sign-in', context.requestId)
    return { kind: 'refused', status: [200, 200], result: { errors: [error], data: null } }
  }
  if (operation.operation === 'subscription' && !streams) {
    const error = 'A subscription is answered as text/event-stream, or over WebSocket'
    return refused(context, new AppError('INVALID_INPUT', error), [406, 406])
  }
  const large = tooLarge(variables)
  return large ? refused(context, large) : { document, operation }
}

function nameOf(operation: OperationDefinitionNode | null | undefined): string | null {
  return operation?.name?.value.slice(0, MAX_NAME_CHARACTERS) ?? null
}

/** A request that fails as a whole, by an expected error. */
export function refused(
  context: { requestId: string },
  error: AppError & Placed,
  status = statusOf(error.code),
): Outcome {
  const { code, message, details, locations } = error
  const told = publicError(code, message, context.requestId, { locations, details })
  return { kind: 'refused', status, result: { errors: [told] } }
}

interface Placed {
  locations?: GraphQLError['locations']
}

type Attempt<T> = { value: T } | { error: AppError & Placed }

/** Parsing and validating are recursive, so that a document may be too deep even to be looked at. */
function attempt<T>(step: () => T): Attempt<T> {
  try {
    return { value: step() }
  } catch (error) {
    if (error instanceof RangeError) return { error: tooComplex('levels', MAX_DEPTH) }
    const { name, message, locations } = error as GraphQLError
    if (name !== 'GraphQLError') throw error
    if (PARSING_STOPPED.test(message)) return { error: tooComplex('tokens', MAX_TOKENS) }
    return { error: Object.assign(new AppError('GRAPHQL_PARSE_FAILED', message), { locations }) }
  }
}

function refusedByValidation(context: Context, problems: readonly GraphQLError[]): Outcome {
  const { requestId } = context
  // counted beforehand, so that graphql-js should never get to give up itself
  if (problems.some(({ message }) => message === COMPARING_STOPPED)) {
    return refused(context, tooManyComparisons())
  }
  const errors = problems.map(({ message, locations }) =>
    publicError('GRAPHQL_VALIDATION_FAILED', message, requestId, { locations }),
  )
  return { kind: 'refused', status: statusOf('GRAPHQL_VALIDATION_FAILED'), result: { errors } }
}

function noOperation(document: DocumentNode, name: string | null): AppError {
  const named = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length
  const message =
    named === 0
      ? 'The document has no operation'
      : name === null
        ? 'Say which operation to run'
        : `There is no operation ${name}`
  return new AppError('GRAPHQL_VALIDATION_FAILED', message)
}

function publicResult(gateway: Gateway, { requestId }: Context, { errors, data }: ExecutionResult): PublicResult {
  const translate = translator(requestId, gateway.logger)
  return {
    ...(errors && errors.length > 0 ? { errors: errors.map(translate) } : {}),
    ...(data === undefined ? {} : { data }),
  }
}

function publicStream(
  gateway: Gateway,
  context: Context,
  source: AsyncIterableIterator<ExecutionResult>,
): AsyncIterableIterator<PublicResult> {
  const tell = ({ done, value }: IteratorResult<ExecutionResult>): IteratorResult<PublicResult> =>
    done ? { done: true, value: undefined } : { done: false, value: publicResult(gateway, context, value) }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => tell(await source.next()),
    return: async () => tell((await source.return?.()) ?? { done: true, value: undefined }),
  }
}
