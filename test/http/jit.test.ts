import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { isCompilable, useJit } from '../../src/execution/jit.ts'
import { schema } from '../../src/modules/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })

const LIST = 'query($first: Int) { workspaces(first: $first) { totalCount nodes { id name state } } }'

const cases: [name: string, document: string, variables?: Record<string, unknown>][] = [
  ['fields', '{ __typename serverInfo { version limits { maxPageSize } } }'],
  ['aliases and fragments', '{ a: me { ...M } b: me { user { name } } } fragment M on Me { user { id __typename } }'],
  ['an object literal', '{ workspace(by: { name: "default" }) { id builtIn visibility } }'],
  ['a variable that is given', LIST, { first: 1 }],
  ['a variable that is left out', LIST],
  ['a variable that is null', LIST, { first: null }],
  ['a variable of the wrong type', LIST, { first: 'x' }],
  ['a default', 'query($first: Int = 1) { workspaces(first: $first) { nodes { name } } }'],
  ['a list', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['ws_01h455vb4pex5vsknk084sn02q'] }],
  [
    'a single value for a list',
    'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: 'ws_01h455vb4pex5vsknk084sn02q' },
  ],
  [
    'a required variable in a reference',
    'query($name: String!) { workspace(by: { name: $name }) { id members(first: 1) { totalCount } } }',
    { name: 'default' },
  ],
  ['a required variable in a reference that is missing', 'query($id: ID!) { workspace(by: { id: $id }) { id } }'],
  [
    'a required variable in a reference that is null',
    'query($id: ID!) { workspace(by: { id: $id }) { id } }',
    { id: null },
  ],
  [
    'a required variable in a reference that names nothing',
    'query($id: ID!) { user(by: { id: $id }) { id } }',
    { id: 'x' },
  ],
  [
    'a required address in a reference',
    'query($email: EmailAddress!) { user(by: { email: $email }) { id } }',
    { email: 'NOBODY@example.com' },
  ],
  ['a required variable that is missing', 'query($id: ID!) { node(id: $id) { id } }'],
  ['null where the argument must not be', 'query($id: ID = "x") { node(id: $id) { id } }', { id: null }],
  ['an error in a nullable field', '{ node(id: "nonsense") { id } serverInfo { version } }'],
  ['an error in a field that must not be null', '{ workspaces(first: 0) { totalCount } serverInfo { version } }'],
  ['a refusal', 'query($id: ID!) { node(id: $id) { id ... on Workspace { members { totalCount } } } }', { id: 'x' }],
  ['an interface', '{ nodes(ids: ["x"]) { id ... on Workspace { name } } }'],
  ['introspection', '{ __type(name: "Workspace") { name fields { name type { kind name } } } }'],
]

const compiled = () => server.log.filter(({ message }) => message === 'A query is compiled').length

test.each(cases)('%s: compiled and interpreted queries return the same bytes', async (name, document, variables) => {
  expect(isCompilable(schema, parse(document))).toBe(true)
  const answers = new Set<string>()
  const before = compiled()
  // a text that no other case has run
  const own = `${document} # ${name}`
  for (let run = 0; run < 12; run++) {
    expect(compiled() - before).toBe(run < 10 ? 0 : 1)
    const { body } = await server.gql(own, variables, { headers: { 'X-Request-Id': 'same' } })
    answers.add(JSON.stringify(body))
  }
  expect([...answers]).toHaveLength(1)
})

test('compiles a document at its tenth run by signed-in callers; never for anonymous ones, unsafe or long documents', async () => {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const { onExecute } = useJit(silent)
  const compiledRuns = async (text: string, principal: object | null = {}) => {
    const document = parse(text)
    const runs: number[] = []
    for (let run = 1; run <= 12; run++) {
      // only the fields that the plugin reads
      const event = { args: { schema, document, contextValue: { principal } }, setExecuteFn: () => runs.push(run) }
      await onExecute?.(event as unknown as Parameters<NonNullable<typeof onExecute>>[0])
    }
    return runs
  }
  expect(await compiledRuns('{ __typename }')).toEqual([10, 11, 12])
  expect(await compiledRuns('{ __typename @skip(if: false) }')).toEqual([])
  expect(await compiledRuns('{ __typename }', null)).toEqual([])
  expect(await compiledRuns(`{ ${'__typename '.repeat(80)} }`)).toEqual([10, 11, 12])
  expect(await compiledRuns(`{ ${'__typename '.repeat(81)} }`)).toEqual([])
})

test.each([
  ['a variable of a reference that need not be given', 'query($id: ID) { workspace(by: { id: $id }) { id } }'],
  ['a variable in a filter', 'query($s: String!) { workspaces(filter: { search: $s }) { totalCount } }'],
  ['a variable in a list', 'query($id: ID!) { nodes(ids: [$id]) { id } }'],
])('does not compile %s', (_what, document) => {
  expect(isCompilable(schema, parse(document))).toBe(false)
})

describe('firm ground 12: names of Object.prototype', () => {
  const text = (name: string) => `query ${name}($${name}: Int) {
    ${name}: serverInfo { ${name}: version ...${name} }
    workspaces(first: $${name}) { ${name}: nodes { ${name}: name } }
  } fragment ${name} on ServerInfo { publicUrl }`

  test.each(Object.getOwnPropertyNames(Object.prototype))('%s: every run returns the same answer', async (name) => {
    // JSON.parse makes an own property of __proto__ too
    for (const variables of [`{"${name}":1}`, `{}`]) {
      const answers = new Set<string>()
      for (let run = 0; run < 15; run++) {
        const body = `{"query":${JSON.stringify(text(name))},"variables":${variables}}`
        const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'X-Request-Id': 'same' }
        answers.add(await (await server.post(body, headers)).text())
      }
      const [answer, ...others] = answers
      expect(others).toEqual([])
      const { data, errors } = JSON.parse(answer as string)
      expect(errors).toBeUndefined()
      expect(Object.keys(data).sort()).toEqual([name, 'workspaces'].sort())
      expect(Object.keys(data[name]).sort()).toEqual([name, 'publicUrl'].sort())
      expect(data.workspaces[name].length).toBe(variables === '{}' ? 2 : 1)
    }
  })
})
