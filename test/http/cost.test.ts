// The static cost of an operation: what it counts, for every list of the schema; that hostile operations are refused
// before anything runs, over any transport; and that ordinary ones are not.
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
import { PREPARED } from '../../src/http/pages/welcome.ts'
import { schema } from '../../src/modules/schema.ts'
import * as generated from '../generated/graphql.ts'
import { listsOf, readsOf } from '../lists/reads.ts'
import { connect, openStream } from '../streams/raw.ts'
import type { LargeDataset } from '../support/large-dataset.ts'
import { signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { HOSTILE, members, NESTED, ofMembers, POINTS, repeat, there, type Variables } from './cost-cases.ts'

let statements: string[] = []
/** Matches the reads of operations, and none of the server's own, such as those of the log. */
const READS = /from "(membership|resource|user|workspace)"/
let onUsersRead = () => {}
const server = await startTestServer({
  shared: true,
  onQuery: (sql) => {
    statements.push(sql)
    if (sql.includes('from "user" where "id" in')) onUsersRead()
  },
})

/** The cost of the only operation of a document. */
function cost(text: string, variables: Variables = {}): number {
  const document = parse(text)
  return costOf(schema, document, getOperationAST(document) as OperationDefinitionNode, variables)
}

describe('firm ground 20: the static cost', () => {
  test.each(POINTS)('of %s is %i', (text, points, variables) => {
    expect(cost(text, variables)).toBe(points)
  })

  test("counts a payload's items once for each item of the mutation's input", () => {
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
      // the node around it costs 1
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

  test('treats exactly the types named Connection as connections', () => {
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

  // about a millisecond; the longest document is parsed in a quarter of one
  test('takes at most four times as long as parsing 2,000 tokens, also with other variables', () => {
    const texts = [
      `query($n: Int) { ${repeat(28, (i) => `a${i}: workspaces(first: $n) { ...F }`)} }
       fragment F on WorkspaceConnection { nodes { ${'id name '.repeat(780)} } }`,
      `query($n: Int) { ${'...F '.repeat(400)} workspaces(first: $n) { totalCount } }
       fragment F on Query { ${'...{'.repeat(370)} serverInfo { version } ${'}'.repeat(370)} }`,
      `query($n: Int) { ...F0 workspaces(first: $n) { totalCount } } ${repeat(130, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}
       fragment F130 on Query { serverInfo { version } }`,
    ]
    const ms = (run: () => unknown) => {
      const startedAt = performance.now()
      run()
      return performance.now() - startedAt
    }
    for (const text of texts) {
      const document = parse(text, { maxTokens: 2000 })
      const operation = getOperationAST(document) as OperationDefinitionNode
      // the fastest of many runs, in turns: other work on this machine slows some of them down
      const parsed: number[] = []
      const costs: number[] = []
      for (let n = 0; n < 100; n++) {
        parsed.push(ms(() => parse(text, { maxTokens: 2000 })))
        costs.push(ms(() => costOf(schema, document, operation, { n })))
      }
      expect(Math.min(...costs) / Math.min(...parsed)).toBeLessThan(4)
    }
  })

  test('is computed anew for other variables of the same document', async () => {
    const text = 'query($n: Int) { workspaces(first: $n) { nodes { id } } }'
    const header = async (n: number) => (await server.gql(text, { n })).headers.get('x-croft-cost')
    expect([await header(1), await header(100), await header(7)]).toEqual(['2', '101', '8'])
  })
})

describe('firm ground 20: operations above 8,000 points', () => {
  test.each(HOSTILE)('%s: is refused before anything runs', async (_name, text, points, variables = {}) => {
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
    const [, text, points] = HOSTILE[0] as (typeof HOSTILE)[number]
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

  test('do not prevent a cheaper operation of the same document', async () => {
    const query = `query A ${there(NESTED)} query B { __typename }`
    const send = async (operationName: string) =>
      (await (await server.post(JSON.stringify({ query, operationName }))).json()).errors?.[0].extensions.cost
    expect([await send('A'), await send('B')]).toEqual([10_302, undefined])
  })

  test('with a variable of a wrong type are INVALID_INPUT', async () => {
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

  test('send their cost in the headers, also of a stream, and when a mutation or a field fails', async () => {
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
    expect(await costIn(getIntrospectionQuery(), admin)).toBe('2000')
    const mutation = 'mutation($i: CreateWorkspaceInput!) { createWorkspace(input: $i) { workspace { id } } }'
    expect(await costIn(mutation, admin, { i: { name: 'no name' } })).toBe('2')
    // invalid documents have no cost
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
    ...[...readme.matchAll(/= ['`]((?:query|mutation|subscription)\b[^'`]*)['`]/g)].map(([, text]) => text as string),
  ]
  const dataset = {
    ...{ large: 'ws_x', user: 'user_x', project: 'prj_x', deletion: 'del_x' },
    ...{ member: { id: 'user_x', token: 'x' }, busy: { id: 'user_x', token: 'x' }, middle: { name: 'x' } },
  } as unknown as LargeDataset
  const pages = Object.values(listsOf(dataset)).flatMap(({ query, orders = [], filters = [] }) =>
    [...orders.map((order) => `, orderBy: ${order}`), ...filters.map((filter) => `, filter: ${filter}`)].map(
      (rest) => `{ ${query.replace('%', `(first: 100${rest}) { nodes { __typename } totalCount }`)} }`,
    ),
  )

  test.each<[from: string, texts: readonly string[], atLeast: number]>([
    ['the README', ofReadme, 2],
    ['the greeting of GraphiQL', PREPARED.map(({ query }) => query), 5],
    [
      'the operations of the tests',
      Object.values(generated)
        .filter((each) => isText(each))
        .map(String),
      50,
    ],
    ['the lists of the tests', pages, 50],
    ['the nested lists of the tests', Object.values(readsOf(dataset)).map(([fields]) => `{ ${fields} }`), 10],
  ])('of %s cost at most 8,000', (_from, texts, atLeast) => {
    expect(texts.length).toBeGreaterThanOrEqual(atLeast)
    for (const text of texts) expect(Math.max(...costs(text)), text).toBeLessThanOrEqual(MAX_COST)
  })

  function isText(value: unknown): boolean {
    return value instanceof generated.TypedDocumentString
  }
})

describe('while a large answer is resolved', () => {
  test('other requests are answered', async () => {
    // these are not the caller, whose row has been read with the credential
    const ids = Array(100).fill((await signUp(server)).id)
    const user = '... on User { id uuid name email platformAdmin suspendedAt createdAt }'
    const lists = repeat(26, (i) => `a${i}: nodes(ids: $ids) { ${user} }`)
    const answered: string[] = []
    // the rows have been read; what remains is to build the answer from them
    const areRead = new Promise<void>((resolve) => {
      onUsersRead = resolve
    })
    const large = server.gql(`query ($ids: [ID!]!) { ${lists} }`, { ids }).then(({ body }) => {
      answered.push('large')
      expect(body.errors).toBeUndefined()
    })
    await areRead
    // the second request is sent when the first is answered
    for (const _ of [1, 2]) await server.post(JSON.stringify({ query: '{ serverInfo { version } }' }))
    answered.push('small')
    await large
    expect(answered).toEqual(['small', 'large'])
  })
})
