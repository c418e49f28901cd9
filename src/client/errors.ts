// The one error that the client throws, with the server's code or one of the client's own, and what is known with it.
import type { DeletionState, ErrorCode, Permission, RoleName } from './generated/types.ts'

/** What the client adds to the codes of the server. */
export type ClientErrorCode =
  /** The request or its answer did not get through. */
  | 'NETWORK'
  /** Nothing came in time. */
  | 'TIMEOUT'
  /** What came is no answer of Croft: that of a proxy, perhaps. */
  | 'BAD_RESPONSE'
  /** It takes a workspace, and neither the call nor the client names one. */
  | 'NO_WORKSPACE'

/** What an error tells besides its code, where the server says it. */
export interface ErrorDetails {
  FORBIDDEN: { permission?: Permission; requiredRole?: RoleName; myRole?: RoleName | null }
  INVALID_INPUT: { field?: string; path?: (string | number)[]; fields?: { field: string; message: string }[] }
  CONFLICT: { currentVersion?: number; currentAttempt?: number; field?: string; state?: string }
  NAME_TAKEN: { field?: string }
  ALREADY_MEMBER: { role?: RoleName }
  LAST_OWNER: { workspaces?: { id: string; name: string }[]; workspaceCount?: number }
  RATE_LIMITED: { retryAfterSeconds?: number }
  WORKSPACE_DELETING: { deletionId?: string }
  WORKSPACE_NOT_EMPTY: { counts?: { kind: string; count: number }[]; first?: { kind: string; name: string }[] }
  NOT_RESTORABLE: { state?: DeletionState }
  TOKEN_LIFETIME_EXCEEDED: { field?: string; maxSeconds?: number }
  SUBSCRIBER_TOO_SLOW: { cursor?: string | null }
  QUERY_TOO_COMPLEX: { cost?: number; limit?: number }
  LIMIT_EXCEEDED: { limit?: number }
  BAD_RESPONSE: { status?: number }
}

type Code = ErrorCode | ClientErrorCode
type DetailsOf<C> = C extends keyof ErrorDetails ? ErrorDetails[C] : Record<string, unknown>

/** An error as GraphQL sends it. */
export interface GraphQLErrorShape {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

interface More {
  readonly requestId?: string | undefined
  readonly path?: readonly (string | number)[] | undefined
  readonly details?: Readonly<Record<string, unknown>>
  readonly data?: unknown
  readonly errors?: readonly GraphQLErrorShape[]
  readonly cause?: unknown
}

const MARK = Symbol.for('croft.error')

export class CroftError extends Error {
  override readonly name: string = 'CroftError'
  /** Finds the request in the log of the server. */
  declare readonly requestId: string | undefined
  /** The field that was refused. */
  declare readonly path: readonly (string | number)[] | undefined
  /** What the server tells besides the code; `is` types it. */
  readonly details: Readonly<Record<string, unknown>> = {}
  /** What was answered beside the error, if anything. */
  declare readonly data: unknown
  /** All errors of the answer, of which this is the first. */
  readonly errors: readonly GraphQLErrorShape[] = []

  constructor(
    readonly code: Code,
    message: string,
    more: More = {},
  ) {
    super(message)
    Object.assign(this, more)
  }

  get [MARK](): true {
    return true
  }

  /** Whether it has this code, or one of these; then its details have their type. */
  is<const C extends Code>(...codes: C[]): this is CroftError & { readonly code: C; readonly details: DetailsOf<C> } {
    return (codes as Code[]).includes(this.code)
  }
}

/** Whether it is an error of this client, also one of another copy of this package. */
export function isCroftError(error: unknown): error is CroftError {
  return typeof error === 'object' && error !== null && MARK in error
}

/** The first of the errors of an answer. */
export function errorOf(
  errors: readonly GraphQLErrorShape[],
  data: unknown,
  requestId: string | undefined,
): CroftError {
  const [first] = errors as readonly [GraphQLErrorShape]
  const { code, requestId: id = requestId, ...details } = first.extensions ?? {}
  const more = { requestId: id as string | undefined, path: first.path, details, data, errors }
  return new CroftError((code ?? 'BAD_RESPONSE') as Code, first.message, more)
}
