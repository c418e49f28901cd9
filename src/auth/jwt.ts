// JWTs of the configured OpenID issuer: keys by OpenID Connect Discovery 1.0, checks by RFC 8725 and RFC 9068.
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { AppError, badCredential } from '../errors.ts'

/** Who the issuer says is calling. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  /** Lower-cased; null unless the issuer verified it. */
  readonly email: string | null
  readonly groups: readonly string[]
  /** RFC 3339; groups of an older token do not replace those of a newer. */
  readonly issuedAt: string
  /** RFC 3339. */
  readonly expiresAt: string
}

/** UNAUTHENTICATED for a token that any check refuses; UNAVAILABLE while the issuer's keys can't be had. */
export type JwtVerifier = (token: string) => Promise<Identity>

interface Options {
  issuer: string
  audience: string
  groupsClaim: string
  clock?: (() => number) | undefined
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']
const TYPES: readonly (string | undefined)[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt']
const CLOCK_TOLERANCE_S = 30
const MAX_AGE_S = 24 * 3600
const DISCOVERY_TIMEOUT_MS = 5000
const DISCOVERY_PAUSE_MS = 5000
const MAX_GROUPS = 200
const MAX_TEXT = 255
/** Of the year 9999: later instants have another form, which sorts before. */
const LAST_SECOND = 253_402_300_000
const ADDRESS = /^[^\s\p{Cc}<>"@]+@[^\s\p{Cc}<>"@]+$/u

type Keys = ReturnType<typeof createRemoteJWKSet>

export function createJwtVerifier({ issuer, audience, groupsClaim, clock = Date.now }: Options): JwtVerifier {
  const keys = discoverOnce(issuer)
  return async (token) => {
    // a foreign token must not make this server fetch anything
    if (issuerOf(token) !== issuer) throw badCredential()
    const getKey = await keys()
    const { payload, protectedHeader } = await jwtVerify(token, getKey, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: MAX_AGE_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(clock()),
    }).catch((error: unknown) => {
      throw refusal(error)
    })
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw badCredential()
    return identityOf(payload, issuer, groupsClaim)
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/** The issuer's key set, found at the first use and kept; a failure is not asked for again within five seconds. */
function discoverOnce(issuer: string): () => Promise<Keys> {
  let found: Promise<Keys> | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - failedAt < DISCOVERY_PAUSE_MS) throw unavailable()
    found ??= discover(issuer)
    try {
      return await found
    } catch (error) {
      found = undefined
      failedAt = performance.now()
      throw unavailable(error)
    }
  }
}

async function discover(issuer: string): Promise<Keys> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS), redirect: 'error' })
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown }
  if (document.issuer !== issuer || typeof document.jwks_uri !== 'string') {
    throw new Error(`${address} does not describe ${issuer}`)
  }
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS })
}

const unavailable = (cause?: unknown) =>
  new AppError('UNAVAILABLE', "The identity provider's keys can not be fetched", {}, { cause })

/** Tells a token that was refused from keys that could not be fetched. */
function refusal(error: unknown): AppError {
  const isJose = error instanceof errors.JOSEError
  const keysAway = !isJose || error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC'
  return keysAway ? unavailable(error) : badCredential()
}

function identityOf(payload: JWTPayload, issuer: string, groupsClaim: string): Identity {
  const { sub, exp } = payload
  // jose asks for the claim, not for text
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_TEXT || exp === undefined) throw badCredential()
  const issuedAt = payload.iat ?? 0
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)
  const email = payload['email_verified'] === true ? (text(payload['email'])?.toLowerCase() ?? null) : null
  const groups = payload[groupsClaim]
  const name = text(payload['name']) ?? text(payload['preferred_username']) ?? email ?? sub
  return {
    issuer,
    subject: sub,
    // names go into sentences of the log: what can't be seen has no place there
    name: name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 128) || sub,
    email: email !== null && email.length <= MAX_TEXT && ADDRESS.test(email) ? email : null,
    groups: Array.isArray(groups)
      ? groups.filter((group) => typeof group === 'string' && group.length <= MAX_TEXT).slice(0, MAX_GROUPS)
      : [],
    expiresAt: new Date(
      Math.min(exp, issuedAt + MAX_AGE_S, LAST_SECOND) * 1000 + CLOCK_TOLERANCE_S * 1000,
    ).toISOString(),
    issuedAt: new Date(issuedAt * 1000).toISOString(),
  }
}
