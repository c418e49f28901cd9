// `croft/verify`, with which other services find out who calls: what it refuses, and that it works while Croft
// restarts, is away, and rotates its keys.
import * as jose from 'jose'
import { describe, expect, test } from 'vitest'
import { PUBLISHED_AHEAD_MS, rotateKeys, SIGNS_FOR_MS } from '../../src/auth/signing/keys.ts'
import { createVerifier, type Fetch, type Verify, VerifyError } from '../../src/verify/verify.ts'
import { inBackground } from '../support/background.ts'
import { newDatabase } from '../support/database.ts'
import { CREATE_SERVICE_ACCOUNT, EXCHANGE_TOKEN } from '../support/operations.ts'
import { type Person, run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, type TestServer, within } from '../support/server.ts'

const ISSUER = 'https://croft.example/below'
const KEYS_PATH = '/.well-known/jwks.json'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const env = { CROFT_PUBLIC_URL: ISSUER }
const server = await startTestServer({ shared: true, env })
const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
const eve = workspace.members['eve'] as Person

async function tokenFrom(of: TestServer, as: Credentials = { token: ADMIN_TOKEN }, name = 'default'): Promise<string> {
  const input = { workspace: { name }, audience: 'reports' }
  return (await run(of, EXCHANGE_TOKEN, { input }, as)).exchangeToken.accessToken as string
}

/** A service with a clock of its own, whose requests for keys go to this server, or to none. */
function newService(croft: Pick<TestServer, 'url'> | null = server, audience = 'reports') {
  const service = { croft, afterMs: 0, fetched: [] as string[] }
  const send: Fetch = async (url, init) => {
    service.fetched.push(url)
    if (!service.croft) throw new Error('Nobody is there')
    return fetch(url.replace(ISSUER, service.croft.url), init)
  }
  const now = () => Date.now() + service.afterMs
  return Object.assign(service, { verify: createVerifier({ issuer: `${ISSUER}/`, audience, fetch: send, now }) })
}

/** The identity's id, or the code of the refusal. */
const outcomeOf = (verify: Verify, token: string | undefined) =>
  verify(token === undefined ? undefined : `Bearer ${token}`).then(
    ({ id }) => id,
    (error: VerifyError) => (error instanceof VerifyError ? `${error.status} ${error.code}` : String(error)),
  )
const REFUSED = '401 UNAUTHENTICATED'
const AWAY = '503 UNAVAILABLE'

/** Signs a token that Croft would never sign, with the key of Croft. */
async function forged(claims: jose.JWTPayload, header: Partial<jose.JWTHeaderParameters> = {}): Promise<string> {
  const { store } = server.app.services
  const row = await store.db.selectFrom('signing_key').selectAll().executeTakeFirstOrThrow()
  const key = JSON.parse(store.sealer.open('signing-key', row.sealed_private) ?? '') as jose.JWK
  const whole = JSON.parse(JSON.stringify({ ...jose.decodeJwt(await tokenFrom(server)), ...claims })) as jose.JWTPayload
  const signer = new jose.SignJWT(whole)
  return signer
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: row.id, ...header })
    .sign(await jose.importJWK(key, 'ES256'))
}

describe('returns', () => {
  test("the caller, the workspace, and the caller's rights there", async () => {
    const { verify, fetched } = newService()
    const identity = await verify(`bearer  ${await tokenFrom(server, eve, workspace.name)}`)
    expect(identity).toMatchObject({
      id: eve.id,
      kind: 'USER',
      workspace: { id: workspace.id, name: workspace.name },
      role: 'EDITOR',
      permissions: expect.arrayContaining(['RESOURCE_WRITE']),
      tokenId: expect.any(String),
    })
    expect(Math.abs(identity.expiresAt.getTime() - Date.now() - 5 * MINUTE_MS)).toBeLessThan(10_000)
    const may = (permission: string, where: string) => identity.can(permission, where)
    expect([may('RESOURCE_WRITE', workspace.id), may('MEMBER_UPDATE', workspace.id)]).toEqual([true, false])
    // another workspace may get the name once this one is deleted
    expect([may('RESOURCE_WRITE', 'default'), may('RESOURCE_WRITE', workspace.name)]).toEqual([false, false])
    expect(fetched).toEqual([ISSUER + KEYS_PATH])
  })

  test('the kind of the caller: a service account or a user', async () => {
    const account = { workspace: { id: workspace.id }, name: unique('machine'), role: 'VIEWER' as const }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, workspace.owner)
    const { id } = createServiceAccount.serviceAccount
    const input = { name: 'machine', serviceAccount: id }
    const CREATE = 'mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }'
    const { secret } = (await server.data(CREATE, { input }, workspace.owner)).createApiToken
    const token = await tokenFrom(server, { token: secret }, workspace.name)
    expect(await newService().verify(`Bearer ${token}`)).toMatchObject({ id, kind: 'SERVICE_ACCOUNT' })
  })
})

describe('refuses', () => {
  const now = Math.floor(Date.now() / 1000)
  const made: Record<string, () => Promise<string> | string> = {
    'an API token': () => eve.token,
    'what is no JWT': () => 'a.b.c',
    'a token of another issuer': () => forged({ iss: 'https://elsewhere.example' }),
    'a token for another audience': () => forged({ aud: 'billing' }),
    'a token that expired a minute ago': () => forged({ exp: now - 60 }),
    'a token without exp': () => forged({ exp: undefined } as never),
    'a token that was issued an hour ago, whatever its exp': () => forged({ iat: now - 3600, exp: now + 3600 }),
    'a token that is issued in an hour': () => forged({ iat: now + 3600, exp: now + 7200 }),
    'a token of another type': () => forged({}, { typ: 'JWT' }),
    'a token without a type': () => forged({}, { typ: undefined } as never),
    'a token without permissions': () => forged({ permissions: undefined }),
    'a token with permissions that are text': () => forged({ permissions: 'RESOURCE_WRITE' }),
    'a token with permissions that are numbers': () => forged({ permissions: [1] }),
    'a token without a workspace': () => forged({ workspace_id: undefined }),
    'a token with a workspace that is an object': () => forged({ workspace: {} }),
    'a token whose claims were changed': async () => {
      const [head, , signature] = (await tokenFrom(server)).split('.')
      const claims = { ...jose.decodeJwt(await tokenFrom(server)), role: 'OWNER', sub: 'user_x' }
      return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
    },
    'a token without a signature': async () => {
      const [, claims] = (await tokenFrom(server)).split('.')
      return `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${claims}.x`
    },
    'a token that is signed with the public key as a secret': async () => {
      const text = await (await fetch(server.url + KEYS_PATH)).text()
      const { kid = '', ...jwk } = (JSON.parse(text) as jose.JSONWebKeySet).keys[0] ?? {}
      const signer = new jose.SignJWT(jose.decodeJwt(await tokenFrom(server)))
      return signer.setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid }).sign(Buffer.from(JSON.stringify(jwk)))
    },
    'a token that is signed by a key of its own': async () => {
      const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true })
      const signer = new jose.SignJWT(jose.decodeJwt(await tokenFrom(server)))
      const jwk = await jose.exportJWK(publicKey)
      return signer
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'own', jwk, jku: server.url })
        .sign(privateKey)
    },
    'a token of 20 KB': () => forged({ padding: 'x'.repeat(20_000) }),
  }

  test.each(Object.entries(made))('%s', async (_what, make) => {
    const { verify } = newService()
    expect(await outcomeOf(verify, await make())).toBe(REFUSED)
    expect(await outcomeOf(verify, await forged({}))).toMatch(/^user_/)
  })

  test.each([undefined, null, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b'])(
    'the header %j without asking Croft',
    async (header) => {
      const { verify, fetched } = newService()
      await expect(verify(header)).rejects.toMatchObject({ name: 'VerifyError', code: 'UNAUTHENTICATED', status: 401 })
      expect(fetched).toEqual([])
    },
  )

  test('a token without repeating it in the error', async () => {
    const token = await forged({ aud: 'billing' })
    const error = await newService()
      .verify(`Bearer ${token}`)
      .catch((thrown: VerifyError) => thrown)
    expect(error).toMatchObject({
      message: 'The token is not valid',
      cause: { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' },
    })
    expect(JSON.stringify([error, (error as Error).stack, (error as Error).cause])).not.toContain(token)
  })

  test('options that would verify nothing', () => {
    expect(() => createVerifier({ issuer: ISSUER, audience: '' })).toThrow('audience')
    expect(() => createVerifier({ issuer: 'croft', audience: 'reports' })).toThrow('address')
  })
})

describe("asks for Croft's keys", () => {
  test('once for many tokens, and again after five minutes, without delaying anybody', async () => {
    const service = newService()
    const token = await tokenFrom(server)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(service.verify, token)))
    expect([new Set(outcomes).size, service.fetched.length]).toEqual([1, 1])
    service.afterMs = 4 * MINUTE_MS
    await service.verify(`Bearer ${token}`)
    expect(service.fetched).toHaveLength(1)
    service.afterMs = 5.2 * MINUTE_MS
    await service.verify(`Bearer ${token}`)
    expect(service.fetched).toHaveLength(2)
  })

  test('at most every ten seconds for tokens with unknown keys', async () => {
    const service = newService()
    const strange = await forged({}, { kid: 'nobody' })
    await outcomeOf(service.verify, strange)
    await Promise.all(Array.from({ length: 50 }, () => outcomeOf(service.verify, strange)))
    expect(service.fetched).toHaveLength(1)
    service.afterMs = 11_000
    expect(await outcomeOf(service.verify, strange)).toBe(REFUSED)
    expect(service.fetched).toHaveLength(2)
  })
})

test('a rotation of the keys refuses no token at any time', async () => {
  const own = await startTestServer({ env })
  const service = newService(own)
  const signers = new Set<unknown>()
  await outcomeOf(service.verify, await tokenFrom(own))
  const advance = async (ms: number) => {
    own.advance(ms)
    service.afterMs += ms
    const { store } = own.app.services
    await store.write((tx) => rotateKeys(tx, store.sealer, store.now()))
    const token = await tokenFrom(own)
    signers.add(jose.decodeProtectedHeader(token).kid)
    expect(await outcomeOf(service.verify, token)).toMatch(/^user_/)
    return token
  }
  await advance(SIGNS_FOR_MS - PUBLISHED_AHEAD_MS - 5 * MINUTE_MS)
  for (let minute = 0; minute < 90; minute += 5) {
    const token = await advance(5 * MINUTE_MS)
    service.afterMs += 4 * MINUTE_MS
    expect(await outcomeOf(service.verify, token)).toMatch(/^user_/)
    service.afterMs -= 4 * MINUTE_MS
  }
  expect(signers.size).toBe(2)
})

test('a token of a new key is accepted after one request for the keys', async () => {
  const own = await startTestServer({ env })
  const service = newService(own)
  await outcomeOf(service.verify, await tokenFrom(own))
  await own.database.query('delete from signing_key')
  service.afterMs = 11_000
  expect(await outcomeOf(service.verify, await tokenFrom(own))).toMatch(/^user_/)
  expect(service.fetched).toHaveLength(2)
})

describe('while Croft', () => {
  test('restarts, tokens stay valid, and its new keys are found', async () => {
    const database = await newDatabase()
    const first = await startTestServer({ database, env })
    const service = newService(first)
    const token = await tokenFrom(first)
    expect(await outcomeOf(service.verify, token)).toMatch(/^user_/)
    await first.close()
    service.croft = null
    service.afterMs = 4.5 * MINUTE_MS
    expect(await outcomeOf(service.verify, token)).toMatch(/^user_/)
    const second = await startTestServer({ database, env })
    service.croft = second
    service.afterMs = 0
    expect(await outcomeOf(service.verify, await tokenFrom(second))).toMatch(/^user_/)
    await second.close()
    await database.drop()
  })

  test('is away, the last known keys serve for a day; after that tokens are 503', async () => {
    const service = newService()
    await outcomeOf(service.verify, await tokenFrom(server))
    service.croft = null
    const at = async (afterMs: number) => {
      service.afterMs = afterMs
      const iat = Math.floor((Date.now() + afterMs) / 1000)
      return outcomeOf(service.verify, await forged({ iat, exp: iat + 60 }))
    }
    expect(await at(6 * MINUTE_MS)).toMatch(/^user_/)
    expect(await at(23 * HOUR_MS)).toMatch(/^user_/)
    expect(await at(25 * HOUR_MS)).toBe(AWAY)
    // an unknown key may be a new one
    service.afterMs = 23 * HOUR_MS
    expect(await outcomeOf(service.verify, await forged({}, { kid: 'new' }))).toBe(AWAY)
    service.croft = server
    expect(await at(25 * HOUR_MS + 2000)).toMatch(/^user_/)
  })

  test('cannot be reached from the start, tokens are 503, and accepted a second after it is there', async () => {
    const service = newService(null)
    const token = await tokenFrom(server)
    expect([await outcomeOf(service.verify, token), await outcomeOf(service.verify, token)]).toEqual([AWAY, AWAY])
    expect(service.fetched).toHaveLength(1)
    service.croft = server
    service.afterMs = 1100
    expect(await outcomeOf(service.verify, token)).toMatch(/^user_/)
  })

  test.each([
    ['an empty key set', () => Response.json({ keys: [] })],
    ['an error', () => new Response('', { status: 503 })],
    ['no JSON', () => new Response('<html>')],
    ['no keys', () => new Response('{"keys":7}')],
  ])('answers %s, tokens are 503', async (_what, answer) => {
    const verify = createVerifier({ issuer: ISSUER, audience: 'reports', fetch: async () => answer() })
    expect(await outcomeOf(verify, await tokenFrom(server))).toBe(AWAY)
  })
})

test(
  'while Croft never answers, a token is 503 after five seconds',
  inBackground(await tokenFrom(server), async (token) => {
    const hanging = createVerifier({ issuer: ISSUER, audience: 'reports', fetch: () => new Promise(() => {}) })
    expect(await within(7000, outcomeOf(hanging, token))).toBe(AWAY)
  }),
)
