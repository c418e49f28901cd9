// Verifies JWTs of the configured OpenID issuer: checks by RFC 8725 (best current practices) and RFC 9068 (JWT access
// tokens).
import { decodeJwt, errors, type JWTVerifyResult } from 'jose'
import { badCredential } from '../../errors.ts'
import { lowerAscii } from '../../validate.ts'
import { CLOCK_TOLERANCE_S, type ClaimRules, type Identity, identityOf, MAX_AGE_S } from './claims.ts'
import type { KeySet } from './key-set.ts'
import type { IssuerKeys } from './keys.ts'

/** UNAUTHENTICATED, with the reason as its cause, for a token that fails any check; UNAVAILABLE without the issuer's keys. */
export type JwtVerifier = (token: string) => Promise<Identity>

interface Options extends ClaimRules {
  issuer: string
  audience: string
  keys: IssuerKeys
  clock: () => number
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']
/** Accepted `typ` headers, lower-cased: an ID token or a DPoP proof is no access token. */
const ACCESS_TOKEN_TYPES: readonly string[] = ['jwt', 'at+jwt', 'application/at+jwt']
const MAX_REASON_CHARACTERS = 200

/** The verifier for one issuer. */
export function createJwtVerifier({ issuer, audience, keys, clock, ...rules }: Options): JwtVerifier {
  const verifyBy = (keySet: KeySet, token: string) =>
    keySet.verify(token, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: MAX_AGE_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(clock()),
    })
  const verify = async (token: string): Promise<JWTVerifyResult> => {
    const known = await keys.current()
    try {
      return await verifyBy(known, token)
    } catch (error) {
      if (!isOfUnknownKey(error, known, token)) throw refusal(error)
    }
    const newer = await keys.renewed()
    return verifyBy(newer, token).catch((error: unknown) => {
      throw refusal(error)
    })
  }
  return async (token) => {
    // A token of another issuer must not make this server fetch anything.
    if (unverifiedIssuerOf(token) !== issuer) throw badCredential('It is of another issuer')
    const { payload, protectedHeader } = await verify(token)
    if (!isAccessToken(protectedHeader.typ)) throw badCredential('Its type is not that of an access token')
    return identityOf(payload, issuer, rules)
  }
}

/** Whether the issuer may have a key by now that verifies the token. */
function isOfUnknownKey(error: unknown, known: KeySet, token: string): boolean {
  if (error instanceof errors.JWKSNoMatchingKey) return true
  return error instanceof errors.JWSSignatureVerificationFailed && !known.names(token)
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

/** jose's messages name claims and headers, and hold nothing that could sign anybody in. */
function refusal(error: unknown): Error {
  const { code = 'ERR_KEY', message } = error as Error & { code?: string }
  return badCredential(`${code}: ${message}`.slice(0, MAX_REASON_CHARACTERS))
}
