import { describe, expect, test } from 'vitest'
import { EVENTS, newWorkspace, rename } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

const server = await startTestServer({ shared: true, env: { CROFT_LOG_LEVEL: 'trace' } })

const get = (params: Record<string, string> | string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql?${new URLSearchParams(params)}`, {
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, Accept: GRAPHQL_TYPE, ...headers },
  })

// biome-ignore lint/suspicious/noExplicitAny: the tests assert what they expect
const bodyOf = async (response: Response) => (await response.json()) as any

describe('firm ground 18: operations by GET', () => {
  test('runs a query with variables, an operation name and extensions, and its answer is never cached', async () => {
    const response = await get({
      query: 'query A($name: String!) { workspace(by: { name: $name }) { name } } query B { __typename }',
      variables: '{"name":"default"}',
      operationName: 'A',
      extensions: '{"tracing":true}',
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${GRAPHQL_TYPE}; charset=utf-8`])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await bodyOf(response)).toEqual({ data: { workspace: { name: 'default' } } })
  })

  test('is listed as a feature of this server to anonymous callers', async () => {
    const response = await fetch(
      `${server.url}/graphql?${new URLSearchParams({ query: '{ serverInfo { features } }' })}`,
    )
    const features = ['IDEMPOTENCY_KEYS', 'GET_REQUESTS', 'SESSIONS']
    expect(await bodyOf(response)).toEqual({ data: { serverInfo: { features } } })
  })

  test('treats empty parameters as omitted, and accepts application/json as content type', async () => {
    const params = { query: '{ __typename }', variables: '', operationName: '', extensions: '' }
    for (const headers of [{}, { 'Content-Type': JSON_TYPE }] as Record<string, string>[]) {
      expect(await bodyOf(await get(params, headers))).toEqual({ data: { __typename: 'Query' } })
    }
    const { body } = await server.gql('{ __typename }')
    expect(body).toEqual({ data: { __typename: 'Query' } })
    const posted = await server.post(JSON.stringify({ query: 'query A { __typename }', operationName: '' }))
    expect(await bodyOf(posted)).toEqual({ data: { __typename: 'Query' } })
  })

  test('streams a subscription', async () => {
    await newWorkspace(server, 'by-get')
    const left = new AbortController()
    const params = new URLSearchParams({ query: EVENTS, variables: '{"name":"by-get"}' })
    const response = await fetch(`${server.url}/graphql?${params}`, {
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, Accept: 'text/event-stream' },
      signal: left.signal,
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    let text = ''
    const reading = (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of response.body as ReadableStream<Uint8Array>) text += decoder.decode(chunk)
    })().catch(() => undefined)
    await until(() => text.startsWith(':'))
    await rename(server, 'by-get', 'Renamed')
    await until(() => text.includes('event: next\ndata: {"data":{"workspaceEvents":{"type":"WORKSPACE_UPDATED"}}}'))
    left.abort()
    await reading
  })

  test.each([
    [
      'a mutation',
      405,
      { query: 'mutation { leaveWorkspace(input: { workspace: { name: "x" } }) { __typename } }' },
      {},
      'INVALID_INPUT',
    ],
    [
      'a mutation as a stream',
      405,
      { query: 'mutation { leaveWorkspace(input: { workspace: { name: "x" } }) { __typename } }' },
      { Accept: 'text/event-stream' },
      'INVALID_INPUT',
    ],
    ['another content type', 415, { query: '{ __typename }' }, { 'Content-Type': 'message/x' }, 'INVALID_INPUT'],
    ['a foreign origin', 403, { query: '{ __typename }' }, { Origin: 'https://evil.example.com' }, 'FORBIDDEN'],
    ['a bad credential', 401, { query: '{ __typename }' }, { Authorization: 'Bearer nobody' }, 'UNAUTHENTICATED'],
    ['no query', 400, { variables: '{}' }, {}, 'GRAPHQL_PARSE_FAILED'],
    ['variables that are not JSON', 400, { query: '{ __typename }', variables: '{' }, {}, 'GRAPHQL_PARSE_FAILED'],
    ['variables that are a list', 400, { query: '{ __typename }', variables: '[]' }, {}, 'GRAPHQL_PARSE_FAILED'],
    ['two queries', 400, 'query={__typename}&query={__schema{description}}', {}, 'GRAPHQL_PARSE_FAILED'],
    [
      'a subscription where no stream is accepted',
      406,
      { query: EVENTS, variables: '{"name":"default"}' },
      {},
      'INVALID_INPUT',
    ],
  ] as [string, number, Record<string, string> | string, Record<string, string>, string][])(
    'refuses %s with %i',
    async (_name, status, params, headers, code) => {
      const response = await get(params, headers)
      expect(response.status).toBe(status)
      expect((await bodyOf(response)).errors[0].extensions.code).toBe(code)
      if (status === 405) expect(response.headers.get('allow')).toBe('POST')
    },
  )

  test('accepts no credential from a cookie', async () => {
    const response = await get(
      { query: '{ me { user { id } } }' },
      { Authorization: '', Cookie: `session=${ADMIN_TOKEN}` },
    )
    expect((await bodyOf(response)).errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test('logs only the path', async () => {
    await get({ query: '{ node(id: "hush-literal") { id } }', variables: '{"secret":"hush-variable"}' })
    await get({ query: '{ hush-syntax' })
    const requests = server.log.filter(({ message }) => message === 'Request').map(({ fields }) => fields['path'])
    expect(requests).toContain('/graphql')
    expect(JSON.stringify(server.log)).not.toContain('hush')
  })

  test.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
    ['text/html', 'text/html'],
    ['application/json, text/html;q=0.9', JSON_TYPE],
    ['application/json, text/html', JSON_TYPE],
    ['application/json, text/javascript, */*; q=0.01', JSON_TYPE],
    ['*/*', JSON_TYPE],
    [`${GRAPHQL_TYPE}, ${JSON_TYPE}, text/event-stream, multipart/mixed`, GRAPHQL_TYPE],
  ])('Accept: %s gets %s', async (accept, type) => {
    const response = await get({ query: '{ __typename }' }, { Accept: accept })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    await response.body?.cancel()
  })
})

describe('firm ground 18: a client with automatic persisted queries falls back by itself', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }
  const refusal = { errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'INVALID_INPUT' } }] }

  test.each([
    ['without its document', undefined],
    ['with its document', '{ __typename }'],
  ])('%s', async (_name, query) => {
    for (const [accept, status] of [
      [JSON_TYPE, 200],
      [GRAPHQL_TYPE, 400],
    ] as const) {
      const posted = await server.post(JSON.stringify({ query, extensions }), { Accept: accept })
      const params = { ...(query ? { query } : {}), extensions: JSON.stringify(extensions) }
      for (const response of [posted, await get(params, { Accept: accept })]) {
        expect(response.status).toBe(status)
        expect(await bodyOf(response)).toMatchObject(refusal)
      }
    }
  })
})
