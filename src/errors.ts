/** The public error codes and what they mean. They are stable, since clients depend on them; messages may change. */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'No credential, or one that is not valid.',
  FORBIDDEN: 'The caller can see the object but lacks the permission.',
  NOT_FOUND: 'The object does not exist, or the caller may not see it; the response is the same for both.',
  INVALID_INPUT: 'A value is not valid. `field` or `path` names it; if several are not valid, `fields` names each.',
  CONFLICT: 'The stored data differ from what the request assumes: read them again.',
  RATE_LIMITED: 'More than is allowed in a minute: try again in `retryAfterSeconds` seconds.',
  INTERNAL: 'An error in the server. `requestId` identifies it in the log.',
  NAME_TAKEN: 'The name is already in use.',
  LAST_OWNER: 'The workspace would be left without an owner who can act.',
  ALREADY_MEMBER: 'The principal is already a member, with a different role.',
  INVITATION_INVALID:
    'The caller has no such invitation, or it has ended: it was used, declined or revoked, has expired, or its sender may no longer invite.',
  WORKSPACE_NOT_EMPTY: 'The deletion policy is RESTRICT, and the workspace still has resources.',
  WORKSPACE_DELETING: 'The workspace is being deleted and accepts no more writes.',
  IMPACT_CHANGED: 'The contents of the workspace have changed since `deletionImpact` was read: read it again.',
  NOT_RESTORABLE: 'The deletion has begun, or the workspace was restored already: `state` says which.',
  BUILT_IN:
    'The workspace comes with Croft: nobody can delete it, and only platform admins can change its settings and members.',
  NOT_RETRYABLE: 'The deletion has not failed: there is nothing to retry.',
  DELETION_PROTECTED: 'The workspace is protected against deletion; an owner must switch the protection off first.',
  TOKEN_LIFETIME_EXCEEDED: 'The token would live longer than the server allows.',
  IDEMPOTENCY_KEY_REUSED: 'Something else was carried out with this idempotency key in the last 24 hours.',
  CURSOR_EXPIRED:
    'The log no longer has the events at the cursor, or it was restored from a backup and has different events there.',
  CURSOR_AHEAD: 'The cursor is beyond the end of the log.',
  SUBSCRIBER_TOO_SLOW:
    'The subscriber read nothing while more than 256 events arrived. It can continue at `cursor`; null means its start.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not match the schema.',
  QUERY_TOO_COMPLEX: 'The operation exceeds the limits of depth, width or cost. Nothing was executed.',
  LIMIT_EXCEEDED:
    'More than the limit, for example in one request, on one connection or of live tokens. `limit` is the number allowed.',
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
