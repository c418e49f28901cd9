/** The public error codes. They are stable, since clients depend on them; messages may change. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'INTERNAL',
  'NAME_TAKEN',
  'LAST_OWNER',
  'ALREADY_MEMBER',
  'WORKSPACE_NOT_EMPTY',
  'WORKSPACE_DELETING',
  'BUILT_IN',
  'DELETION_PROTECTED',
  'TOKEN_LIFETIME_EXCEEDED',
  'CURSOR_EXPIRED',
  'CURSOR_AHEAD',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'QUERY_TOO_COMPLEX',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** An expected failure that is safe to show to the caller. Any other error is a bug and is masked as INTERNAL. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** INVALID_INPUT: the argument or input field named `field` is wrong. */
export function invalid(field: string, message: string): AppError {
  return new AppError('INVALID_INPUT', message, { field })
}

/** NOT_FOUND: it does not exist, or the caller may not see it. Both give the same error, whatever was asked for. */
export function notFound(hint = ''): AppError {
  return new AppError('NOT_FOUND', `There is nothing here by that reference, or you may not see it.${hint}`)
}

/** UNAUTHENTICATED: the credential is not accepted. The error does not say why. */
export function badCredential(): AppError {
  return new AppError('UNAUTHENTICATED', 'The credential is not valid')
}
