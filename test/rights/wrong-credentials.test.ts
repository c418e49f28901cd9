// Every wrong credential, over HTTP, SSE, WebSocket and at /authz: the same refusal, byte for byte. Why a JWT was refused is told in
// the log alone.
import * as jose from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { newSecret } from '../../src/auth/secret.ts'
import { graphql } from '../generated/gql.ts'
import { connect } from '../streams/raw.ts'
import { ALGORITHMS, AUDIENCE, claimsOf, HOUR_S, keyPair, signJwt, startIssuer } from '../support/issuer.ts'
import {
  CREATE_API_TOKEN,
  DELETE_WORKSPACE,
  EXCHANGE_TOKEN,
  ROTATE_API_TOKEN,
  SUSPEND_API_TOKEN,
} from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const SUSPEND = graphql(`
  mutation WrongSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const REVOKE = graphql(`
  mutation WrongRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)

const STATE = graphql(`
  query WrongState($id: ID!) { deletion(id: $id) { state } }
`)

const issuer = await startIssuer(undefined, ALGORITHMS)
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })
const withoutIssuer = await startTestServer({ shared: true })
let offsetS = 0
const now = () => Math.floor(Date.now() / 1000) + offsetS

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
/** Of about this many characters. */
const long = (characters: number, changed: Claims = {}) =>
  sign({ ...changed, padding: 'x'.repeat(Math.floor((characters - 800) * 0.75)) })

/** A JWT, and what the log says of it. */
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
}

/** Other credentials, as the header's value. */
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
  'a revoked token': async () => {
    const bob = await signUp(server)
    const token = await newToken(bob)
    await run(server, REVOKE, { input: { token: { id: token.id } } }, bob)
    return `Bearer ${token.secret}`
  },
  'a suspended token': async () => {
    const bob = await signUp(server)
    const token = await newToken(bob)
    await run(server, SUSPEND_API_TOKEN, { input: { token: { id: token.id } } }, bob)
    return `Bearer ${token.secret}`
  },
  'the secret before a rotation without a grace': async () => {
    const bob = await signUp(server)
    const token = await newToken(bob)
    await run(server, ROTATE_API_TOKEN, { input: { token: { id: token.id }, grace: '0s' } }, bob)
    return `Bearer ${token.secret}`
  },
  'an expired token': async () => {
    const { secret } = await newToken(await signUp(server), { expiresIn: '1h' })
    offsetS += HOUR_S
    server.advance(HOUR_S * 1000)
    return `Bearer ${secret}`
  },
  'the secret before a rotation, after its grace': async () => {
    const bob = await signUp(server)
    const token = await newToken(bob)
    await run(server, ROTATE_API_TOKEN, { input: { token: { id: token.id }, grace: '0s' } }, bob)
    return `Bearer ${token.secret}`
  },
  "a suspended user's token": async () => {
    const bob = await signUp(server)
    await run(server, SUSPEND, { input: { user: { id: bob.id }, reason: 'away' } })
    return `Bearer ${bob.token}`
  },
  'a JWT that this server has signed for another service': async () => {
    const input = { workspace: { name: 'default' }, audience: 'reports' }
    return `Bearer ${(await run(server, EXCHANGE_TOKEN, { input })).exchangeToken.accessToken}`
  },
  'a token of a workspace that is being deleted': async () => {
    const workspace = await seedWorkspace(server, { vic: 'VIEWER' })
    const { secret } = await newToken(workspace.members['vic'] as Person, { workspace: { id: workspace.id } })
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id: workspace.id } } }, workspace.owner)
    return `Bearer ${secret}`
  },
  'a token of a workspace that was deleted': async () => {
    const workspace = await seedWorkspace(server, { vic: 'VIEWER' })
    const { secret } = await newToken(workspace.members['vic'] as Person, { workspace: { id: workspace.id } })
    const input = { workspace: { id: workspace.id } }
    const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, workspace.owner)
    const { id } = deleteWorkspace.deletion
    await until(async () => (await run(server, STATE, { id }, workspace.owner)).deletion?.state === 'SUCCEEDED')
    return `Bearer ${secret}`
  },
}

async function newToken(owner: Person, more: { expiresIn?: string; workspace?: { id: string } } = {}) {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'token', ...more } }, owner)
  return { id: createApiToken.token.id, secret: createApiToken.secret ?? '' }
}

const QUERY = JSON.stringify({ query: '{ __typename }' })
const STREAM = JSON.stringify({ query: 'subscription { events { type } }' })

/** Everything that the client is told, without the request id, which is checked for. */
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

const askedOfAuthz = (Authorization: string, to = server) =>
  toldBy((requestId) => {
    const headers = { Authorization, 'X-Request-Id': requestId }
    return fetch(`${to.url}/authz?workspace=default&permission=WORKSPACE_READ`, { headers })
  })

/** How a WebSocket with this credential is closed. */
async function closedWith(Authorization: string, to = server) {
  const requestId = unique('request')
  const socket = await connect(to, { init: { Authorization }, headers: { 'X-Request-Id': requestId } })
  const { code, reason } = await until(() => socket.closed)
  return { requestId, told: `${code} ${reason} ${JSON.stringify(socket.messages)}` }
}

/** What a client is told over each transport. */
async function refusalsOf(Authorization: string, to = server) {
  return {
    http: await answerTo(QUERY, Authorization, 'application/json', to),
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
  const [http, graphql, sse, webSocket, authz] = expected
  for (const answer of [http, graphql, sse]) {
    expect(answer).toMatch(/^401 application\/[\w+-]+; charset=utf-8 Bearer /)
    expect(answer).toContain('"code":"UNAUTHENTICATED"')
  }
  expect(authz).toBe(http)
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

  test('a JWT without a configured issuer', async () => {
    expect(told(await refusalsOf(`Bearer ${await sign({})}`, withoutIssuer))).toEqual(expected)
  })
})

test('a valid JWT of 16 KiB is accepted', async () => {
  const token = await long(16_000)
  expect(token.length).toBeGreaterThan(15_000)
  expect((await server.gql('{ me { groups } }', {}, { token })).status).toBe(200)
})
