import { describe, expect, test } from 'vitest'
import { isWellFormed, newSecret } from '../../src/auth/secret.ts'
import { AppError } from '../../src/errors.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer } from '../support/server.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'
const ADMIN = { Authorization: `Bearer ${ADMIN_TOKEN}` }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const server = await startTestServer({ shared: true })

interface Row {
  situation: string
  body: unknown
  headers?: Record<string, string>
  code: string | null
  json: number
  graphql: number
  details?: Record<string, unknown>
}

const rows: Row[] = [
  { situation: 'answered', body: { query: '{ __typename }' }, code: null, json: 200, graphql: 200 },
  {
    situation: 'a field error of a query',
    body: { query: '{ node(id: "nonsense") { id } }' },
    code: 'INVALID_INPUT',
    json: 200,
    graphql: 200,
  },
  {
    situation: 'a field error of a mutation',
    body: { query: 'mutation { updateWorkspace(input: { workspace: { name: "none" } }) { workspace { id } } }' },
    code: 'NOT_FOUND',
    json: 200,
    graphql: 200,
  },
  {
    situation: 'anonymous where a sign-in is needed',
    body: { query: '{ me { user { id } } }' },
    headers: { Authorization: '' },
    code: 'UNAUTHENTICATED',
    json: 200,
    graphql: 200,
  },
  {
    situation: 'anonymous introspection',
    body: { query: '{ ...S } fragment S on Query { types: __schema { description } }' },
    headers: { Authorization: '' },
    code: 'UNAUTHENTICATED',
    json: 200,
    graphql: 200,
  },
  {
    situation: 'a bad credential',
    body: { query: '{ __typename }' },
    headers: { Authorization: 'Bearer nobody' },
    code: 'UNAUTHENTICATED',
    json: 401,
    graphql: 401,
  },
  { situation: 'no JSON', body: '{"query"', code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  { situation: 'an empty body', body: '', code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  { situation: 'no query', body: { variables: {} }, code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  { situation: 'a batch', body: [{ query: '{ __typename }' }], code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  {
    situation: 'variables that are no object',
    body: { query: '{ __typename }', variables: [] },
    code: 'GRAPHQL_PARSE_FAILED',
    json: 400,
    graphql: 400,
  },
  {
    situation: 'an operation name that is no string',
    body: { query: '{ __typename }', operationName: 1 },
    code: 'GRAPHQL_PARSE_FAILED',
    json: 400,
    graphql: 400,
  },
  // 200 for application/json is what graphql-http's audit asks for
  { situation: 'a syntax error', body: { query: '{ me ' }, code: 'GRAPHQL_PARSE_FAILED', json: 200, graphql: 400 },
  {
    situation: 'an unknown field',
    body: { query: '{ nothing }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    json: 200,
    graphql: 400,
  },
  {
    situation: 'a wrong literal',
    body: { query: '{ node(id: true) { id } }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    json: 200,
    graphql: 400,
  },
  {
    situation: 'a literal that a scalar refuses',
    body: { query: '{ workspace(by: { uuid: "x" }) { id } }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    json: 200,
    graphql: 400,
  },
  {
    situation: 'a cycle of fragments',
    body: { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    json: 200,
    graphql: 400,
  },
  {
    situation: 'an operation that is not there',
    body: { query: 'query A { __typename }', operationName: 'B' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    json: 200,
    graphql: 400,
  },
  {
    situation: 'a variable that is missing',
    body: { query: 'query($id: ID!) { node(id: $id) { id } }' },
    code: 'INVALID_INPUT',
    json: 200,
    graphql: 400,
    details: { path: 'id' },
  },
  {
    situation: 'a variable that does not fit',
    body: {
      query: 'mutation($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }',
      variables: { input: { name: ['ab', 'cd'] } },
    },
    code: 'INVALID_INPUT',
    json: 200,
    graphql: 400,
    details: { path: 'input.name' },
  },
  {
    situation: 'an item of a list that does not fit',
    body: { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: ['a', { b: 1 }] } },
    code: 'INVALID_INPUT',
    json: 200,
    graphql: 400,
    details: { path: 'ids[1]' },
  },
  {
    situation: 'a variable that is null where the argument must not be',
    body: { query: 'query($id: ID = "x") { node(id: $id) { id } }', variables: { id: null } },
    code: 'INVALID_INPUT',
    json: 200,
    graphql: 200,
  },
  {
    situation: 'too many aliases',
    body: { query: `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }` },
    code: 'QUERY_TOO_COMPLEX',
    json: 200,
    graphql: 400,
    details: { what: 'aliases', limit: 30 },
  },
  {
    situation: 'a body above 256 KiB',
    body: { query: '{ __typename }', variables: { x: 'x'.repeat(256 * 1024) } },
    code: 'LIMIT_EXCEEDED',
    json: 413,
    graphql: 413,
    details: { limit: 262_144 },
  },
  {
    situation: 'another content type',
    body: { query: '{ __typename }' },
    headers: { 'Content-Type': 'text/plain' },
    code: 'INVALID_INPUT',
    json: 415,
    graphql: 415,
  },
  {
    situation: 'a form',
    body: 'query=%7B__typename%7D',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    code: 'INVALID_INPUT',
    json: 415,
    graphql: 415,
  },
  {
    situation: 'a charset other than UTF-8',
    body: { query: '{ __typename }' },
    headers: { 'Content-Type': 'application/json; charset=utf-16' },
    code: 'INVALID_INPUT',
    json: 415,
    graphql: 415,
  },
]

describe.each([JSON_TYPE, GRAPHQL_TYPE])('as %s', (accept) => {
  test.each(rows)('$situation', async ({ body, headers, code, details, ...status }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await server.post(text, { ...ADMIN, Accept: accept, ...headers })
    const answer = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[]; data?: unknown }
    expect(response.status).toBe(accept === JSON_TYPE ? status.json : status.graphql)
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(code)
    for (const { extensions } of answer.errors ?? []) {
      expect(extensions.requestId).toBe(response.headers.get('x-request-id'))
      expect(extensions).toMatchObject(details ?? {})
    }
    expect(response.headers.get('cache-control')).toBe('no-store')
    if (response.status < 405) expect(response.headers.get('content-type')).toBe(`${accept}; charset=utf-8`)
    // a request that never ran has no data; one that ran has, if only null
    expect('data' in answer).toBe(response.status === 200 && status.graphql === 200)
  })
})

test('an operation by GET, or by any other method, is refused with the methods there are', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await fetch(`${server.url}/graphql?query=%7B__typename%7D`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST')
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] })
  }
})

test.each([
  ['text/html', 406, null],
  ['application/json;q=0', 406, null],
  ['image/png, application/json;q=0.1', 200, JSON_TYPE],
  ['*/*', 200, JSON_TYPE],
  ['application/*', 200, JSON_TYPE],
  [`${JSON_TYPE};q=0.9, ${GRAPHQL_TYPE}`, 200, GRAPHQL_TYPE],
  [`${GRAPHQL_TYPE};q=0.5, ${JSON_TYPE};q=0.6`, 200, JSON_TYPE],
  [`${GRAPHQL_TYPE}, ${JSON_TYPE}, text/event-stream, multipart/mixed`, 200, GRAPHQL_TYPE],
  [`${JSON_TYPE};q=0, */*`, 200, GRAPHQL_TYPE],
  ['text/event-stream', 200, 'text/event-stream'],
])('Accept: %s', async (accept, status, type) => {
  const response = await server.post('{"query":"{ __typename }"}', { ...ADMIN, Accept: accept })
  expect(response.status).toBe(status)
  if (type) expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  else expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] })
})

test('a credential that is malformed, misspelt, unknown or foreign gets the same bytes', async () => {
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
    // even where the body is at fault too
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

test('a bad credential is told as HTTP 401 where a stream was asked for, too', async () => {
  const response = await server.post('{"query":"{ __typename }"}', {
    Authorization: 'Bearer nobody',
    Accept: 'text/event-stream',
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/json; charset=utf-8'])
})

test('the keys of an error come in one order', async () => {
  const { body } = await server.gql('{ node(id: "nonsense") { id } }')
  expect(Object.keys(body.errors?.[0] ?? {})).toEqual(['message', 'locations', 'path', 'extensions'])
})

test('the client chooses the request id if it is one, and gets one in any case', async () => {
  const idFor = async (given: string) =>
    (await server.post('{"query":"{ __typename }"}', { 'X-Request-Id': given })).headers.get('x-request-id')
  expect(await idFor('deploy-42_a.b')).toBe('deploy-42_a.b')
  expect(await idFor('with space')).toMatch(UUID)
  expect(await idFor('x'.repeat(129))).toMatch(UUID)
  expect((await fetch(`${server.url}/healthz`)).headers.get('x-request-id')).toMatch(UUID)
  expect((await fetch(`${server.url}/nowhere`)).headers.get('x-request-id')).toMatch(UUID)
})

test('an address with nothing behind it answers 404 in the same shape', async () => {
  const response = await fetch(`${server.url}/graphql/x`)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

test('production gives no hint at names that the caller did not ask for, development does', async () => {
  const unknownField = '{ workspacez { totalCount } }'
  const unknownEnum = 'query($by: WorkspaceRef!) { workspace(by: $by) { id } }'
  const development = await startTestServer({ env: { CROFT_ENV: 'development' } })
  expect((await server.gql(unknownField)).body.errors?.[0]?.message).not.toContain('Did you mean')
  expect((await server.gql(unknownEnum, { by: { nam: 'x' } })).body.errors?.[0]?.message).not.toContain('Did you mean')
  expect((await development.gql(unknownField)).body.errors?.[0]?.message).toContain(
    'Did you mean "workspace" or "workspaces"',
  )
})

test('introspection is for the signed-in, and in development for everybody', async () => {
  const types = '{ __schema { queryType { name } } __type(name: "Query") { name } }'
  expect((await server.gql(types)).body.errors).toBeUndefined()
  const development = await startTestServer({ env: { CROFT_ENV: 'development' } })
  expect((await development.gql(types, {}, { token: null })).body.errors).toBeUndefined()
})

describe('when something is broken', () => {
  const asked = '{"query":"{ serverInfo { publicUrl } }"}'
  const sendTo = async (broken: TestServer, accept = JSON_TYPE) => {
    const response = await broken.post(asked, { 'X-Request-Id': 'r-1', Accept: accept })
    return [response.status, await response.json()]
  }
  const masked = { message: 'Something went wrong', extensions: { code: 'INTERNAL', requestId: 'r-1' } }

  test('before any field ran it is a 500 that tells nothing; the log has the stack', async () => {
    const broken = await startTestServer()
    Object.assign(broken.app.services, { authenticate: () => Promise.reject(new Error('inner workings')) })
    expect(await sendTo(broken)).toEqual([500, { errors: [masked] }])
    expect(await sendTo(broken, 'text/event-stream')).toEqual([500, { errors: [masked] }])
    const logged = broken.log.find(({ level }) => level === 'error')
    expect(logged?.fields.requestId).toBe('r-1')
    expect(String((logged?.fields.err as Error | undefined)?.stack)).toContain('inner workings')
  })

  test('within a field it is part of the answer', async () => {
    const broken = await startTestServer({ env: { CROFT_ENV: 'development' } })
    const publicUrl = () => {
      throw new Error('inner workings')
    }
    Object.assign(broken.app.services, { publicUrl })
    const error = { ...masked, path: ['serverInfo', 'publicUrl'], locations: [{ line: 1, column: 16 }] }
    expect(await sendTo(broken)).toEqual([200, { errors: [error], data: null }])
    expect(broken.log.some(({ fields }) => String((fields.err as Error).stack).includes('inner workings'))).toBe(true)
  })

  test('what comes back on its own is a 503', async () => {
    const broken = await startTestServer()
    const away = new AppError('UNAVAILABLE', 'The keys are away', {}, { cause: new Error('inner workings') })
    Object.assign(broken.app.services, { authenticate: () => Promise.reject(away) })
    const error = { message: 'The keys are away', extensions: { code: 'UNAVAILABLE', requestId: 'r-1' } }
    expect(await sendTo(broken)).toEqual([503, { errors: [error] }])
    expect(await sendTo(broken, GRAPHQL_TYPE)).toEqual([503, { errors: [error] }])
  })
})
