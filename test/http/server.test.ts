import type { IncomingMessage } from 'node:http'
import { getOperationAST, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { type Network, networkOf } from '../../src/config/networks.ts'
import { clientAddress } from '../../src/http/address.ts'
import { PREPARED } from '../../src/http/pages/welcome.ts'
import { schema } from '../../src/modules/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const QUERY = '{"query":"{ __typename }"}'

test('/healthz always answers, /readyz with 200 only while the database answers', async () => {
  const own = await startTestServer()
  const answers = async (path: string) => {
    const response = await fetch(own.url + path)
    return [response.status, await response.json()]
  }
  expect(await answers('/healthz')).toEqual([200, { status: 'alive' }])
  expect(await answers('/readyz')).toEqual([200, { status: 'ready' }])
  await own.app.services.store.db.destroy()
  expect(await answers('/readyz')).toEqual([503, { status: 'unavailable' }])
  expect(await answers('/healthz')).toEqual([200, { status: 'alive' }])
})

describe('firm ground 12: CORS', () => {
  const LISTED = 'https://app.example.com'
  const preflight = (url: string, origin: string, headers = 'authorization') =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': headers },
    })

  test('allows a listed origin with any request headers, and exposes those of the answer', async () => {
    const open = await startTestServer({ env: { CROFT_CORS_ORIGINS: `${LISTED},https://b.example.com` } })
    const headers = 'authorization,x-apollo-operation-name,traceparent'
    const allowed = await preflight(open.url, LISTED, headers)
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(LISTED)
    expect(allowed.headers.get('access-control-allow-headers')).toBe(headers)
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST')
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    const answered = await open.post(QUERY, { Origin: 'https://b.example.com' })
    expect(answered.headers.get('access-control-allow-origin')).toBe('https://b.example.com')
    expect(answered.headers.get('access-control-expose-headers')).toBe(
      'Retry-After, RateLimit, X-Croft-Cost, X-Request-Id',
    )
    expect(answered.headers.get('vary')).toBe('Origin')
  })

  test('refuses every other origin by any method, names the setting, and runs nothing for it', async () => {
    const open = await startTestServer({ env: { CROFT_CORS_ORIGINS: LISTED } })
    for (const { url } of [server, open]) {
      for (const origin of [
        'https://app.example.com.evil.org',
        'http://app.example.com',
        'https://app.example.com:8443',
        'null',
      ]) {
        const query = new URLSearchParams({ query: '{ __typename }' })
        const answers = [
          await preflight(url, origin),
          await fetch(`${url}/graphql?${query}`, { headers: { Origin: origin } }),
          await fetch(`${url}/graphql`, {
            method: 'POST',
            body: QUERY,
            headers: { Origin: origin, 'Content-Type': 'application/json' },
          }),
        ]
        for (const answer of answers) {
          expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
          const { errors } = (await answer.json()) as { errors: { message: string; extensions: object }[] }
          expect(errors[0]?.message).toContain('CROFT_CORS_ORIGINS')
          expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
        }
      }
    }
  })

  test('allows pages of its own origin, by the address in use and by the configured one', async () => {
    const own = await startTestServer({ env: { CROFT_PUBLIC_URL: 'https://croft.example.com' } })
    for (const origin of [own.url, 'https://croft.example.com']) {
      expect((await own.post(QUERY, { Origin: origin })).status).toBe(200)
    }
  })
})

describe('GraphiQL', () => {
  const page = (url: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, { headers: { Accept: 'text/html,*/*;q=0.8', ...headers } })

  test('is one page, whose policy lets it load nothing from other hosts', async () => {
    const response = await page(server.url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const html = await response.text()
    expect(html).toContain('<title>Croft</title>')
    expect(html).toContain(JSON.stringify(PREPARED[0]?.query).slice(1, 60))
    expect(html.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(/(?:src|href)="(?!data:)/)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/https?:|\*/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('is sent compressed, and with 304 if the browser has it', async () => {
    const response = await page(server.url, { 'Accept-Encoding': 'gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(Number(response.headers.get('content-length'))).toBeLessThan(3_000_000)
    expect((await response.text()).length).toBeGreaterThan(1_000_000)
    const again = await page(server.url, { 'If-None-Match': response.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    for (const encoding of ['identity', 'gzip;q=0', 'br']) {
      const plain = await page(server.url, { 'Accept-Encoding': encoding })
      expect(plain.headers.get('content-encoding'), encoding).toBeNull()
      await plain.body?.cancel()
    }
  })

  test('answers 404 when it is turned off', async () => {
    const off = await startTestServer({ env: { CROFT_GRAPHIQL: 'off' } })
    expect((await page(off.url)).status).toBe(404)
    expect((await off.post(QUERY)).status).toBe(200)
  })

  test('opens with operations that are valid in the schema', () => {
    expect(PREPARED.map(({ name }) => name)).toEqual(['Welcome', 'Workspaces', 'Fill', 'Watch', 'Delete'])
    for (const { name, query } of PREPARED) {
      const document = parse(query)
      expect(document.definitions).toHaveLength(1)
      expect(getOperationAST(document)?.name?.value).toBe(name)
      expect(validate(schema, document), name).toEqual([])
    }
  })
})

test.each([
  [[], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  [[], '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  [['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
  [['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  [['10.0.0.0/8'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  [['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
  [['10.0.0.0/8'], '::ffff:10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
  [['10.0.0.0/8'], '10.1.2.3', 'nonsense, 10.9.9.9', '10.9.9.9'],
  [['::1', 'fd00::/8'], '::1', '[2001:db8::7]:443, fd00::2', '2001:db8::7'],
  [['10.0.0.0/8'], '10.1.2.3', '198.51.100.1, ::10.9.9.9', '::a09:909'],
])('trusting %j, a request from %s with X-Forwarded-For: %s comes from %s', (proxies, socket, forwarded, expected) => {
  const request = { socket: { remoteAddress: socket }, headers: { 'x-forwarded-for': forwarded } }
  const networks = proxies.map((proxy) => networkOf(proxy) as Network)
  expect(clientAddress(networks)(request as unknown as IncomingMessage)).toBe(expected)
})

test('writes the last use of a token, its address and operation, when the server stops', async () => {
  const first = await startTestServer({ env: { CROFT_TRUSTED_PROXIES: '127.0.0.1' } })
  await first.gql('query Hello { __typename }', {}, { headers: { 'X-Forwarded-For': '198.51.100.7' } })
  const { store } = first.app.services
  const used = () =>
    store.db.selectFrom('api_token').select(['last_used_ip', 'last_used_operation']).executeTakeFirstOrThrow()
  expect(await used()).toEqual({ last_used_ip: null, last_used_operation: null })
  const { close } = store
  let written: unknown
  Object.assign(store, {
    close: async () => {
      written = await used()
      await close()
    },
  })
  await first.app.close()
  expect(written).toEqual({ last_used_ip: '198.51.100.7', last_used_operation: 'Hello' })
})

test('logs no variables, bodies or credentials', async () => {
  const own = await startTestServer({ env: { CROFT_LOG_LEVEL: 'trace' } })
  await own.gql('query($id: ID!) { node(id: $id) { id } }', { id: 'hush-variable' })
  await own.post('{"query":"{ hush-body', { Authorization: 'Bearer hush-credential' })
  const logged = JSON.stringify(own.log)
  expect(own.log.length).toBeGreaterThan(0)
  expect(logged).not.toContain('hush')
  expect(logged).not.toContain(ADMIN_TOKEN)
})
