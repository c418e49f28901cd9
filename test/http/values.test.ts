// Numbers and instants that JavaScript would change silently are refused.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { connect } from '../streams/raw.ts'
import { fill, refused, run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, processorMs, startTestServer } from '../support/server.ts'

const UPDATE_RESOURCE = graphql(`
  mutation ValuesUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { labels spec } } }
`)
const USERS_SINCE = graphql(`
  query ValuesSince($at: DateTimeFilter!) { events(filter: { at: $at }) { totalCount } }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server)
const here = { id: workspace.id }

/** Numbers as they may be written in JSON, and whether a double holds exactly what is written. */
const NUMBERS: readonly [number: string, exact: boolean][] = [
  ['0', true],
  ['-0', true],
  ['0.1', true],
  ['-12.50', true],
  ['1e3', true],
  ['1E+22', true],
  ['1.5e-7', true],
  ['123456789012345', true],
  ['9007199254740991', true],
  ['9007199254740992', true],
  ['-9007199254740992', true],
  ['1000000000000000000000', true],
  ['1.7976931348623157e308', true],
  ['5e-324', true],
  ['0e999', true],
  ['9007199254740993', false],
  ['-9007199254740993', false],
  ['9223372036854775807', false],
  ['12345678901234567890', false],
  ['0.1000000000000000000001', false],
  ['3.14159265358979323846', false],
  ['1234567890.1234567890123', false],
  ['1e400', false],
  ['-1e400', false],
  ['1e-400', false],
  ['9007199254740993e0', false],
  ['90071992547409.93e2', false],
  ['0.0000000000000000000000000000000000000001234567890123456789', false],
  [`${'9'.repeat(400)}`, false],
  [`1${'0'.repeat(5000)}`, false],
]
const PLACES: readonly [place: string, around: (number: string) => string][] = [
  ['a value', (number) => `{"n":${number}}`],
  ['in a list', (number) => `{"n":[1,${number},"x"]}`],
  [
    'deep, after strings with digits and quotes',
    (number) => `{"a\\"9007199254740993":"1e400","n":{"b":[{"c": ${number} }]}}`,
  ],
]
const CASES = NUMBERS.flatMap(([number, exact]) =>
  PLACES.map(([place, around]) => [number.slice(0, 30), place, around(number), exact] as const),
)

/** Sends variables exactly as they are written. */
async function post(query: string, variables: string) {
  const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`
  const response = await server.post(body, { Authorization: `Bearer ${ADMIN_TOKEN}` })
  // biome-ignore lint/suspicious/noExplicitAny: the tests assert what they expect
  return (await response.json()) as any
}
/** JSON as a literal of GraphQL, with names without quotes. */
const asLiteral = (json: string) => json.replace(/"([^"\\]|\\.)*"(?=\s*:)/g, (name) => name.replace(/\W/g, ''))

const registering = (json: string) => {
  const name = unique('job')
  return {
    variables: `{"input":{"workspace":{"id":"${here.id}"},"resource":{"kind":"job","name":"${name}","spec":${json}}}}`,
    literal: `mutation { registerResource(input: { workspace: { id: "${here.id}" }, resource: { kind: "job", name: "${name}-2", labels: ${asLiteral(json)} } }) { resource { labels } } }`,
  }
}
const REGISTER = 'mutation($input: RegisterResourceInput!) { registerResource(input: $input) { resource { spec } } }'
const FILTER =
  'query($id: ID!, $labels: JSONObject!) { workspace(by: { id: $id }) { resources(filter: { labels: $labels }) { totalCount } } }'

describe('firm ground 12: a number that a double cannot hold exactly is refused, never changed', () => {
  test.each(CASES)('%s, %s', async (_title, _place, json, exact) => {
    const value = JSON.parse(json)
    const { variables, literal } = registering(json)
    const registered = await post(REGISTER, variables)
    const written = await server.gql(literal)
    const filtered = await post(FILTER, `{"id":"${here.id}","labels":${json}}`)
    const inDocument = await server.gql(
      `{ workspace(by: { id: "${here.id}" }) { resources(filter: { labels: ${asLiteral(json)} }) { totalCount } } }`,
    )
    if (exact) {
      expect(registered.data.registerResource.resource.spec).toEqual(JSON.parse(JSON.stringify(value)))
      expect(written.body.errors).toBeUndefined()
      expect(filtered.errors).toBeUndefined()
      expect(inDocument.body.errors).toBeUndefined()
      return
    }
    expect(registered.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'spec' } }])
    expect(written.body.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'labels' } }])
    expect(filtered.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'filter.labels' } }])
    expect(inDocument.body.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'filter.labels' } }])
  })

  test('also by updateResource, and nothing is written', async () => {
    const [id] = await fill(server, workspace, 1)
    const update = 'mutation($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }'
    for (const field of ['labels', 'spec']) {
      const { errors } = await post(update, `{"input":{"resource":{"id":"${id}"},"${field}":{"n":9007199254740993}}}`)
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }])
    }
    const { updateResource } = await run(server, UPDATE_RESOURCE, {
      input: { resource: { id: id as string }, labels: { a: 1 } },
    })
    expect(updateResource.resource).toEqual({ labels: { a: 1 }, spec: {} })
  })

  test('also over WebSocket', async () => {
    const socket = await connect(server)
    const send = (id: string, variables: string) =>
      socket.send(
        `{"id":"${id}","type":"subscribe","payload":{"query":${JSON.stringify(REGISTER)},"variables":${variables}}}`,
      )
    send('inexact', registering('{"n":9007199254740993}').variables)
    const [refusal] = await socket.ended('inexact', 'complete')
    expect(refusal?.payload.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'spec' } }])
    send('exact', registering('{"n":9007199254740992}').variables)
    const [answer] = await socket.ended('exact', 'complete')
    expect(answer?.payload.data.registerResource.resource.spec).toEqual({ n: 9007199254740992 })
    socket.close()
  })

  test('also where a document is compiled', async () => {
    const document = (number: string) =>
      `{ workspace(by: { id: "${here.id}" }) { resources(filter: { labels: { n: ${number} } }) { totalCount } } }`
    for (let time = 0; time < 12; time++) {
      const { body } = await server.gql(document('9007199254740993'))
      expect(body.errors?.[0]?.extensions.code).toBe('INVALID_INPUT')
      expect((await server.gql(document('9007199254740992'))).body.errors).toBeUndefined()
    }
  })

  test('other numbers are checked against their own type, and text with digits is text', async () => {
    const document =
      'query($first: Int, $search: String) { users(first: $first, filter: { search: $search }) { nodes { id } } }'
    for (const first of ['9007199254740993', '1e400', '1.5']) {
      const { errors } = await post(document, `{"first":${first}}`)
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', path: 'first' } }])
    }
    for (const search of ['9007199254740993', '1e400']) {
      expect((await post(document, `{"search":"${search}"}`)).errors).toBeUndefined()
      expect((await post(document, `{"search":${search}}`)).errors).toMatchObject([{ extensions: { path: 'search' } }])
    }
    expect((await post(document, '{"first":1e1}')).errors).toBeUndefined()
  })

  test('the check takes time in proportion to the length of the body', async () => {
    const strings = `["${'\\"'.repeat(100_000)}",9007199254740993]`
    const digits = `[${'0.'.padEnd(200_000, '0')}1]`
    for (const list of [strings, digits]) {
      const before = process.cpuUsage()
      const { errors } = await post(REGISTER, `{"input":${list}}`)
      expect(errors[0].extensions.code).toBe('INVALID_INPUT')
      expect(processorMs(before)).toBeLessThan(5000)
    }
  })
})

describe('firm ground 12: an instant lies in the years 0000 to 9999 of UTC', () => {
  test.each(['9999-12-31T23:59:59-00:01', '9999-12-31T23:59:59.999-23:59', '0000-01-01T00:00:00+00:01'])(
    '%s is refused',
    async (gt) => {
      expect(await refused(server, USERS_SINCE, { at: { gt } })).toMatchObject({ code: 'INVALID_INPUT', path: 'at.gt' })
      const { body } = await server.gql(`{ events(filter: { at: { gt: "${gt}" } }) { totalCount } }`)
      expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    },
  )

  test('the last instant is after everything that happened, and the first before it', async () => {
    const count = async (at: object) => (await run(server, USERS_SINCE, { at })).events?.totalCount
    expect(await count({ gt: '9999-12-31T23:59:59Z' })).toBe(0)
    expect(await count({ gt: '9999-12-31T23:59:59+14:00' })).toBe(0)
    expect(await count({ gte: '0000-01-01T00:00:00Z' })).toBeGreaterThan(0)
  })
})
