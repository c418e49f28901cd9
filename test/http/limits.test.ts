import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { isCompilable } from '../../src/execution/jit.ts'
import { measureDocument } from '../../src/execution/limits.ts'
import { connect } from '../streams/raw.ts'
import { processorMs, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })

const repeat = (times: number, part: (i: number) => string, between = ' ') =>
  Array.from({ length: times }, (_, i) => part(i)).join(between)

/** Each fragment spreads the next twice: 2^levels fields. */
const doubling = (levels: number) =>
  `{ me { user { ...F0 } } } ${repeat(levels, (i) => `fragment F${i} on User { id ...F${i + 1} name ...F${i + 1} }`)}
   fragment F${levels} on User { id }`

/** Each fragment selects the same field and spreads the next fragment. */
const chained = (length: number) =>
  `{ ...F0 } ${repeat(length, (i) => `fragment F${i} on Query { serverInfo { version } ...F${i + 1} }`)}
   fragment F${length} on Query { __typename }`

const COMPARISONS = 'comparisons of repeated fields'

/** A time that a busy machine keeps, a thousandth of that of these documents without limits. */
const MAX_PROCESSOR_MS = 5000

const attacks: [name: string, document: string, what: string][] = [
  ['fragments nested 18 levels', doubling(18), 'fields'],
  ['fragments nested 22 levels', doubling(22), 'fields'],
  ['fragments nested 100 levels', doubling(100), 'fields'],
  ['unused fragments', `{ __typename } ${doubling(30).replace(/^.*?}\s*}\s*}/, '')}`, 'fields'],
  ['fields in a cycle of fragments', `{ ...A0 } ${repeat(60, cyclic)}`, 'fields'],
  ['5,000 nested selections', '{ a'.repeat(5000) + '}'.repeat(5000), 'tokens'],
  ['650 nested selections', '{a'.repeat(650) + '}'.repeat(650), 'levels'],
  ['more than 2,000 tokens', `{ ${'__typename '.repeat(2000)} }`, 'tokens'],
  ['the same field 1,990 times', `{ ${'__typename '.repeat(1990)} }`, COMPARISONS],
  ['the same field 490 times, with a field in it', `{ ${'serverInfo { version } '.repeat(490)} }`, COMPARISONS],
  ['ten fields in one that comes 40 times', `{ ${`me { user { ${'id '.repeat(10)} } } `.repeat(40)} }`, COMPARISONS],
  ['600 fragments next to each other', `{ ${repeat(600, (i) => `...F${i}`)} }`, COMPARISONS],
  ['the same field in each of 150 fragments', chained(150), COMPARISONS],
  ['31 aliases', `{ ${repeat(31, (i) => `a${i}: __typename`)} }`, 'aliases'],
  ['31 aliases through fragments', `{ ${repeat(31, () => '...A')} } fragment A on Query { a: __typename }`, 'aliases'],
  ['13 levels', `{ me ${'{ a '.repeat(12)} ${'}'.repeat(12)} }`, 'levels'],
  ['21 levels of introspection', `{ __schema ${'{ a '.repeat(20)} ${'}'.repeat(20)} }`, 'levels'],
]

function cyclic(i: number): string {
  const next = (step: number) => `...A${(i + step) % 60}`
  return `fragment A${i} on Query { me { user { id } } ${next(1)} ${next(7)} ${next(13)} ${next(29)} }`
}

test.each(attacks)('refuses %s quickly, before any field runs', async (_name, document, what) => {
  const before = process.cpuUsage()
  const { status, body } = await server.gql(document, {}, { token: null })
  expect(processorMs(before)).toBeLessThan(MAX_PROCESSOR_MS)
  expect(status).toBe(200)
  expect(body).not.toHaveProperty('data')
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', what, limit: expect.any(Number) })
})

test('refuses 2,000 nested lists, as too deep or as a syntax error', async () => {
  // the depth that overflows the stack depends on how V8 has optimised the parser so far
  const { status, body } = await server.gql(`{ node(id: ${'['.repeat(1990)}`, {}, { token: null })
  expect(status).toBeLessThan(500)
  expect(body).not.toHaveProperty('data')
  expect(['QUERY_TOO_COMPLEX', 'GRAPHQL_PARSE_FAILED']).toContain(body.errors?.[0]?.extensions.code)
})

test('answers documents just within the limits', async () => {
  const aliases = `{ ${repeat(30, (i) => `a${i}: __typename`)} }`
  const tokens = `{ ${repeat(100, () => '...F')} } fragment F on Query { __typename }`
  const nested = `{${'...{'.repeat(490)}__typename${'}'.repeat(490)}}`
  for (const document of [aliases, tokens, nested]) {
    expect((await server.gql(document, {}, { token: null })).body.errors).toBeUndefined()
  }
  expect((await server.gql(getIntrospectionQuery())).body.errors).toBeUndefined()
})

test('counts depth by fields, and introspection separately', () => {
  const fragment = (root: string, type: string) =>
    `{ ${root} { ...A } } fragment A on ${type} { a ${'{ a '.repeat(12)} ${'}'.repeat(12)} }`
  const violation = (document: string) => measureDocument(parse(document)).violation?.details.what ?? null
  const levels = (root: string, n: number) => `{ ${root} ${'{ a '.repeat(n - 1)} ${'}'.repeat(n - 1)} }`
  expect(violation(levels('me', 12))).toBeNull()
  expect(violation(levels('me', 13))).toBe('levels')
  expect(violation(levels('__schema', 20))).toBeNull()
  expect(violation(levels('__type(name: "A")', 21))).toBe('levels')
  const bySpread = `{ ...A } fragment A on Q { a { ...B } } fragment B on Q ${levels('b', 12)}`
  expect(violation(bySpread)).toBe('levels')
  expect([violation(fragment('me', 'Me')), violation(fragment('__schema', '__Schema'))]).toEqual(['levels', null])
})

test('recognises introspection through fragments, for each operation of a document', () => {
  const document = parse(
    'query A { ...F } query B { __typename } fragment F on Query { x: __type(name: "A") { name } }',
  )
  const { introspects } = measureDocument(document)
  const named = (name: string) =>
    introspects(getOperationAST(document, name) as NonNullable<ReturnType<typeof getOperationAST>>)
  expect([named('A'), named('B')]).toEqual([true, false])
})

describe('variables', () => {
  const query = 'query($filter: WorkspaceFilter) { workspaces(first: 1, filter: $filter) { totalCount } }'

  test.each([
    ['objects', (depth: number) => `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`],
    ['lists', (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`],
  ])('%s nested 10,000 deep are refused without a stack overflow', async (_kind, nested) => {
    const response = await server.post(`{"query":${JSON.stringify(query)},"variables":{"filter":${nested(10_000)}}}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] })
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('nested 32 deep are checked against their type, deeper ones are not', async () => {
    const { body } = await server.gql('query($v: [ID!]!) { nodes(ids: $v) { id } }', { v: deep(31) })
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: 'v[0]' })
    const deeper = await server.gql('query($v: [ID!]!) { nodes(ids: $v) { id } }', { v: deep(33) })
    expect(deeper.body.errors?.[0]?.extensions).not.toHaveProperty('path')
  })

  test('may hold 20,000 values, however they are nested', async () => {
    const filter = (empty: number) => ({ filter: { or: Array(empty).fill({}) } })
    const { body } = await server.gql(query, filter(85_000 / 4), { token: null })
    expect(body.errors).toMatchObject([{ message: expect.stringMatching(/20000 values/) }])
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await server.gql(query, filter(19_000), { token: null })).body.errors?.[0]?.message).not.toMatch(/values/)
  })

  test('with thousands of errors are answered with the first 20', async () => {
    const { body } = await server.gql('query($v: [ID!]!) { nodes(ids: $v) { id } }', { v: Array(19_000).fill(true) })
    expect(body.errors).toHaveLength(20)
  })

  function deep(levels: number): unknown[] {
    let value: unknown[] = []
    for (let i = 1; i < levels; i++) value = [value]
    return value
  }
})

describe('firm ground 12: an empty operationName', () => {
  const [one, two] = ['query A { __typename }', 'query A { __typename } query B { __typename }']

  test('is treated as omitted, over HTTP, SSE and WebSocket', async () => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await server.post(JSON.stringify({ query: one, operationName: '' }), { Accept: accept })
      expect(await response.text()).toContain('{"data":{"__typename":"Query"}}')
    }
    const socket = await connect(server)
    socket.send({ id: 'q', type: 'subscribe', payload: { query: one, operationName: '' } })
    expect((await socket.ended('q', 'complete'))[0]?.payload).toEqual({ data: { __typename: 'Query' } })
    socket.close()
  })

  test('does not choose among several operations', async () => {
    const response = await server.post(JSON.stringify({ query: two, operationName: '' }))
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Say which operation to run', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    })
  })
})

test('allows compiling only for queries that graphql-jit answers as graphql-js does', () => {
  const schema = buildSchema(`
    input In { a: String = "x" b: String }
    type Query { a(i: In, s: String, l: [String!]): Query id: ID }
    type Mutation { a: ID }
  `)
  const safe = (document: string) => isCompilable(schema, parse(document))
  expect(safe('{ a(s: "x", i: { b: "y" }) { id } }')).toBe(true)
  expect(safe('query($s: String = "d", $l: [String!]) { a(s: $s, l: $l) { id } }')).toBe(true)
  expect(safe('query($s: String! = "d") { a(s: $s) { id } }')).toBe(false)
  expect(safe('query($i: In) { a(i: $i) { id } }')).toBe(false)
  expect(safe('query($s: String) { a(i: { b: $s }) { id } }')).toBe(false)
  expect(safe('query($s: String!) { a(l: [$s]) { id } }')).toBe(false)
  expect(safe('query($s: Boolean!) { id @include(if: $s) }')).toBe(false)
  expect(safe('query A { id } query B { a { id } }')).toBe(false)
  expect(safe('mutation { a }')).toBe(false)
})
