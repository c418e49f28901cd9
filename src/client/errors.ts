// The only error that the client throws, with a code of the server or of the client, and further details.
import type { DeletionState, ErrorCode, Permission, RoleName } from './generated/types.ts'

/** The codes that the client adds to those of the server. */
export type ClientErrorCode =
  /** The request or its answer did not get through. */
  | 'NETWORK'
  /** Nothing arrived in time. */
  | 'TIMEOUT'
  /** The answer does not come from Croft, but perhaps from a proxy. */
  | 'BAD_RESPONSE'
  /** A workspace is required, and neither the call nor the client names one. */
  | 'NO_WORKSPACE'

/** The details of an error besides its code, where the server sends them. */
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
  /** The id of the request in the log of the server. */
  declare readonly requestId: string | undefined
  /** The field that was refused. */
  declare readonly path: readonly (string | number)[] | undefined
  /** What the server sends besides the code; `is` gives it a type. */
  readonly details: Readonly<Record<string, unknown>> = {}
  /** The data that was sent with the error, if any. */
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

  /** Whether the error has this code, or one of these; its details then have the matching type. */
  is<const C extends Code>(...codes: C[]): this is CroftError & { readonly code: C; readonly details: DetailsOf<C> } {
    return (codes as Code[]).includes(this.code)
  }
}

/** Whether this is an error of this client; also recognises errors from another copy of this package. */
export function isCroftError(error: unknown): error is CroftError {
  return typeof error === 'object' && error !== null && MARK in error
}

/** Turns the first error of an answer into a CroftError. */
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
