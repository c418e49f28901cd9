// The one translator of errors, for results, for events of a stream and for requests that never ran. An expected error
// (AppError) is shown to the client; any other is masked, and logged with the request's id.
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { BaseLogger } from 'pino'
import { AppError, type ErrorCode } from '../errors.ts'

export type Logger = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

/** The shape of every error that leaves the server, with its keys in this order. */
export interface PublicError extends GraphQLFormattedError {
  readonly extensions: { readonly code: ErrorCode; readonly requestId: string; readonly [detail: string]: unknown }
}

/** The HTTP status of a request that fails as a whole: for `application/json`, and for `application/graphql-response+json`. */
export type Status = readonly [json: number, graphql: number]

const MAX_WRAPPERS = 5

const STATUS: Partial<Record<ErrorCode, Status>> = {
  UNAUTHENTICATED: [401, 401],
  FORBIDDEN: [403, 403],
  RATE_LIMITED: [429, 429],
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

/** Turns anything that was thrown into an error that may leave the server. */
export type Translator = (error: unknown) => PublicError

/** The translator for one request. It logs the errors that it masks, those that mean an outage, and refused credentials. */
export function translator(requestId: string, logger: Logger): Translator {
  return (error) => {
    const { locations, path } = error as Partial<GraphQLError>
    const cause = causeOf(error)
    if (cause instanceof AppError) {
      if (cause.code === 'UNAVAILABLE') logger.warn({ err: cause.cause ?? cause, requestId }, 'Unavailable')
      if (cause.code === 'UNAUTHENTICATED' && cause.cause) {
        logger.debug({ reason: cause.cause, requestId }, 'The credential was refused')
      }
      return publicError(cause.code, cause.message, requestId, { locations, path, details: cause.details })
    }
    if (isArgumentError(cause)) {
      return publicError('INVALID_INPUT', (cause as Error).message, requestId, { locations, path })
    }
    logger.error({ err: cause, requestId, path }, 'Request failed')
    return publicError('INTERNAL', 'Something went wrong', requestId, { locations, path })
  }
}

interface ErrorContext {
  locations?: GraphQLFormattedError['locations'] | undefined
  path?: GraphQLFormattedError['path'] | undefined
  details?: Readonly<Record<string, unknown>>
}

/** Builds an error in its public shape; `details` become extensions beside the code. */
export function publicError(
  code: ErrorCode,
  message: string,
  requestId: string,
  { locations, path, details }: ErrorContext = {},
): PublicError {
  return {
    message,
    ...(locations && locations.length > 0
      ? { locations: locations.map(({ line, column }) => ({ line, column })) }
      : {}),
    ...(path ? { path } : {}),
    extensions: { code, ...details, requestId },
  }
}

/** The error that a resolver threw. Not `instanceof GraphQLError`: graphql can be loaded twice, as under a test runner. */
function causeOf(error: unknown): unknown {
  let cause = error
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const inner = (cause as { originalError?: unknown } | null)?.originalError
    if (!inner) return cause
    cause = inner
  }
  return cause
}

/** A variable that is null or missing although the field's argument must not be: graphql-js reports that at the field. */
function isArgumentError(error: unknown): boolean {
  const { name, message } = error as Partial<Error>
  return name === 'GraphQLError' && message !== undefined && /^Argument "\w+" /.test(message)
}
