/** The public error codes and what they mean. They are stable, since clients depend on them; messages may change. */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'No credential, or one that is not valid.',
  FORBIDDEN: 'The caller sees the object, and lacks the permission.',
  NOT_FOUND: 'There is none, or the caller may not know of it: the two cannot be told apart.',
  INVALID_INPUT: 'A value is wrong. `field` or `path` names it; where several are wrong, `fields` names each.',
  CONFLICT: 'What is stored is not as the request assumes: read it again.',
  RATE_LIMITED: 'More than is allowed in a minute: try again in `retryAfterSeconds`.',
  INTERNAL: 'A fault of the server. `requestId` finds it in the log.',
  NAME_TAKEN: 'Another one has the name.',
  LAST_OWNER: 'The workspace would be left without an owner who can act.',
  ALREADY_MEMBER: 'The principal is a member, with another role.',
  INVITATION_INVALID:
    'There is no such invitation for the caller, or it has ended: it was used, declined or revoked, has expired, or its sender may no longer invite.',
  WORKSPACE_NOT_EMPTY: 'RESTRICT refuses to delete while there are resources.',
  WORKSPACE_DELETING: 'The workspace is being deleted, and takes no more writes.',
  IMPACT_CHANGED: 'What the workspace holds has changed since `deletionImpact` was read: read it again.',
  NOT_RESTORABLE: 'The deletion has begun, or the workspace was restored already: `state` says which.',
  BUILT_IN: 'It comes with Croft: nobody deletes it, and only platform admins change its settings and members.',
  NOT_RETRYABLE: 'The deletion has not failed: there is nothing to retry.',
  DELETION_PROTECTED: 'An owner has to end the protection first.',
  TOKEN_LIFETIME_EXCEEDED: 'The token would live longer than the server allows.',
  IDEMPOTENCY_KEY_REUSED: 'Something else was carried out with this idempotency key in the last 24 hours.',
  CURSOR_EXPIRED: 'The cursor is of events that are gone, or of another life of the log.',
  CURSOR_AHEAD: 'The cursor is of a later state of the log than the server has.',
  SUBSCRIBER_TOO_SLOW:
    'The subscriber read nothing while more than 256 events came: `cursor` is where it can go on, null for its start.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  QUERY_TOO_COMPLEX: 'The operation is deeper, wider or dearer than a request may be. Nothing has run.',
  LIMIT_EXCEEDED: 'More than is allowed in one request, on one connection, or of live tokens. `limit` says how many.',
  UNAVAILABLE: 'The server cannot answer at the moment: try again later.',
} as const satisfies Readonly<Record<string, string>>
export type ErrorCode = keyof typeof ERROR_CODES

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

/** UNAUTHENTICATED: the credential is not accepted. The answer does not say why; `reason`, if given, is for the log. */
export function badCredential(reason?: string): AppError {
  return new AppError('UNAUTHENTICATED', 'The credential is not valid', {}, { cause: reason })
}
