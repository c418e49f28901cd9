// The static cost of an operation: what it counts, for every list of the schema; that hostile operations are refused before
// anything runs, whatever the transport; and that ordinary ones are not.
import { readFileSync } from 'node:fs'
import {
  type GraphQLField,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  getOperationAST,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { costOf, MAX_COST } from '../../src/execution/cost.ts'
import { WELCOME } from '../../src/http/pages/welcome.ts'
import { schema } from '../../src/modules/schema.ts'
import * as generated from '../generated/graphql.ts'
import { listsOf, readsOf } from '../lists/reads.ts'
import { connect, openStream } from '../streams/raw.ts'
import type { Crowd } from '../support/crowd.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

let statements: string[] = []
const server = await startTestServer({ shared: true, onQuery: (sql) => statements.push(sql) })
/** What the server reads by itself, such as the log, is none of these. */
const READS = /from "(membership|resource|user|workspace)"/

type Variables = Record<string, unknown>

/** The cost of the only operation of a document. */
function cost(text: string, variables: Variables = {}): number {
  const document = parse(text)
  return costOf(schema, document, getOperationAST(document) as OperationDefinitionNode, variables)
}

const repeat = (times: number, part: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => part(i)).join(' ')
const there = (fields: string) => `{ workspace(by: { name: "default" }) { ${fields} } }`
const members = (inner: string, args = 'first: 100') => `members(${args}) { nodes { ${inner} } }`
const ofMembers = (inner: string, args?: string) => members(`workspace { ${inner} }`, args)
const SEARCH = 'filter: { search: "x" }'
const searches = (args: string) => there(repeat(28, (i) => `a${i}: resources(${args}) { totalCount }`))
const NESTED = ofMembers(members('id'))

describe('firm ground 20: the static cost', () => {
  test.each<[text: string, points: number, variables?: Variables]>([
    ['{ __typename }', 0],
    ['{ serverInfo { version } }', 1],
    ['{ serverInfo { limits { maxPageSize } } }', 2],
    ['{ a: serverInfo { version } b: serverInfo { version } }', 2],
    [getIntrospectionQuery(), 0],
    ['{ __type(name: "Workspace") { fields { args { type { name } } } } }', 0],
    // connections
    ['{ workspaces { __typename } }', 21],
    ['{ workspaces(first: 3) { nodes { id } } }', 4],
    ['{ workspaces(last: 3) { nodes { id } } }', 4],
    ['{ workspaces(first: null) { nodes { id } } }', 21],
    ['{ workspaces(first: 3) { pageInfo { hasNextPage } totalCount } }', 25],
    ['{ workspaces(first: 3) { edges { cursor } } }', 4],
    ['{ workspaces(first: 3) { edges { node { id } } } }', 7],
    ['{ workspaces(first: 3) { nodes { createdBy { __typename } } edges { node { id } } } }', 10],
    ['{ workspaces(first: 3) { nodes { members(first: 5) { nodes { principal { __typename } } } } } }', 37],
    // pages that are refused later
    ...['0', '-1', '101', '1000000000', '3, last: 3'].map((size): [string, number] => [
      `{ workspaces(first: ${size}) { nodes { id } } }`,
      101,
    ]),
    // filters and orders
    ['{ workspaces(first: 3, filter: { builtIn: true }) { nodes { id } } }', 504],
    ['{ workspaces(first: 3, filter: {}) { nodes { id } } }', 4],
    ['{ workspaces(first: 3, filter: null) { nodes { id } } }', 4],
    ['{ workspaces(first: 3, orderBy: [{ field: NAME }]) { nodes { id } } }', 4],
    ['query($s: String) { workspaces(first: 3, filter: { search: $s }) { nodes { id } } }', 504, { s: 'x' }],
    ['query($s: String) { workspaces(first: 3, filter: { search: $s }) { nodes { id } } }', 4],
    // JSON
    [there('resources(first: 3) { nodes { labels spec } }'), 65],
    // plain lists
    ['{ resourceKinds { name } }', 5],
    [there('resourceCounts { kind { name } }'), 11],
    ['{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['{ nodes(ids: "a") { id } }', 1],
    ['{ nodes(ids: ["a", "b"]) { ... on Workspace { members { totalCount } } } }', 84],
    ['{ access(workspace: { name: "a" }, permissions: [EVENT_READ, WORKSPACE_READ]) { allowed } }', 2],
    // variables
    ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 8, { n: 7 }],
    ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 21],
    ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 21, { n: null }],
    ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 101, { n: 'x' }],
    ['query($n: Int = 7) { workspaces(first: $n) { nodes { id } } }', 8],
    ['query($toString: Int) { workspaces(first: $toString) { nodes { id } } }', 21],
    ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', 40, { ids: Array(40).fill('a') }],
    ['query($f: WorkspaceFilter) { workspaces(filter: $f) { nodes { id } } }', 521, { f: { search: 'x' } }],
    ['query($f: WorkspaceFilter) { workspaces(filter: $f) { nodes { id } } }', 21, { f: {} }],
    // fragments and directives
    ['{ ...A ...A ... { ...A } } fragment A on Query { serverInfo { version } }', 3],
    [
      '{ a: workspaces(first: 1) { ...A } b: workspaces(first: 9) { ...A } } fragment A on WorkspaceConnection { nodes { ...B } } fragment B on Workspace { createdBy { __typename } }',
      22,
    ],
    ['query($a: Boolean!) { serverInfo @include(if: $a) { version } }', 0, { a: false }],
    ['query($a: Boolean!) { serverInfo @include(if: $a) { version } }', 1, { a: true }],
    ['{ ... @skip(if: true) { workspaces { nodes { id } } } }', 0],
    // mutations by their payload, subscriptions by one event
    ['mutation($i: CreateWorkspaceInput!) { createWorkspace(input: $i) { workspace { id } } }', 2],
    ['mutation($i: RegisterResourcesInput!) { registerResources(input: $i) { resources { id } } }', 6],
    ['subscription { deletions { cursor deletion { id steps { name } } } }', 7],
  ])('of %s is %i', (text, points, variables) => {
    expect(cost(text, variables)).toBe(points)
  })

  test('counts an item of a payload for each that the mutation was given', () => {
    const resources = Array.from({ length: 1000 }, (_, i) => ({
      kind: 'job',
      name: `r${i}`,
      spec: { list: Array(2000) },
    }))
    const mutation = (payload: string) =>
      `mutation($w: WorkspaceRef!, $r: [ResourceInput!]!) { registerResources(input: { workspace: $w, resources: $r }) { ${payload} } }`
    expect(cost(mutation('resources { id }'), { r: resources })).toBe(1001)
    expect(cost(mutation(`resources { workspace { ${members('id')} } }`), { r: resources })).toBe(103_001)
    expect(cost(mutation('...F } } fragment F on RegisterResourcesPayload { resources { id'), { r: resources })).toBe(
      1001,
    )
  })

  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !type.name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
  const isConnection = (field: GraphQLField<unknown, unknown>) => getNamedType(field.type).name.endsWith('Connection')
  const required = (field: GraphQLField<unknown, unknown>) => field.args.filter(isRequiredArgument)
  const of = (type: { name: string }, selection: string, declared = '') =>
    `query Q${declared} { node(id: "x") { ... on ${type.name} { ${selection} } } }`
  const connections = fields.filter(({ field }) => isConnection(field))

  test.each(connections.map(({ type, field }) => [`${type.name}.${field.name}`, type, field] as const))(
    '%s multiplies by its page size',
    (_name, type, field) => {
      // the node that stands in front of it costs 1
      const points = (args: string, selection: string, variables?: Variables) =>
        cost(of(type, `${field.name}${args} { ${selection} }`, '($n: Int = 9, $f: JSONObject)'), variables) - 1
      expect(points('', 'nodes { __typename }')).toBe(21)
      expect(points('', 'nodes { __typename } totalCount')).toBe(41)
      for (const argument of ['first', 'last'].filter((name) => field.args.some((arg) => arg.name === name))) {
        for (const size of [1, 7, 100]) {
          expect(points(`(${argument}: ${size})`, 'nodes { __typename }')).toBe(1 + size)
          expect(points(`(${argument}: $n)`, 'edges { node { __typename } }', { n: size })).toBe(1 + 2 * size)
        }
        expect(points(`(${argument}: $n)`, 'pageInfo { endCursor }')).toBe(11)
      }
      expect(field.args.map(({ name }) => name)).toContain('first')
      if (!field.args.some(({ name }) => name === 'filter')) return
      expect(points('(first: 1, filter: $f)', '__typename', { f: { a: 1 } })).toBe(502)
      expect(points('(first: 1, filter: $f)', '__typename', { f: {} })).toBe(2)
    },
  )

  test('takes just the types named Connection for connections', () => {
    const types = Object.values(schema.getTypeMap())
    const declared = types.filter(({ extensions }) => extensions['connection'] === true).map(({ name }) => name)
    expect(declared.sort()).toEqual(
      types
        .map(({ name }) => name)
        .filter((name) => name.endsWith('Connection'))
        .sort(),
    )
    expect(connections.length).toBeGreaterThan(10)
  })

  const plainLists = fields.filter(
    ({ type, field }) =>
      isListType(getNullableType(field.type)) &&
      !isLeafType(getNamedType(field.type)) &&
      !type.name.endsWith('Connection') &&
      required(field).length === 0,
  )
  test.each(plainLists.map(({ type, field }) => [`${type.name}.${field.name}`, type, field] as const))(
    '%s counts as a list of five',
    (_name, type, field) => {
      expect(cost(of(type, `${field.name} { __typename }`)) - 1).toBe(5)
    },
  )

  test('is known within a millisecond for 2,000 tokens, also with other variables', () => {
    const documents = [
      `query($n: Int) { ${repeat(28, (i) => `a${i}: workspaces(first: $n) { ...F }`)} }
       fragment F on WorkspaceConnection { nodes { ${'id name '.repeat(780)} } }`,
      `query($n: Int) { ${'...F '.repeat(400)} workspaces(first: $n) { totalCount } }
       fragment F on Query { ${'...{'.repeat(370)} serverInfo { version } ${'}'.repeat(370)} }`,
      `query($n: Int) { ...F0 workspaces(first: $n) { totalCount } } ${repeat(130, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}
       fragment F130 on Query { serverInfo { version } }`,
    ].map((text) => parse(text, { maxTokens: 2000 }))
    for (const document of documents) {
      const operation = getOperationAST(document) as OperationDefinitionNode
      // the fastest of many: other work on this machine takes its time from some of them
      const times = Array.from({ length: 100 }, (_, n) => {
        const startedAt = performance.now()
        costOf(schema, document, operation, { n })
        return performance.now() - startedAt
      })
      expect(Math.min(...times)).toBeLessThan(1)
    }
  })

  test('is computed anew for other variables of the same document', async () => {
    const text = 'query($n: Int) { workspaces(first: $n) { nodes { id } } }'
    const header = async (n: number) => (await server.gql(text, { n })).headers.get('x-croft-cost')
    expect([await header(1), await header(100), await header(7)]).toEqual(['2', '101', '8'])
  })
})

const hostile: [name: string, text: string, points: number, variables?: Variables][] = [
  ['members three times', there(ofMembers(NESTED)), 1_030_302],
  ['100 nested searches', there(ofMembers(`resources(${SEARCH}) { nodes { id } }`)), 52_302],
  ['28 searches', searches(SEARCH), 15_149],
  ['28 searches by labels', searches('filter: { labels: { a: "b" } }'), 15_149],
  ['members twice', there(NESTED), 10_302],
  [
    'members twice by edges',
    there(`members(first: 100) { edges { node { workspace { ${members('id')} } } } }`),
    10_402,
  ],
  ['members twice, backwards', there(ofMembers(members('id', 'last: 100'), 'last: 100')), 10_302],
  ['members twice, of a page that is too large', there(ofMembers(members('id'), 'first: 1000')), 10_302],
  [
    'members three times by twenty',
    there(ofMembers(ofMembers(members('id', 'last: null'), 'first: 20'), 'last: 20')),
    9262,
  ],
  ['a page size in a variable', `query($n: Int) ${there(ofMembers(members('id'), 'first: $n'))}`, 10_302, { n: 100 }],
  ['a page size in a default', `query($n: Int = 100) ${there(ofMembers(members('id'), 'first: $n'))}`, 10_302],
  ['a filter in a variable', `query($f: ResourceFilter) ${searches('filter: $f')}`, 15_149, { f: { search: 'x' } }],
  ['fragments', `{ ...A } fragment A on Query ${there('...B')} fragment B on Workspace { ${NESTED} }`, 10_302],
  [
    'a fragment spread for many pages',
    `${there(repeat(28, (i) => `a${i}: members(first: 100) { ...A }`))} fragment A on MembershipConnection { nodes { workspace { id } principal { __typename } grantedBy { __typename } } }`,
    11_229,
  ],
  [
    'a hundred nodes',
    `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Workspace { ${members('id')} } } }`,
    10_200,
    { ids: Array(100).fill('x') },
  ],
  ['labels and specs', there(ofMembers('resources(first: 10) { nodes { labels spec } }')), 21_302],
  ['counts', there(ofMembers(repeat(4, (i) => `a${i}: resources(first: 1) { totalCount }`))), 9002],
  ['many searches of workspaces', `{ ${repeat(28, (i) => `a${i}: workspaces(${SEARCH}) { nodes { id } }`)} }`, 14_588],
  [
    'steps of deletions',
    '{ deletions(first: 100) { nodes { events(first: 100) { nodes { deletion { steps { name } } } } } } }',
    70_201,
  ],
  [
    'the payload of a mutation',
    `mutation { createWorkspace(input: { name: "no" }) { workspace { ${NESTED} } } }`,
    10_303,
  ],
  [
    'an event of a stream',
    'subscription { deletions { deletion { workspaceEvents(first: 100) { nodes { actor { ... on User { memberships(first: 100) { nodes { id } } } } } } } } }',
    10_303,
  ],
]

describe('firm ground 20: operations above 8,000 points', () => {
  test.each(hostile)('%s: is refused before anything runs', async (_name, text, points, variables = {}) => {
    statements = []
    const { status, headers, body } = await server.gql(text, variables, {
      token: null,
      headers: { Accept: 'application/json, text/event-stream' },
    })
    expect(statements.filter((sql) => READS.test(sql))).toEqual([])
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('data')
    const { extensions } = body.errors?.[0] ?? {}
    expect(extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', what: 'points', limit: 8000, cost: points })
    expect(headers.get('x-croft-cost')).toBe(String(points))
  })

  test('are refused over SSE and WebSocket, and with another media type', async () => {
    const [, text, points] = hostile[0] as (typeof hostile)[number]
    const refusal = { extensions: { code: 'QUERY_TOO_COMPLEX', cost: points, limit: MAX_COST } }
    const stream = await openStream(server, text)
    await until(() => stream.ended)
    expect([stream.status, stream.payloads]).toMatchObject([200, [{ errors: [refusal] }]])
    const socket = await connect(server)
    socket.subscribe('q', text)
    expect(await socket.ended('q', 'error')).toMatchObject([{ payload: [refusal] }])
    socket.close()
    const response = await server.post(JSON.stringify({ query: text }), { Accept: 'application/graphql-response+json' })
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [refusal] }])
  })

  test('may name another operation of the document that costs less', async () => {
    const query = `query A ${there(NESTED)} query B { __typename }`
    const send = async (operationName: string) =>
      (await (await server.post(JSON.stringify({ query, operationName }))).json()).errors?.[0].extensions.cost
    expect([await send('A'), await send('B')]).toEqual([10_302, undefined])
  })

  test('with a variable that does not fit are INVALID_INPUT', async () => {
    const query = `query($n: Int, $s: String) ${there(ofMembers(members('id', 'first: $n'), 'after: $s'))}`
    const { body } = await server.gql(query, { n: 'x', s: [] })
    expect(body.errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', path: 'n' } },
      { extensions: { code: 'INVALID_INPUT', path: 's' } },
    ])
  })
})

describe('firm ground 20: ordinary operations', () => {
  const PERSON = 'principal { ... on User { id name } }'
  const largest = `{ workspaces(first: 100) { totalCount nodes { id name ${members(`id ${PERSON} grantedBy { __typename }`, 'first: 20')} owners { id } } } }`

  test('of the largest lists are answered, with their cost', async () => {
    const list = `{ workspaces(first: 20) { nodes { id name ${members(`id ${PERSON}`, 'first: 5')} } } }`
    for (const [text, points] of [
      [list, 241],
      [largest, 6721],
    ] as const) {
      const { headers, body } = await server.gql(text)
      expect(body.errors).toBeUndefined()
      expect(headers.get('x-croft-cost')).toBe(String(points))
    }
  })

  test('tell their cost in the headers of a stream, and where a mutation or a field fails', async () => {
    const body = (query: string, variables = {}) => JSON.stringify({ query, variables })
    const admin = { Authorization: `Bearer ${ADMIN_TOKEN}` }
    const costIn = async (text: string, headers: Record<string, string>, variables?: Variables) => {
      const response = await server.post(text && body(text, variables), headers)
      await response.body?.cancel()
      return response.headers.get('x-croft-cost')
    }
    const stream = { ...admin, Accept: 'text/event-stream' }
    expect(await costIn('subscription { deletions { deletion { id } } }', stream)).toBe('2')
    expect(await costIn('{ serverInfo { version } }', stream)).toBe('1')
    expect(await costIn('{ serverInfo { version } }', {})).toBe('1')
    expect(await costIn('{ me { user { id } } }', {})).toBe('2')
    expect(await costIn(getIntrospectionQuery(), admin)).toBe('0')
    const mutation = 'mutation($i: CreateWorkspaceInput!) { createWorkspace(input: $i) { workspace { id } } }'
    expect(await costIn(mutation, admin, { i: { name: 'no name' } })).toBe('2')
    // what has no cost yet
    for (const text of ['{', '{ nothing }']) expect(await costIn(text, admin)).toBeNull()
  })

  const costs = (text: string) => {
    const document = parse(text)
    return document.definitions.flatMap((operation) =>
      operation.kind === Kind.OPERATION_DEFINITION ? [costOf(schema, document, operation, {})] : [],
    )
  }
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const ofReadme = [
    ...[...readme.matchAll(/"query": ("(?:[^"\\]|\\.)*")/g)].map(([, json]) => JSON.parse(json as string) as string),
    ...[...readme.matchAll(/= '((?:query|mutation|subscription)\b[^']*)'/g)].map(([, text]) => text as string),
  ]
  const crowd = {
    ...{ large: 'ws_x', user: 'user_x', project: 'prj_x', deletion: 'del_x' },
    ...{ member: { id: 'user_x', token: 'x' }, busy: { id: 'user_x', token: 'x' }, middle: { name: 'x' } },
  } as unknown as Crowd
  const pages = Object.values(listsOf(crowd)).flatMap(({ query, orders = [], filters = [] }) =>
    [...orders.map((order) => `, orderBy: ${order}`), ...filters.map((filter) => `, filter: ${filter}`)].map(
      (rest) => `{ ${query.replace('%', `(first: 100${rest}) { nodes { __typename } totalCount }`)} }`,
    ),
  )

  test.each<[from: string, texts: readonly string[], atLeast: number]>([
    ['the README', ofReadme, 4],
    ['the greeting of GraphiQL', [WELCOME], 1],
    [
      'the operations of the tests',
      Object.values(generated)
        .filter((each) => isText(each))
        .map(String),
      50,
    ],
    ['the lists of the tests', pages, 50],
    ['the nested lists of the tests', Object.values(readsOf(crowd)).map(([fields]) => `{ ${fields} }`), 10],
  ])('of %s cost at most 8,000', (_from, texts, atLeast) => {
    expect(texts.length).toBeGreaterThanOrEqual(atLeast)
    for (const text of texts) expect(Math.max(...costs(text)), text).toBeLessThanOrEqual(MAX_COST)
  })

  function isText(value: unknown): boolean {
    return value instanceof generated.TypedDocumentString
  }
})
