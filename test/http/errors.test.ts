// Errors: their shape, what they reveal to which caller, and what only the log contains.
import { describe, expect, test } from 'vitest'
import { isWellFormed, newSecret } from '../../src/auth/secret.ts'
import { AppError } from '../../src/errors.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer } from '../support/server.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const server = await startTestServer({ shared: true })

test('answers a malformed, misspelt, unknown or foreign credential with the same bytes', async () => {
  const secret = newSecret()
  const misspelt = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a')
  expect(isWellFormed(misspelt)).toBe(false)
  const bodies = new Set<string>()
  for (const authorization of [
    'Basic YTpi',
    'Bearer',
    `Bearer ${secret}`,
    `Bearer ${misspelt}`,
    'Bearer croft_short',
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.e30',
    `Bearer ${ADMIN_TOKEN}x`,
    `Bearer ${'x'.repeat(9000)}`,
  ]) {
    // the answer is the same if the body is malformed too
    for (const body of ['{"query":"{ __typename }"}', '{']) {
      const response = await server.post(body, { Authorization: authorization, 'X-Request-Id': 'same' })
      expect(response.status, authorization).toBe(401)
      bodies.add(await response.text())
    }
  }
  expect([...bodies]).toEqual([
    '{"errors":[{"message":"The credential is not valid","extensions":{"code":"UNAUTHENTICATED","requestId":"same"}}]}',
  ])
})

test('answers a bad credential with HTTP 401 even if the client asks for a stream', async () => {
  const response = await server.post('{"query":"{ __typename }"}', {
    Authorization: 'Bearer nobody',
    Accept: 'text/event-stream',
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/json; charset=utf-8'])
})

test('writes the keys of an error in a fixed order', async () => {
  const { body } = await server.gql('{ node(id: "nonsense") { id } }')
  expect(Object.keys(body.errors?.[0] ?? {})).toEqual(['message', 'locations', 'path', 'extensions'])
})

test('uses the request id of the client if it is well-formed, else creates one', async () => {
  const idFor = async (given: string) =>
    (await server.post('{"query":"{ __typename }"}', { 'X-Request-Id': given })).headers.get('x-request-id')
  expect(await idFor('deploy-42_a.b')).toBe('deploy-42_a.b')
  expect(await idFor('with space')).toMatch(UUID)
  expect(await idFor('x'.repeat(129))).toMatch(UUID)
  expect((await fetch(`${server.url}/healthz`)).headers.get('x-request-id')).toMatch(UUID)
  expect((await fetch(`${server.url}/nowhere`)).headers.get('x-request-id')).toMatch(UUID)
})

test('answers an unknown path with 404 in the same shape', async () => {
  const response = await fetch(`${server.url}/graphql/x`)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

test('suggests names for unknown fields and enum values in development only', async () => {
  const unknownField = '{ workspacez { totalCount } }'
  const unknownEnum = 'query($by: WorkspaceRef!) { workspace(by: $by) { id } }'
  const development = await startTestServer({ env: { CROFT_ENV: 'development' } })
  expect((await server.gql(unknownField)).body.errors?.[0]?.message).not.toContain('Did you mean')
  expect((await server.gql(unknownEnum, { by: { nam: 'x' } })).body.errors?.[0]?.message).not.toContain('Did you mean')
  expect((await development.gql(unknownField)).body.errors?.[0]?.message).toContain(
    'Did you mean "workspace" or "workspaces"',
  )
})

test('allows introspection to signed-in callers, in development to everyone', async () => {
  const types = '{ __schema { queryType { name } } __type(name: "Query") { name } }'
  expect((await server.gql(types)).body.errors).toBeUndefined()
  const development = await startTestServer({ env: { CROFT_ENV: 'development' } })
  expect((await development.gql(types, {}, { token: null })).body.errors).toBeUndefined()
})

describe('a server error', () => {
  const asked = '{"query":"{ serverInfo { publicUrl } }"}'
  const sendTo = async (broken: TestServer, accept = JSON_TYPE) => {
    const response = await broken.post(asked, { 'X-Request-Id': 'r-1', Accept: accept })
    return [response.status, await response.json()]
  }
  const masked = { message: 'Something went wrong', extensions: { code: 'INTERNAL', requestId: 'r-1' } }

  test('before any field runs is a masked 500; the log has the stack', async () => {
    const broken = await startTestServer()
    Object.assign(broken.app.services, { authenticate: () => Promise.reject(new Error('inner workings')) })
    expect(await sendTo(broken)).toEqual([500, { errors: [masked] }])
    expect(await sendTo(broken, 'text/event-stream')).toEqual([500, { errors: [masked] }])
    const logged = broken.log.find(({ level }) => level === 'error')
    expect(logged?.fields.requestId).toBe('r-1')
    expect(String((logged?.fields.err as Error | undefined)?.stack)).toContain('inner workings')
  })

  test('in a field is masked in the result', async () => {
    const broken = await startTestServer({ env: { CROFT_ENV: 'development' } })
    const publicUrl = () => {
      throw new Error('inner workings')
    }
    Object.assign(broken.app.services, { publicUrl })
    const error = { ...masked, path: ['serverInfo', 'publicUrl'], locations: [{ line: 1, column: 16 }] }
    expect(await sendTo(broken)).toEqual([200, { errors: [error], data: null }])
    expect(
      broken.log.some(({ fields }) => String((fields.err as Error | undefined)?.stack).includes('inner workings')),
    ).toBe(true)
  })

  test('that is UNAVAILABLE before any field runs is a 503 with Retry-After', async () => {
    const broken = await startTestServer()
    const away = new AppError('UNAVAILABLE', 'The keys are away', {}, { cause: new Error('inner workings') })
    Object.assign(broken.app.services, { authenticate: () => Promise.reject(away) })
    const error = { message: 'The keys are away', extensions: { code: 'UNAVAILABLE', requestId: 'r-1' } }
    expect(await sendTo(broken)).toEqual([503, { errors: [error] }])
    expect(await sendTo(broken, GRAPHQL_TYPE)).toEqual([503, { errors: [error] }])
    expect((await broken.post(asked)).headers.get('retry-after')).toBe('1')
    expect((await server.post(asked)).headers.get('retry-after')).toBeNull()
  })
})

test.each([
  ['subscription { events @skip(if: true) { type } }', {}],
  ['subscription ($b: Boolean!) { events @include(if: $b) { type } }', { b: false }],
  ['subscription ($b: Boolean!) { events @include(if: $b) { type } }', { b: true }],
  ['subscription { ...F @include(if: false) } fragment F on Subscription { events { type } }', {}],
  ['subscription { ... on Subscription { events @skip(if: true) { type } } }', {}],
])('refuses a subscription whose field may be skipped: %s', async (query, variables) => {
  const response = await server.post(JSON.stringify({ query, variables }), { Accept: 'text/event-stream' })
  const text = await response.text()
  expect(text).toContain('"code":"GRAPHQL_VALIDATION_FAILED"')
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})
