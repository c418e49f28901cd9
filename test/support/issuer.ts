// The part of an OpenID provider that Croft uses: a discovery document, keys, and the JWTs that it signs.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { unique } from './people.ts'

export const AUDIENCE = 'croft'
export const HOUR_S = 3600
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']

type Claims = Record<string, unknown>

const keyPairs = new Map<string, Promise<jose.GenerateKeyPairResult>>()

/** The issuer's key for an algorithm; generated at the first use, and the same for every issuer. */
export function keyPair(alg: string): Promise<jose.GenerateKeyPairResult> {
  const known = keyPairs.get(alg)
  if (known) return known
  const pair = jose.generateKeyPair(alg, { extractable: true })
  keyPairs.set(alg, pair)
  return pair
}

export interface Issuer {
  readonly url: string
  /** While `unavailable`, every request is answered with 503. */
  readonly state: { unavailable: boolean }
  close(): void
}

/** Starts an issuer with keys for these algorithms. The discovery document names its own URL unless told otherwise. */
export async function startIssuer(
  describedIssuer?: string,
  algorithms: readonly string[] = ['RS256'],
): Promise<Issuer> {
  const jwks: jose.JWK[] = []
  for (const alg of algorithms) {
    const { publicKey } = await keyPair(alg)
    jwks.push({ ...(await jose.exportJWK(publicKey)), alg, kid: alg })
  }
  const state = { unavailable: false }
  const http = createServer((req, res) => {
    if (state.unavailable) return res.writeHead(503).end()
    res.setHeader('Content-Type', 'application/json')
    if (req.url === '/jwks') return res.end(JSON.stringify({ keys: jwks }))
    res.end(JSON.stringify({ issuer: describedIssuer ?? url, jwks_uri: `${url}/jwks` }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { url, state, close: () => http.close() }
}

/** The claims of a valid token of the issuer for a new subject, with these claims instead; undefined leaves one out. */
export function claimsOf(issuer: string, nowS: number, claims: Claims): jose.JWTPayload {
  const usual = { iss: issuer, aud: AUDIENCE, iat: nowS, exp: nowS + HOUR_S, sub: unique('subject') }
  return JSON.parse(JSON.stringify({ ...usual, ...claims })) as jose.JWTPayload
}

/** Signs the claims with the issuer's key. */
export async function signJwt(payload: jose.JWTPayload, header: Claims = {}, alg = 'RS256'): Promise<string> {
  const { privateKey } = await keyPair(alg)
  return new jose.SignJWT(payload)
    .setProtectedHeader({ alg, kid: alg, ...header } as jose.JWTHeaderParameters)
    .sign(privateKey)
}
