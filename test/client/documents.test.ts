// Documents of the client's caller: texts, parsed documents, and those of graphql-codegen.
import { readFileSync } from 'node:fs'
import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  introspectionFromSchema,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { operationOf } from '../../src/client/document.ts'
import { introspection } from '../../src/client/generated/introspection.ts'
import { gql } from '../../src/client/gql.ts'
import { createClient } from '../../src/client/index.ts'
import { CREATE_WORKSPACE } from '../support/operations.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const settings = { url: server.url, token: team.owner.token, retries: 0 }
const croft = createClient(settings)

describe('own documents', () => {
  test('are texts, those of graphql-codegen, and parsed ones', async () => {
    const text = 'query ($by: WorkspaceRef!) { workspace(by: $by) { id } }'
    const answer = { workspace: { id: team.id } }
    const by = { name: team.name }
    const name = unique('own')
    expect(await croft.query(text, { by })).toEqual(answer)
    expect(await croft.query({ loc: { source: { body: text } } }, { by })).toEqual(answer)
    expect((await croft.query(CREATE_WORKSPACE, { input: { name } })).createWorkspace.workspace).toMatchObject({ name })
    await expect(croft.query({ loc: undefined })).rejects.toThrow('has no text')
  })

  test('are those of the tag, with the fragments that they spread, and their own selections', async () => {
    const name = gql(`fragment TagName on Workspace { name }`)
    const whole = gql(`fragment TagWhole on Workspace { ...TagName owners { id } }`, [name])
    const query = gql(`query Tag($by: WorkspaceRef!) { workspace(by: $by) { ...TagWhole ...TagName state } }`, [
      whole,
      name,
    ])
    const { workspace } = await croft.query(query, { by: { id: team.id } })
    expect(workspace).toEqual({ name: team.name, state: 'ACTIVE', owners: [{ id: team.owner.id }] })
    // other clients take the parsed document, which contains each fragment once
    expect(query.definitions.map(({ kind }) => kind)).toEqual([
      'OperationDefinition',
      'FragmentDefinition',
      'FragmentDefinition',
    ])
  })

  test('with several mutations are sent without a key', async () => {
    const several =
      'mutation ($a: CreateWorkspaceInput!) { a: createWorkspace(input: $a) { __typename } b: createWorkspace(input: {displayName: "B"}) { __typename } }'
    const variables = { a: { name: unique('several') } }
    await expect(croft.query(several, variables)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await croft.query(several, variables, { idempotencyKey: null })).toMatchObject({ a: {}, b: {} })
  })

  test('that are mutations get an idempotency key, wherever their fragments are', async () => {
    const keys: (string | undefined)[] = []
    const client = createClient({
      ...settings,
      fetch: (url, init) => {
        keys.push(init.headers['Idempotency-Key'])
        return fetch(url, init)
      },
    })
    const fragment = 'fragment mutation on Workspace { id } # query {'
    const mutation =
      'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { ...mutation } } }'
    await client.query(`${fragment}\n${mutation}`, { input: { name: unique('own') } })
    await client.query(`${mutation}\n${fragment}`, { input: { name: unique('own') } }, { idempotencyKey: 'mine' })
    await client.query('query { me { groups } }')
    await client.query('{ me { groups } }')
    expect(keys).toEqual([expect.stringMatching(/^(\d+-?){4}$/), 'mine', undefined, undefined])
  })
})

test('the first operation of a document is found, whatever precedes it', () => {
  const cases = {
    '{ me { groups } }': 'query',
    '# mutation\nsubscription Watch { events { id } }': 'subscription',
    'fragment mutation on User { query } mutation { deleteUser(input: { reason: "} query {" }) { id } }': 'mutation',
  }
  for (const [text, operation] of Object.entries(cases)) expect(operationOf(text), text).toBe(operation)
})

test('the introspection is the schema', () => {
  const described = buildSchema(readFileSync('schema.graphql', 'utf8'), { assumeValidSDL: true })
  const expected = buildClientSchema(introspectionFromSchema(described, { descriptions: false, oneOf: true }))
  const found = buildClientSchema(introspection as unknown as IntrospectionQuery)
  const printed = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema))
  expect(printed(found)).toBe(printed(expected))
})
