// The part of an OpenID provider that Croft uses: a discovery document, keys, and the JWTs that it signs. It can be made to
// behave badly.
import { createServer, type ServerResponse } from 'node:http'
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

/** The issuer's public key for an algorithm, named like it. */
export async function publicJwk(alg: string): Promise<jose.JWK> {
  return { ...(await jose.exportJWK((await keyPair(alg)).publicKey)), alg, kid: alg }
}

export interface IssuerState {
  /** While true, every request is answered with 503. */
  unavailable: boolean
  keys: jose.JWK[]
  /** The path of the keys in the discovery document. */
  keysPath: string
  /** Answers in place of the issuer, if set. */
  answer: ((res: ServerResponse, path: string) => void) | null
  /** The path of each request so far. */
  readonly requests: string[]
}

export interface Issuer {
  readonly url: string
  readonly state: IssuerState
  close(): void
}

/** Starts an issuer with keys for these algorithms. The discovery document names its own URL unless told otherwise. */
export async function startIssuer(
  describedIssuer?: string,
  algorithms: readonly string[] = ['RS256'],
): Promise<Issuer> {
  const keys = await Promise.all(algorithms.map(publicJwk))
  const state: IssuerState = { unavailable: false, keys, keysPath: '/jwks', answer: null, requests: [] }
  const http = createServer((req, res) => {
    const path = req.url ?? ''
    state.requests.push(path)
    if (state.unavailable) return res.writeHead(503).end()
    res.setHeader('Content-Type', 'application/json')
    if (state.answer) return state.answer(res, path)
    if (path === state.keysPath) return res.end(JSON.stringify({ keys: state.keys }))
    if (path !== '/.well-known/openid-configuration') return res.writeHead(404).end()
    res.end(JSON.stringify({ issuer: describedIssuer ?? url, jwks_uri: `${url}${state.keysPath}` }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const close = () => {
    http.close()
    http.closeAllConnections()
  }
  return { url, state, close }
}

/** The claims of a valid token of the issuer for a new subject, with these claims instead; undefined leaves one out. */
export function claimsOf(issuer: string, nowS: number, claims: Claims): jose.JWTPayload {
  const usual = { iss: issuer, aud: AUDIENCE, iat: nowS, exp: nowS + HOUR_S, sub: unique('subject') }
  return JSON.parse(JSON.stringify({ ...usual, ...claims })) as jose.JWTPayload
}

/** Signs the claims with the issuer's key; a key id that is undefined is left out. */
export async function signJwt(payload: jose.JWTPayload, header: Claims = {}, alg = 'RS256'): Promise<string> {
  const { privateKey } = await keyPair(alg)
  return new jose.SignJWT(payload)
    .setProtectedHeader({ alg, kid: alg, ...header } as jose.JWTHeaderParameters)
    .sign(privateKey)
}
