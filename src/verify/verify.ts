// For services that receive JWTs of Croft's `exchangeToken`: finds out who calls from an Authorization header, without
// a request to Croft but for its published keys. It depends on no framework and on nothing of the server.
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { KeyCache } from './key-cache.ts'

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: { headers: Record<string, string>; redirect: 'error'; signal: AbortSignal },
) => Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>

export interface VerifierOptions {
  /** The address of Croft as its clients know it: CROFT_PUBLIC_URL. */
  issuer: string
  /** The name of this service, for which tokens must have been made. */
  audience: string
  /** Where Croft's keys are fetched; left out, below `issuer`. */
  keysUrl?: string
  /** Takes the place of the global `fetch`. */
  fetch?: Fetch
  /** By how many seconds the clocks of Croft and of this service may differ: 30 where left out. */
  clockToleranceS?: number
  /** Milliseconds since the epoch; tests move it. */
  now?: () => number
}

/** Who calls, and what it may do in one workspace. */
export interface Identity {
  /** The id of a user or of a service account. */
  readonly id: string
  readonly kind: 'USER' | 'SERVICE_ACCOUNT'
  /** The one workspace that all of this is about. */
  readonly workspace: { readonly id: string; readonly name: string }
  /** OWNER, ADMIN, EDITOR or VIEWER. */
  readonly role: string
  /** What the caller holds in the workspace. */
  readonly permissions: readonly string[]
  /** The id of the token, which is another one each time. */
  readonly tokenId: string
  readonly expiresAt: Date
  /**
   * Whether the caller holds the permission in the workspace of this id. Names do not count: once a workspace is deleted,
   * another one may have its name while tokens of the old one are still good.
   */
  can(permission: string, workspaceId: string): boolean
}

/** From the value of an Authorization header to who calls; a VerifyError for one that is missing or not valid. */
export type Verify = (authorization: string | null | undefined) => Promise<Identity>

/** Why the caller is refused; `status` is the HTTP status to answer with. `cause` says more, for a log. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError'
  /** UNAVAILABLE: Croft's keys cannot be fetched, so that nobody can tell whether the token is valid. */
  readonly code: 'UNAUTHENTICATED' | 'UNAVAILABLE'
  readonly status: 401 | 503

  constructor(code: 'UNAUTHENTICATED' | 'UNAVAILABLE', message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.status = code === 'UNAUTHENTICATED' ? 401 : 503
  }
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i
const MAX_HEADER_CHARACTERS = 16_384
const ALGORITHM = 'ES256'
/** Croft signs no token that lives longer. */
const MAX_AGE_S = 15 * 60
const CLAIMS = ['sub', 'exp', 'iat', 'jti', 'workspace_id', 'workspace', 'role', 'permissions']

/** The function that verifies tokens for one service. It keeps Croft's keys, so make one and use it for every request. */
export function createVerifier(options: VerifierOptions): Verify {
  const { audience, clockToleranceS = 30, now = Date.now } = options
  // as Croft writes it into tokens
  const issuer = options.issuer.replace(/\/+$/, '')
  if (!URL.canParse(issuer) || audience === '') throw new Error('A verifier needs the address of Croft and an audience')
  const { keysUrl = `${issuer}/.well-known/jwks.json`, fetch: send = fetch } = options
  const keys = new KeyCache(async (signal) => {
    const response = await send(keysUrl, { headers: { Accept: 'application/json' }, redirect: 'error', signal })
    if (!response.ok) throw new Error(`${keysUrl} answered ${response.status}`)
    return response.json()
  }, now)
  type Keys = NonNullable<Awaited<ReturnType<typeof keys.current>>>
  const read = async (token: string, by: Keys) => {
    const { payload } = await jwtVerify(token, by, {
      issuer,
      audience,
      algorithms: [ALGORITHM],
      typ: 'at+jwt',
      requiredClaims: CLAIMS,
      maxTokenAge: MAX_AGE_S,
      clockTolerance: clockToleranceS,
      currentDate: new Date(now()),
    })
    return payload
  }
  const unavailable = () => new VerifyError('UNAVAILABLE', "Croft's keys cannot be fetched", keys.failure)
  const payloadOf = async (token: string): Promise<JWTPayload> => {
    const known = await keys.current()
    if (!known) throw unavailable()
    try {
      return await read(token, known)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw refusal(error)
    }
    const newer = await keys.renewed()
    // the token may be signed by a key that is newer than the last fetch
    if (!newer || keys.failure !== null) throw unavailable()
    return read(token, newer).catch((error: unknown) => {
      throw refusal(error)
    })
  }
  return async (authorization) => {
    const token = authorization && authorization.length <= MAX_HEADER_CHARACTERS && BEARER.exec(authorization)?.[1]
    if (!token) throw new VerifyError('UNAUTHENTICATED', 'There is no bearer token')
    return identityOf(await payloadOf(token))
  }
}

const refusal = (cause?: unknown) => new VerifyError('UNAUTHENTICATED', 'The token is not valid', cause)

function identityOf({ sub, exp, jti, workspace_id, workspace, role, permissions }: JWTPayload): Identity {
  const texts = [sub, jti, workspace_id, workspace, role, ...(Array.isArray(permissions) ? permissions : [null])]
  if (!texts.every((text) => typeof text === 'string')) throw refusal()
  const home = { id: workspace_id as string, name: workspace as string }
  const held = permissions as string[]
  return {
    id: sub as string,
    kind: (sub as string).startsWith('svc_') ? 'SERVICE_ACCOUNT' : 'USER',
    workspace: home,
    role: role as string,
    permissions: held,
    tokenId: jti as string,
    expiresAt: new Date((exp as number) * 1000),
    can: (permission, workspaceId) => workspaceId === home.id && held.includes(permission),
  }
}
