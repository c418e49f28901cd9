/** Stable, documented codes: clients switch on these; messages may change. */
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
  'CURSOR_AHEAD',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'QUERY_TOO_COMPLEX',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** An expected failure, safe to show to the caller. Anything else is a bug and gets masked. */
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

/** The input is at fault; `field` names the argument or input field. */
export function invalid(field: string, message: string): AppError {
  return new AppError('INVALID_INPUT', message, { field })
}

/** There is none, or the caller may not know of it: one answer for both, whatever was asked for. */
export function notFound(hint = ''): AppError {
  return new AppError('NOT_FOUND', `There is nothing here by that reference, or you may not see it.${hint}`)
}

/** A credential that is present and bad: one error, whatever is wrong with it. */
export function badCredential(): AppError {
  return new AppError('UNAUTHENTICATED', 'The credential is not valid')
}
