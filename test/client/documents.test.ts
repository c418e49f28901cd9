// Documents of the client's caller: texts, parsed ones, those of graphql-codegen.
import { describe, expect, test } from 'vitest'
import { operationOf } from '../../src/client/document.ts'
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

  test('with several mutations are sent without a key', async () => {
    const several =
      'mutation ($a: CreateWorkspaceInput!) { a: createWorkspace(input: $a) { __typename } b: createWorkspace(input: {displayName: "B"}) { __typename } }'
    const variables = { a: { name: unique('several') } }
    await expect(croft.query(several, variables)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await croft.query(several, variables, { idempotencyKey: null })).toMatchObject({ a: {}, b: {} })
  })

  test('that are mutations get an idempotency key, wherever their fragments stand', async () => {
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

test('the first operation of a document is known, whatever stands in front of it', () => {
  const cases = {
    '{ me { groups } }': 'query',
    '# mutation\nsubscription Watch { events { id } }': 'subscription',
    'fragment mutation on User { query } mutation { deleteUser(input: { reason: "} query {" }) { id } }': 'mutation',
  }
  for (const [text, operation] of Object.entries(cases)) expect(operationOf(text), text).toBe(operation)
})
