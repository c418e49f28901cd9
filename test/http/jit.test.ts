import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { isSafe, useJit } from '../../src/http/jit.ts'
import { schema } from '../../src/modules/schema.ts'
import { startTestServer } from '../harness.ts'

const server = await startTestServer({ shared: true })

const LIST = 'query($first: Int) { workspaces(first: $first) { totalCount nodes { id name state } } }'

const cases: [name: string, document: string, variables?: Record<string, unknown>, anonymous?: boolean][] = [
  ['fields', '{ __typename serverInfo { version limits { maxPageSize } } }'],
  ['aliases and fragments', '{ a: me { ...M } b: me { user { name } } } fragment M on Me { user { id __typename } }'],
  ['an object literal', '{ workspace(by: { name: "default" }) { id builtIn visibility } }'],
  ['an object literal that breaks @oneOf', '{ workspace(by: { name: "default", id: "x" }) { id } }'],
  ['a variable that is given', LIST, { first: 1 }],
  ['a variable that is left out', LIST],
  ['a variable that is null', LIST, { first: null }],
  ['a variable of the wrong type', LIST, { first: 'x' }],
  ['a default', 'query($first: Int = 1) { workspaces(first: $first) { nodes { name } } }'],
  ['a list', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['ws_01h455vb4pex5vsknk084sn02q'] }],
  [
    'a list of one that is no list',
    'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: 'ws_01h455vb4pex5vsknk084sn02q' },
  ],
  ['a required variable that is missing', 'query($id: ID!) { node(id: $id) { id } }'],
  ['null where the argument must not be', 'query($id: ID = "x") { node(id: $id) { id } }', { id: null }],
  ['an error in a nullable field', '{ node(id: "nonsense") { id } serverInfo { version } }'],
  ['an error in a field that must not be null', '{ workspaces(first: 0) { totalCount } serverInfo { version } }'],
  ['a refusal', '{ me { user { id } } serverInfo { version } }', {}, true],
  ['an interface', '{ nodes(ids: ["x"]) { id ... on Workspace { name } } }'],
  ['introspection', '{ __type(name: "Workspace") { name fields { name type { kind name } } } }'],
]

test.each(cases)('%s: compiled and interpreted alike, byte for byte', async (_name, document, variables, anonymous) => {
  expect(isSafe(schema, parse(document))).toBe(true)
  const answers = new Set<string>()
  for (let run = 0; run < 5; run++) {
    const token = anonymous ? null : undefined
    const { body } = await server.gql(document, variables, {
      headers: { 'X-Request-Id': 'same' },
      ...(token === null ? { token } : {}),
    })
    answers.add(JSON.stringify(body))
  }
  expect([...answers]).toHaveLength(1)
})

test('a document is compiled at its third run, and one that is not safe never', async () => {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const { onExecute } = useJit(silent)
  const compiledRuns = async (text: string) => {
    const document = parse(text)
    const runs: number[] = []
    for (let run = 1; run <= 4; run++) {
      // only what the plugin looks at
      const event = { args: { schema, document }, setExecuteFn: () => runs.push(run) }
      await onExecute?.(event as unknown as Parameters<NonNullable<typeof onExecute>>[0])
    }
    return runs
  }
  expect(await compiledRuns('{ __typename }')).toEqual([3, 4])
  expect(await compiledRuns('{ __typename @skip(if: false) }')).toEqual([])
})
