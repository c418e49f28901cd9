// The issuer's keys: rotated, moved, unreachable, hanging, malformed, endless. The last known keys serve for 24 hours.
import type { ServerResponse } from 'node:http'
import * as jose from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { inBackground } from '../support/background.ts'
import { AUDIENCE, claimsOf, HOUR_S, publicJwk, signJwt, startIssuer } from '../support/issuer.ts'
import { startTestServer, until } from '../support/server.ts'

const COOL_DOWN_MS = 30_000
const RETRY_MS = 5000
const FRESH_MS = 10 * 60_000
const DAY_MS = 24 * HOUR_S * 1000
const KEYS = '/jwks'

/** A server, its issuer, and their clock. Nothing of the issuer has been fetched yet. */
async function coldServer() {
  const issuer = await startIssuer()
  afterAll(() => issuer.close())
  const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
  const server = await startTestServer({ env, shared: true })
  let offsetMs = 0
  const sign = (header: Record<string, unknown> = {}, alg = 'RS256') =>
    signJwt(claimsOf(issuer.url, Math.floor((Date.now() + offsetMs) / 1000), {}), header, alg)
  return {
    issuer,
    server,
    sign,
    advance: (ms: number) => {
      offsetMs += ms
      server.advance(ms)
    },
    /** The status of a request with this token, a new one of the issuer by default. */
    statusOf: async (token?: string) =>
      (await server.gql('{ __typename }', {}, { token: token ?? (await sign()) })).status,
    fetches: () => issuer.state.requests.filter((path) => path === issuer.state.keysPath).length,
    changes: () => server.log.filter(({ message }) => message.startsWith("The identity provider's keys")),
  }
}

/** A server that has accepted a token of its issuer. */
async function warmServer() {
  const warm = await coldServer()
  expect(await warm.statusOf()).toBe(200)
  return warm
}

const text = (body: string) => (res: ServerResponse) => res.end(body)
const FIFTY_MB = 50 * 1024 * 1024

/** Writes without end until the client disconnects. */
function endless(res: ServerResponse, chunk: string, written: { bytes: number }): void {
  const write = () => {
    while (!res.destroyed && written.bytes < FIFTY_MB) {
      written.bytes += chunk.length
      if (!res.write(chunk)) return res.once('drain', write)
    }
    res.end()
  }
  write()
}

const FAULTS: Readonly<Record<string, (res: ServerResponse, path: string) => void>> = {
  'answers 503': (res) => res.writeHead(503).end(),
  'answers 404': (res) => res.writeHead(404).end(),
  'breaks the connection': (res) => res.destroy(),
  'redirects elsewhere': (res) => res.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
  'answers a page': text('<html>Sign in</html>'),
  'answers nothing': text(''),
  'answers null': text('null'),
  'answers a list': text('[]'),
  'answers an empty object': text('{}'),
  'describes another issuer': text('{"issuer":"https://elsewhere.example","jwks_uri":"https://elsewhere.example/"}'),
  'answers deep nesting': text('['.repeat(400_000)),
}
const KEY_FAULTS: Readonly<Record<string, (res: ServerResponse, path: string) => void>> = {
  'is a page': text('<html>'),
  'has no list of keys': text('{"keys":7}'),
  'has keys that are no objects': text('{"keys":[7,null,"x"]}'),
  'breaks off': (res) => {
    res.writeHead(200, { 'Content-Length': 1000 }).write('{"keys":[')
    setImmediate(() => res.destroy())
  },
}

describe('while the issuer', () => {
  const check = async (fault: (res: ServerResponse, path: string) => void) => {
    const { issuer, server, advance, statusOf, changes } = await warmServer()
    issuer.state.answer = fault
    advance(FRESH_MS + 1000)
    expect([await statusOf(), await statusOf()]).toEqual([200, 200])
    expect(changes()).toMatchObject([{ level: 'warn', fields: { err: expect.any(Error) } }])
    advance(DAY_MS - FRESH_MS - 60_000)
    expect(await statusOf()).toBe(200)
    advance(120_000)
    const answer = await server.gql('{ __typename }', {}, { token: await signJwt(claimsOf(issuer.url, 0, {})) })
    expect(answer.status).toBe(503)
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect((await server.gql('{ __typename }')).status).toBe(200)
    issuer.state.answer = null
    advance(RETRY_MS)
    expect(await statusOf()).toBe(200)
    expect(changes().map(({ level }) => level)).toEqual(['warn', 'info'])
  }

  test.each(Object.entries(FAULTS))('%s, the last known keys serve for 24 hours, API tokens always', (_what, fault) =>
    check(fault),
  )

  test.each(Object.entries(KEY_FAULTS))('has a key set that %s, the last known keys serve', async (_what, fault) => {
    const { issuer, advance, statusOf } = await warmServer()
    const document = JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}${KEYS}` })
    issuer.state.answer = (res, path) => (path === KEYS ? fault(res, path) : res.end(document))
    advance(FRESH_MS + 1000)
    expect(await statusOf()).toBe(200)
    expect(await statusOf(await signJwt(claimsOf(issuer.url, 0, {})))).toBe(401)
  })

  test('answers with 50 MB, only a limited part is read, and the last known keys serve', async () => {
    const { issuer, advance, statusOf, changes } = await warmServer()
    for (const path of ['/.well-known/openid-configuration', KEYS]) {
      const written = { bytes: 0 }
      const document = JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}${KEYS}` })
      issuer.state.answer = (res, asked) =>
        asked === path ? endless(res, ' '.repeat(64 * 1024), written) : res.end(document)
      advance(FRESH_MS + 1000)
      expect(await statusOf()).toBe(200)
      expect(written.bytes).toBeGreaterThan(0)
      expect(written.bytes).toBeLessThan(FIFTY_MB / 2)
      issuer.state.answer = null
      advance(RETRY_MS)
      expect(await statusOf()).toBe(200)
      await until(() => changes().at(-1)?.level === 'info')
    }
  })
})

describe('a key of the issuer', () => {
  test('that is new is fetched when a token names it, even after the key set has moved', async () => {
    const { issuer, advance, sign, statusOf } = await warmServer()
    issuer.state.keys = [await publicJwk('ES256')]
    issuer.state.keysPath = '/moved'
    advance(COOL_DOWN_MS)
    expect(await statusOf(await sign({}, 'ES256'))).toBe(200)
    expect(await statusOf()).toBe(401)
    expect(issuer.state.requests.filter((path) => path === KEYS)).toHaveLength(1)
  })

  test('that was withdrawn counts for ten minutes at most', async () => {
    const { issuer, advance, statusOf } = await warmServer()
    issuer.state.keys = []
    advance(FRESH_MS - 5000)
    expect(await statusOf()).toBe(200)
    advance(6000)
    expect(await statusOf()).toBe(401)
  })

  test('that is unknown is fetched once for 500 concurrent tokens, and not again soon', async () => {
    const { advance, statusOf, sign, fetches } = await warmServer()
    const valid = await sign()
    advance(COOL_DOWN_MS)
    const unknown = await Promise.all(Array.from({ length: 500 }, (_, id) => sign({ kid: `unknown-${id}` })))
    const statuses = await Promise.all(unknown.map((token) => statusOf(token)))
    expect(new Set(statuses)).toEqual(new Set([401]))
    expect(fetches()).toBe(2)
    expect(await statusOf(unknown[0] as string)).toBe(401)
    expect(await statusOf(valid)).toBe(200)
    expect(fetches()).toBe(2)
  })

  test('without a matching key id is found by trying all of them in turn', async () => {
    const { issuer, advance, sign, statusOf } = await coldServer()
    const { kid: _, ...own } = await publicJwk('RS256')
    const others = await Promise.all([1, 2].map(() => jose.generateKeyPair('RS256').then(({ publicKey }) => publicKey)))
    const strangers = await Promise.all(others.map((key) => jose.exportJWK(key)))
    issuer.state.keys = [...strangers, own]
    expect(await statusOf(await sign({ kid: undefined }))).toBe(200)
    expect(await statusOf(await sign({ kid: 'named-in-tokens-alone' }))).toBe(200)
    const { privateKey } = await jose.generateKeyPair('RS256')
    const forged = new jose.SignJWT(claimsOf(issuer.url, 0, {})).setProtectedHeader({ alg: 'RS256' })
    expect(await statusOf(await forged.sign(privateKey))).toBe(401)
    issuer.state.keys = [...strangers]
    advance(FRESH_MS + 1000)
    expect(await statusOf(await sign({ kid: undefined }))).toBe(401)
    issuer.state.keys = [own]
    advance(COOL_DOWN_MS)
    expect(await statusOf(await sign({ kid: undefined }))).toBe(200)
  })

  test('that cannot verify anything is ignored', async () => {
    const { issuer, statusOf } = await coldServer()
    const junk = [
      {},
      { kty: 'RSA', kid: 'RS256', n: 'AA', e: 'AQAB', use: 'enc' },
      { kty: 'oct', k: 'c2VjcmV0' },
      { kty: 7 },
    ]
    issuer.state.keys = [...(junk as jose.JWK[]), ...issuer.state.keys]
    expect(await statusOf()).toBe(200)
  })
})

// each of these waits five seconds for the end of a fetch
const HANGING: Readonly<Record<string, (res: ServerResponse, path: string) => void>> = {
  'does not answer': () => {},
  'answers a little at a time': (res) => {
    const timer = setInterval(() => (res.destroyed ? clearInterval(timer) : res.write(' ')), 100)
  },
}
for (const [what, fault] of Object.entries(HANGING)) {
  test(
    `while the issuer ${what}, one request waits at most five seconds, and later requests do not wait`,
    inBackground(await coldServer(), async ({ issuer, advance, statusOf, fetches }) => {
      expect(await statusOf()).toBe(200)
      const asked: ServerResponse[] = []
      issuer.state.answer = (res, path) => {
        asked.push(res)
        fault(res, path)
      }
      advance(FRESH_MS + 1000)
      expect(await statusOf()).toBe(200)
      expect(asked[0]?.destroyed).toBe(true)
      advance(RETRY_MS)
      expect(await statusOf()).toBe(200)
      await until(() => asked.length > 1)
      expect(asked[1]?.destroyed).toBe(false)
      expect(fetches()).toBe(1)
    }),
  )
}
