// The one translation of errors: of a result, of an event, of a request that never ran. What is expected (AppError)
// is told, anything else is masked and goes to the log with the request's id.
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { BaseLogger } from 'pino'
import { AppError, type ErrorCode } from '../errors.ts'

export type Logger = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

/** The shape of every error that leaves, its keys in this order. */
export interface PublicError extends GraphQLFormattedError {
  readonly extensions: { readonly code: ErrorCode; readonly requestId: string; readonly [detail: string]: unknown }
}

/** HTTP status for `application/json` and for `application/graphql-response+json`, where a request fails as a whole. */
export type Status = readonly [json: number, graphql: number]

const STATUS: Partial<Record<ErrorCode, Status>> = {
  UNAUTHENTICATED: [401, 401],
  GRAPHQL_PARSE_FAILED: [400, 400],
  GRAPHQL_VALIDATION_FAILED: [200, 400],
  INVALID_INPUT: [200, 400],
  QUERY_TOO_COMPLEX: [200, 400],
  LIMIT_EXCEEDED: [413, 413],
  UNAVAILABLE: [503, 503],
}

/** The status of a request that fails before any field runs. */
export function statusOf(code: ErrorCode): Status {
  return STATUS[code] ?? [500, 500]
}

/** Tells an error of a field, of a stream, or of the request itself. */
export type Translator = (error: unknown) => PublicError

/** Translates the errors of one request. */
export function translator(requestId: string, logger: Logger): Translator {
  return (error) => {
    const { locations, path } = error as Partial<GraphQLError>
    const cause = causeOf(error)
    if (cause instanceof AppError) {
      if (cause.code === 'UNAVAILABLE') logger.warn({ err: cause.cause ?? cause, requestId }, 'Unavailable')
      return publicError(cause.code, cause.message, requestId, { locations, path, details: cause.details })
    }
    if (isArgumentError(cause)) {
      return publicError('INVALID_INPUT', (cause as Error).message, requestId, { locations, path })
    }
    logger.error({ err: cause, requestId, path }, 'Request failed')
    return publicError('INTERNAL', 'Something went wrong', requestId, { locations, path })
  }
}

interface Place {
  locations?: GraphQLFormattedError['locations'] | undefined
  path?: GraphQLFormattedError['path'] | undefined
  details?: Readonly<Record<string, unknown>>
}

export function publicError(code: ErrorCode, message: string, requestId: string, place: Place = {}): PublicError {
  const { locations, path, details } = place
  return {
    message,
    ...(locations && locations.length > 0
      ? { locations: locations.map(({ line, column }) => ({ line, column })) }
      : {}),
    ...(path ? { path } : {}),
    extensions: { code, ...details, requestId },
  }
}

/** No `instanceof GraphQLError`: graphql can be loaded twice, most often under a test runner. */
function causeOf(error: unknown): unknown {
  let cause = error
  for (let depth = 0; depth < 5; depth++) {
    const inner = (cause as { originalError?: unknown } | null)?.originalError
    if (!inner) return cause
    cause = inner
  }
  return cause
}

/** A variable that is null, or missing, where only the field's argument forbids it: graphql-js tells at the field. */
function isArgumentError(error: unknown): boolean {
  const { name, message } = error as Partial<Error>
  return name === 'GraphQLError' && message !== undefined && /^Argument "\w+" /.test(message)
}
