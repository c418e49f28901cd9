// HTTP statuses: the error code and the status of each situation, for each media type of the answer.
import { describe, expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'
const ADMIN = { Authorization: `Bearer ${ADMIN_TOKEN}` }

const env = { CROFT_RATE_LIMIT: '600', CROFT_TRUSTED_PROXIES: '127.0.0.1' }
const server = await startTestServer({ shared: true, env })
server.stopClock()
/** Headers of an anonymous caller whose address has no operations left. */
const TOO_MANY = { Authorization: '', 'X-Forwarded-For': '198.51.100.1' }
for (let sent = 0; sent < 60; sent++) await server.post('{"query":"{ __typename }"}', TOO_MANY)

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
  { situation: 'a body that is not JSON', body: '{"query"', code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  { situation: 'an empty body', body: '', code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  {
    situation: 'a body without a query',
    body: { variables: {} },
    code: 'GRAPHQL_PARSE_FAILED',
    json: 400,
    graphql: 400,
  },
  { situation: 'a batch', body: [{ query: '{ __typename }' }], code: 'GRAPHQL_PARSE_FAILED', json: 400, graphql: 400 },
  {
    situation: 'variables that are not an object',
    body: { query: '{ __typename }', variables: [] },
    code: 'GRAPHQL_PARSE_FAILED',
    json: 400,
    graphql: 400,
  },
  {
    situation: 'an operation name that is not a string',
    body: { query: '{ __typename }', operationName: 1 },
    code: 'GRAPHQL_PARSE_FAILED',
    json: 400,
    graphql: 400,
  },
  // graphql-http's audit requires 200 for application/json
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
    situation: 'an operation that does not exist',
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
    situation: 'a variable of the wrong type',
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
    situation: 'an item of the wrong type in a list',
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
    situation: 'too many operations',
    body: { query: '{ __typename }' },
    headers: TOO_MANY,
    code: 'RATE_LIMITED',
    json: 429,
    graphql: 429,
    details: { retryAfterSeconds: 1 },
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
    // a request that never ran has no data; one that ran has data, possibly null
    expect('data' in answer).toBe(response.status === 200 && status.graphql === 200)
  })
})

test('refuses any method but GET and POST with 405 and the allowed methods', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
    const response = await fetch(`${server.url}/graphql?query=%7B__typename%7D`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST')
    if (method !== 'HEAD')
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
