// Verifies JWTs of the configured OpenID issuer: keys by OpenID Connect Discovery 1.0, checks by RFC 8725 (best current
// practices) and RFC 9068 (JWT access tokens).
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { AppError, badCredential } from '../errors.ts'
import { cleanText, emailAddressOf, isStorable, lowerAscii } from '../validate.ts'

/** The caller's claims, checked and cut to what the database takes. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  /** Null unless the claim is an address by `emailAddressOf` and the claim `email_verified` is true. */
  readonly email: string | null
  readonly groups: readonly string[]
  /** RFC 3339; decides which of two tokens has the newer groups. */
  readonly issuedAt: string
  /** RFC 3339; the clock tolerance is included. */
  readonly expiresAt: string
}

/** UNAUTHENTICATED for a token that fails any check; UNAVAILABLE while the issuer's keys cannot be fetched. */
export type JwtVerifier = (token: string) => Promise<Identity>

interface Options {
  issuer: string
  audience: string
  groupsClaim: string
  clock?: (() => number) | undefined
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']
/** Accepted `typ` headers, lower-cased: an ID token or a DPoP proof is no access token. */
const ACCESS_TOKEN_TYPES: readonly string[] = ['jwt', 'at+jwt', 'application/at+jwt']
const CLOCK_TOLERANCE_S = 30
/** A token is refused this long after `iat`, whatever its `exp`. */
const MAX_AGE_S = 24 * 3600
const FETCH_TIMEOUT_MS = 5000
const DISCOVERY_RETRY_MS = 5000
const MAX_GROUPS = 200
const MAX_CLAIM_CHARACTERS = 255
const MAX_NAME_CHARACTERS = 128
/** Near the end of the year 9999: ISO 8601 writes later instants as `+010000-…`, which sorts before all others. */
const MAX_EXPIRY_S = 253_402_300_000
const UNNAMED = 'Unnamed'

type KeySet = ReturnType<typeof createRemoteJWKSet>

/** Nothing is fetched before the first token of this issuer arrives, so a start does not need the issuer. */
export function createJwtVerifier({ issuer, audience, groupsClaim, clock = Date.now }: Options): JwtVerifier {
  const keySet = cachedKeySet(issuer)
  return async (token) => {
    // A token of another issuer must not make this server fetch anything.
    if (unverifiedIssuerOf(token) !== issuer) throw badCredential()
    const { payload, protectedHeader } = await jwtVerify(token, await keySet(), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: MAX_AGE_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(clock()),
    }).catch((error: unknown) => {
      throw translate(error)
    })
    if (!isAccessToken(protectedHeader.typ)) throw badCredential()
    return identityOf(payload, issuer, groupsClaim)
  }
}

/** A token may leave `typ` out. The header is JSON of the sender: `typ` may be anything, whatever its declared type. */
function isAccessToken(typ: unknown): boolean {
  return typ === undefined || (typeof typ === 'string' && ACCESS_TOKEN_TYPES.includes(lowerAscii(typ)))
}

function unverifiedIssuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/**
 * Discovers the issuer's key set at the first use and keeps it; jose refreshes the keys in it. After a failed discovery
 * calls are UNAVAILABLE for five seconds without another fetch.
 */
function cachedKeySet(issuer: string): () => Promise<KeySet> {
  let discovery: Promise<KeySet> | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - failedAt < DISCOVERY_RETRY_MS) throw keysUnavailable()
    discovery ??= discover(issuer)
    try {
      return await discovery
    } catch (error) {
      discovery = undefined
      failedAt = performance.now()
      throw keysUnavailable(error)
    }
  }
}

async function discover(issuer: string): Promise<KeySet> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), redirect: 'error' })
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown }
  if (document.issuer !== issuer || typeof document.jwks_uri !== 'string') {
    throw new Error(`${address} does not describe ${issuer}`)
  }
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: FETCH_TIMEOUT_MS })
}

function keysUnavailable(cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', "The identity provider's keys cannot be fetched", {}, { cause })
}

/** Distinguishes a token that fails a check (UNAUTHENTICATED) from keys that cannot be fetched (UNAVAILABLE). */
function translate(error: unknown): AppError {
  // jose passes a fetch's own error on, and throws a JOSEError of the generic code if the answer is not 200 and JSON.
  const isFetchFailure =
    !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error.code === errors.JOSEError.code
  return isFetchFailure ? keysUnavailable(error) : badCredential()
}

function identityOf(payload: JWTPayload, issuer: string, groupsClaim: string): Identity {
  const { sub, exp } = payload
  // jose requires these claims to exist, not to be text or to fit into the database.
  if (!isName(sub) || exp === undefined) throw badCredential()
  const issuedAt = payload.iat ?? 0
  const claimed = payload['email']
  const email = payload['email_verified'] === true && typeof claimed === 'string' ? emailAddressOf(claimed) : null
  const names = [payload['name'], payload['preferred_username'], email, sub]
  const expiresAtS = Math.min(exp, issuedAt + MAX_AGE_S, MAX_EXPIRY_S) + CLOCK_TOLERANCE_S
  return {
    issuer,
    subject: sub,
    name: names.map(shownName).find((name) => name !== null) ?? UNNAMED,
    email,
    groups: groupsOf(payload[groupsClaim]),
    issuedAt: new Date(issuedAt * 1000).toISOString(),
    expiresAt: new Date(expiresAtS * 1000).toISOString(),
  }
}

/** Whether the claim identifies a subject or a group: text that two databases store and compare alike. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '' && claim.length <= MAX_CLAIM_CHARACTERS && isStorable(claim)
}

/**
 * The text of a claim as the name of a user; null if it would show nothing or is not text. Of an e-mail address only what
 * is before the @: everybody may read a name, and only some people an address.
 */
function shownName(claim: unknown): string | null {
  if (typeof claim !== 'string') return null
  const name = emailAddressOf(claim.trim()) === null ? claim : claim.slice(0, claim.indexOf('@'))
  return cleanText(name, MAX_NAME_CHARACTERS)
}

function groupsOf(claim: unknown): string[] {
  if (!Array.isArray(claim)) return []
  return claim.filter(isName).slice(0, MAX_GROUPS)
}
