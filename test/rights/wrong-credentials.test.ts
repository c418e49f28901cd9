// Every wrong credential gets the same refusal, byte for byte, over HTTP, SSE, WebSocket and at /authz. Only the log
// shows why a JWT was refused.
import * as jose from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newSecret } from '../../src/auth/secret.ts'
import { DELETE_USER, SUSPEND_USER } from '../crash/replicas/operations.ts'
import { connect } from '../streams/raw.ts'
import { ALGORITHMS, AUDIENCE, claimsOf, HOUR_S, keyPair, signJwt, startIssuer } from '../support/issuer.ts'
import { run, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { ENDED_TOKENS } from './ended-tokens.ts'

const issuer = await startIssuer(undefined, ALGORITHMS)
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })
const withoutIssuer = await startTestServer({ shared: true })
let offsetS = 0
const now = () => Math.floor(Date.now() / 1000) + offsetS
const advance = (seconds: number) => {
  offsetS += seconds
  server.advance(seconds * 1000)
}

type Claims = Record<string, unknown>
type Make = () => Promise<string> | string
const claims = (changed: Claims) => claimsOf(issuer.url, now(), changed)
const sign = (changed: Claims, header: Claims = {}, alg = 'RS256') => signJwt(claims(changed), header, alg)
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const header = { alg: 'RS256', kid: 'RS256' }
const signedBy = async (alg: string, key: Uint8Array | jose.CryptoKey, more: Claims = {}) =>
  new jose.SignJWT(claims({})).setProtectedHeader({ alg, kid: 'RS256', ...more }).sign(key)
const publicPem = async () => jose.exportSPKI((await keyPair('RS256')).publicKey)
const stranger = () => jose.generateKeyPair('RS256', { extractable: true })
/** A JWT of about this many characters. */
const long = (characters: number, changed: Claims = {}) =>
  sign({ ...changed, padding: 'x'.repeat(Math.floor((characters - 800) * 0.75)) })

/** A JWT, and the message that the log has about it. */
const JWTS: Readonly<Record<string, [make: Make, reason: RegExp]>> = {
  'without a signature': [() => `${encoded({ ...header, alg: 'none' })}.${encoded(claims({}))}.x`, /"alg"/],
  'signed with HS256, the public key (PEM) as its secret': [
    async () => signedBy('HS256', new TextEncoder().encode(await publicPem())),
    /"alg"/,
  ],
  'signed with HS256, the public key (JWK) as its secret': [
    async () => {
      const jwk = JSON.stringify(await jose.exportJWK((await keyPair('RS256')).publicKey))
      return signedBy('HS256', new TextEncoder().encode(jwk))
    },
    /"alg"/,
  ],
  'signed by another key': [async () => signedBy('RS256', (await stranger()).privateKey), /signature verification/],
  'signed by a key that it carries itself (jwk)': [
    async () => {
      const { publicKey, privateKey } = await stranger()
      return signedBy('RS256', privateKey, { jwk: await jose.exportJWK(publicKey) })
    },
    /signature verification/,
  ],
  'that names a key set of its own (jku)': [
    async () =>
      signedBy('RS256', (await stranger()).privateKey, { jku: `${issuer.url}/own`, x5u: `${issuer.url}/own` }),
    /signature verification/,
  ],
  'with an unknown key id': [() => sign({}, { kid: 'nobody' }), /no applicable key/],
  'with a key id that is a path': [() => sign({}, { kid: '../../../../dev/null' }), /no applicable key/],
  'with a key id that is SQL': [() => sign({}, { kid: "' or 1=1 --" }), /no applicable key/],
  'with an algorithm that is not that of its key': [
    () => sign({}, { alg: 'RS256', kid: 'ES256' }),
    /no applicable key/,
  ],
  'with a critical header that nobody knows': [
    async () => {
      const critical = { ...header, crit: ['x'], x: 1 }
      return `${encoded(critical)}.${encoded(claims({}))}.${(await sign({})).split('.')[2]}`
    },
    /Extension Header/,
  ],
  'with changed claims': [
    async () => {
      const [head, , signature] = (await sign({})).split('.')
      return `${head}.${encoded(claims({ sub: 'root' }))}.${signature}`
    },
    /signature verification/,
  ],
  'with an empty signature': [async () => (await sign({})).replace(/[^.]+$/, 'AA'), /signature verification/],
  'of another issuer': [() => sign({ iss: 'https://elsewhere.example' }), /another issuer/],
  'of the issuer with a slash': [() => sign({ iss: `${issuer.url}/` }), /another issuer/],
  'of no issuer': [() => sign({ iss: undefined }), /another issuer/],
  'for another audience': [() => sign({ aud: 'another' }), /"aud"/],
  'for no audience': [() => sign({ aud: undefined }), /"aud"/],
  'expired 40 s ago': [() => sign({ exp: now() - 40 }), /"exp"/],
  'without exp': [() => sign({ exp: undefined }), /"exp"/],
  'with an exp that is text': [() => sign({ exp: String(now() + HOUR_S) }), /"exp"/],
  'without iat': [() => sign({ iat: undefined }), /"iat"/],
  'issued 60 s from now': [() => sign({ iat: now() + 60 }), /"iat"/],
  'issued more than a day ago': [() => sign({ iat: now() - 24 * HOUR_S - 60 }), /"iat"/],
  'not valid yet': [() => sign({ nbf: now() + 60 }), /"nbf"/],
  'without sub': [() => sign({ sub: undefined }), /"sub"/],
  'with an empty sub': [() => sign({ sub: '' }), /"sub"/],
  'with a sub of 256 characters': [() => sign({ sub: 'x'.repeat(256) }), /"sub"/],
  'with a sub that is a number': [() => sign({ sub: 7 }), /"sub"/],
  'of another type': [() => sign({}, { typ: 'dpop+jwt' }), /type/],
  'of the type of an ID token': [() => sign({}, { typ: 'id_token' }), /type/],
  'that is an ID token by its hash': [() => sign({ at_hash: 'x' }), /ID token/],
  'that is an ID token of Keycloak': [() => sign({ typ: 'ID' }), /ID token/],
  'that only has the shape of a JWT': [() => 'a.b.c', /another issuer/],
  'of 15 KB': [() => long(15_000, { aud: 'another' }), /"aud"/],
  'of a user who is suspended': [
    () => ofUser((id) => run(server, SUSPEND_USER, { input: { user: { id }, reason: 'away' } })),
    /suspended or deleted/,
  ],
  'of a user who is deleted': [
    () => ofUser((id) => run(server, DELETE_USER, { input: { user: { id } } })),
    /suspended or deleted/,
  ],
}

/** Signs a new user in with a JWT, calls `end` with the user's id, and returns the JWT. */
async function ofUser(end: (id: string) => Promise<unknown>): Promise<string> {
  const token = await sign({})
  await end((await server.data('{ me { user { id } } }', {}, { token })).me.user.id)
  return token
}

/** Other credentials, as values of the header. */
const OTHERS: Readonly<Record<string, Make>> = {
  'another scheme': () => 'Basic YTpi',
  'no secret': () => 'Bearer',
  'two secrets': () => 'Bearer a b',
  'a JWT with two signatures (JSON)': async () => {
    const { publicKey: _, privateKey } = await keyPair('RS256')
    const general = new jose.GeneralSign(new TextEncoder().encode(JSON.stringify(claims({}))))
    for (const kid of ['RS256', 'other']) general.addSignature(privateKey).setProtectedHeader({ alg: 'RS256', kid })
    return `Bearer ${JSON.stringify(await general.sign())}`
  },
  'a JWT with two signatures (dots)': async () => {
    const token = await sign({})
    return `Bearer ${token}.${token.split('.')[2]}`
  },
  'an encrypted JWT': () => `Bearer ${encoded({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
  'an unsecured JWT': () => `Bearer ${encoded({ alg: 'none' })}.${encoded(claims({}))}.`,
  'more than 16 KiB': async () => `Bearer ${await long(18_000)}`,
  'a random text': () => `Bearer ${'x'.repeat(40)}`,
  'a random text of 15 KB': () => `Bearer ${'x'.repeat(15_000)}`,
  'an unknown token': () => `Bearer ${newSecret()}`,
  'a truncated token': () => `Bearer ${newSecret().slice(0, -1)}`,
  'a token with a wrong checksum': async () => {
    const { token } = await signUp(server)
    return `Bearer ${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
  },
  'a token in upper case': async () => `Bearer ${(await signUp(server)).token.toUpperCase()}`,
  'a SHA-256 in hex, as tokens are stored': () => `Bearer ${'0123456789abcdef'.repeat(4)}`,
}

const QUERY = JSON.stringify({ query: '{ __typename }' })
const STREAM = JSON.stringify({ query: 'subscription { events { type } }' })

/** Everything that the client receives except the request id, which is checked. */
async function toldBy(send: (requestId: string) => Promise<Response>) {
  const requestId = unique('request')
  const response = await send(requestId)
  const text = await response.text()
  expect(text).toContain(`"requestId":"${requestId}"`)
  const [type, challenge] = ['content-type', 'www-authenticate'].map((name) => response.headers.get(name))
  return { requestId, told: `${response.status} ${type} ${challenge} ${text.replace(requestId, '')}` }
}

const answerTo = (body: string, Authorization: string, Accept: string, to = server) =>
  toldBy((requestId) => to.post(body, { Authorization, Accept, 'X-Request-Id': requestId }))

const answerToGet = (Authorization: string, to = server) =>
  toldBy((requestId) => {
    const headers = { Authorization, Accept: 'application/json', 'X-Request-Id': requestId }
    return fetch(`${to.url}/graphql?query=${encodeURIComponent('{ __typename }')}`, { headers })
  })

const askedOfAuthz = (Authorization: string, to = server) =>
  toldBy((requestId) => {
    const headers = { Authorization, 'X-Request-Id': requestId }
    return fetch(`${to.url}/authz?workspace=default&permission=WORKSPACE_READ`, { headers })
  })

/** The code and reason with which a WebSocket with this credential is closed. */
async function closedWith(Authorization: string, to = server) {
  const requestId = unique('request')
  const socket = await connect(to, { init: { Authorization }, headers: { 'X-Request-Id': requestId } })
  const { code, reason } = await until(() => socket.closed)
  return { requestId, told: `${code} ${reason} ${JSON.stringify(socket.messages)}` }
}

/** The refusals that a client receives over each transport. */
async function refusalsOf(Authorization: string, to = server) {
  return {
    http: await answerTo(QUERY, Authorization, 'application/json', to),
    get: await answerToGet(Authorization, to),
    graphql: await answerTo(QUERY, Authorization, 'application/graphql-response+json', to),
    sse: await answerTo(STREAM, Authorization, 'text/event-stream', to),
    webSocket: await closedWith(Authorization, to),
    authz: await askedOfAuthz(Authorization, to),
  }
}

const told = (refusals: Awaited<ReturnType<typeof refusalsOf>>) =>
  Object.values(refusals).map((refusal) => refusal.told)

const UNKNOWN = 'Bearer nobody-has-such-a-secret-as-this-one'
const expected = told(await refusalsOf(UNKNOWN))

test('an unknown credential is answered with 401 over HTTP, SSE and at /authz, and closes a WebSocket with 4403', () => {
  const [http, get, graphql, sse, webSocket, authz] = expected
  for (const answer of [http, graphql, sse]) {
    expect(answer).toMatch(/^401 application\/[\w+-]+; charset=utf-8 Bearer /)
    expect(answer).toContain('"code":"UNAUTHENTICATED"')
  }
  expect([get, authz]).toEqual([http, http])
  expect(webSocket).toBe('4403 Forbidden []')
})

describe('over HTTP, SSE, WebSocket and at /authz the refusal is the same as for an unknown credential for', () => {
  test.each(Object.entries(JWTS))('a JWT %s, and the log says why', async (_what, [make, reason]) => {
    const refusals = await refusalsOf(`Bearer ${await make()}`)
    expect(told(refusals)).toEqual(expected)
    for (const { requestId } of Object.values(refusals)) {
      const lines = server.log.filter(
        ({ fields, message }) => fields['requestId'] === requestId && message !== 'Request',
      )
      expect(lines).toMatchObject([{ level: 'debug', message: 'The credential was refused' }])
      expect(lines[0]?.fields['reason']).toMatch(reason)
    }
  })

  test.each(Object.entries(OTHERS))('%s', async (_what, make) => {
    expect(told(await refusalsOf(await make()))).toEqual(expected)
  })

  test.each(Object.entries(ENDED_TOKENS))('%s', async (_what, make) => {
    expect(told(await refusalsOf(`Bearer ${await make(server, advance)}`))).toEqual(expected)
  })

  test('a JWT without a configured issuer', async () => {
    expect(told(await refusalsOf(`Bearer ${await sign({})}`, withoutIssuer))).toEqual(expected)
  })
})

test('a valid JWT of 16 KiB is accepted', async () => {
  const token = await long(16_000)
  expect(token.length).toBeGreaterThan(15_000)
  expect((await server.gql('{ me { groups } }', {}, { token })).status).toBe(200)
})

test('headers above 64 KiB are 431 over HTTP, SSE, WebSocket and at /authz', async () => {
  const Authorization = `Bearer ${'x'.repeat(66_000)}`
  const authz = await fetch(`${server.url}/authz?workspace=default&permission=WORKSPACE_READ`, {
    headers: { Authorization },
  })
  const answers = await Promise.all([
    server.post(QUERY, { Authorization }),
    server.post(STREAM, { Authorization, Accept: 'text/event-stream' }),
    fetch(`${server.url}/graphql?query=%7B__typename%7D`, { headers: { Authorization } }),
  ])
  expect([authz, ...answers].map(({ status }) => status)).toEqual([431, 431, 431, 431])
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { Authorization },
  })
  const refusal = await new Promise<Error>((resolve) => socket.on('error', resolve))
  expect(refusal.message).toContain('431')
})
