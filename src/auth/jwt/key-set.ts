import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose'

/** The signing keys that an issuer published at one time. */
export interface KeySet {
  /** Verifies a token by these keys; throws an error of jose for one that fails. */
  verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult>
  /** Whether the token names one of these keys: then newer keys would judge it no differently. */
  names(token: string): boolean
}

/** Throws for a value that is no JWK Set (RFC 7517). */
export function keySetOf(jwks: unknown): KeySet {
  const all = createLocalJWKSet(jwks as Parameters<typeof createLocalJWKSet>[0])
  const { keys } = all.jwks()
  const ids = new Set(keys.map(({ kid }) => kid))
  // Keys may be published without a `kid` although tokens name one: then each of those keys that fits is tried.
  const unnamed = createLocalJWKSet({ keys: keys.filter(({ kid }) => typeof kid !== 'string') })
  return {
    names: (token) => ids.has(decodeProtectedHeader(token).kid ?? ''),
    verify: async (token, options) => {
      const { kid } = decodeProtectedHeader(token)
      const isUnknown = typeof kid === 'string' && !ids.has(kid)
      const result = isUnknown
        ? jwtVerify(token, ({ kid: _, ...header }) => unnamed(header), options)
        : jwtVerify(token, all, options)
      return result.catch((error: unknown) => {
        if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyInTurn(token, error, options)
        throw error
      })
    },
  }
}

/** Verifies by the first key whose signature fits. */
async function verifyInTurn(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  for await (const key of keys) {
    try {
      return await jwtVerify(token, key, options)
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
    }
  }
  throw new errors.JWSSignatureVerificationFailed()
}
