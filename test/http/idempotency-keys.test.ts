// Idempotency keys: how they are sent, what they identify, and to whom they belong.
import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { connect } from '../streams/raw.ts'
import { eventsOf } from '../support/events.ts'
import { CREATE_PROJECT, codeOf, DELETE_PROJECT, keyed, keysKept, projectIn } from '../support/idempotency.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, ROTATE_API_TOKEN } from '../support/operations.ts'
import { type Person, run, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const FEATURES = graphql(`
  query KeyedFeatures { serverInfo { features } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })
const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
const editor = members['editor'] as Person
const there = { workspace: { id } }

test('serverInfo lists idempotency keys as a feature', async () => {
  expect((await run(server, FEATURES, {})).serverInfo.features).toContain('IDEMPOTENCY_KEYS')
})

test('a key belongs to one token: the same key of another token, even of the same user, is independent', async () => {
  const input = { ...there, principal: { group: unique('group') }, role: 'VIEWER' as const }
  const key = randomUUID()
  const second = await run(server, CREATE_API_TOKEN, { input: { name: 'second' } }, owner)
  const secondToken = { token: second.createApiToken.secret as string }
  const names = await Promise.all(
    [owner, secondToken, editor].map(async (as) => {
      const variables = projectIn(id)
      return (await run(server, CREATE_PROJECT, variables, keyed(as, key))).createProject.project.name
    }),
  )
  expect(new Set(names).size).toBe(3)
  // not even the use of a key is revealed to others
  expect(await codeOf(server, ADD_MEMBER, { input }, keyed(editor, key))).toBe('IDEMPOTENCY_KEY_REUSED')
  expect(await codeOf(server, ADD_MEMBER, { input }, keyed(editor, randomUUID()))).toBe('FORBIDDEN')
})

test("a key still works after its token's secret is rotated", async () => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'rotated' } }, owner)
  const key = randomUUID()
  const variables = projectIn(id)
  const first = await run(server, CREATE_PROJECT, variables, keyed({ token: createApiToken.secret as string }, key))
  const rotation = { input: { token: { id: createApiToken.token.id } } }
  const { rotateApiToken } = await run(server, ROTATE_API_TOKEN, rotation, owner)
  const rotated = keyed({ token: rotateApiToken.secret as string }, key)
  expect(await run(server, CREATE_PROJECT, variables, rotated)).toEqual(first)
})

test('keys with JWTs belong to the user, whichever JWT sends them', async () => {
  const jwt = (sub: string, jti: string) =>
    signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), { sub, jti, groups: ['writers'] }))
  const group = { ...there, principal: { group: 'writers' }, role: 'EDITOR' as const }
  await run(server, ADD_MEMBER, { input: group }, owner)
  const key = randomUUID()
  const variables = projectIn(id)
  const [first, second, other] = [await jwt('ann', '1'), await jwt('ann', '2'), await jwt('bob', '1')]
  const created = await run(server, CREATE_PROJECT, variables, keyed({ token: first }, key))
  expect(await run(server, CREATE_PROJECT, variables, keyed({ token: second }, key))).toEqual(created)
  expect(await codeOf(server, CREATE_PROJECT, variables, keyed({ token: other }, key))).toBe('NAME_TAKEN')
})

test('identifies the document, its variables in any order, and the operation', async () => {
  const key = randomUUID()
  const { input } = projectIn(id)
  const described = { input: { ...input, description: 'Of the key' } }
  const { createProject } = await run(server, CREATE_PROJECT, described, keyed(owner, key))
  const reordered = { input: { description: 'Of the key', name: input.name, workspace: input.workspace } }
  expect((await run(server, CREATE_PROJECT, reordered, keyed(owner, key))).createProject).toEqual(createProject)
  for (const [document, variables] of [
    [CREATE_PROJECT, { input }],
    [`${CREATE_PROJECT} `, described],
    [DELETE_PROJECT, { input: { project: { id: createProject.project.id } } }],
  ] as const)
    expect(await codeOf(server, document, variables, keyed(owner, key))).toBe('IDEMPOTENCY_KEY_REUSED')
})

test.each([
  ['an empty one', ''],
  ['one of 256 characters', 'x'.repeat(256)],
  ['one with a control character', 'a\tb'],
])('refuses %s before anything runs', async (_name, key) => {
  const variables = projectIn(id)
  const body = (extensions: object) => JSON.stringify({ query: CREATE_PROJECT.toString(), variables, extensions })
  const Authorization = `Bearer ${owner.token}`
  for (const response of [
    await server.post(body({}), { Authorization, 'Idempotency-Key': key }),
    await server.post(body({ idempotencyKey: key }), { Authorization }),
  ]) {
    const { errors, data } = (await response.json()) as { errors: { extensions: object }[]; data?: unknown }
    expect(errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', field: expect.stringMatching(/idempotency-?key/i) } },
    ])
    expect(data).toBeUndefined()
  }
  const { createProject } = await run(server, CREATE_PROJECT, variables, owner)
  expect(createProject.project.name).toBe(variables.input.name)
})

test('accepts a key of 255 characters, and refuses two different keys and a key that is not text', async () => {
  const key = 'é'.repeat(255)
  const body = (idempotencyKey: unknown) =>
    JSON.stringify({ query: CREATE_PROJECT.toString(), variables, extensions: { idempotencyKey } })
  const variables = projectIn(id)
  const Authorization = `Bearer ${owner.token}`
  const answers = []
  for (const [inBody, headers] of [
    [key, {}],
    [null, { 'Idempotency-Key': key }],
    ['another', { 'Idempotency-Key': key }],
    [7, {}],
  ] as const) {
    const response = await server.post(body(inBody), { Authorization, ...headers })
    answers.push((await response.json()) as { data?: object; errors?: { extensions: { code: string } }[] })
  }
  const [first, second, ...refused] = answers
  expect(first?.data).toBeDefined()
  expect(second).toEqual(first)
  expect(refused.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['INVALID_INPUT', 'INVALID_INPUT'])
})

test('accepts keys in extensions over WebSocket and for an answer as a stream', async () => {
  const variables = projectIn(id)
  const query = CREATE_PROJECT.toString()
  const extensions = { idempotencyKey: randomUUID() }
  const socket = await connect(server, { init: { Authorization: `Bearer ${owner.token}` } })
  const answers: unknown[] = []
  for (const id of ['first', 'again']) {
    socket.send({ id, type: 'subscribe', payload: { query, variables, extensions } })
    answers.push((await socket.ended(id, 'complete'))[0]?.payload)
  }
  const streamed = await server.post(JSON.stringify({ query, variables, extensions }), {
    Authorization: `Bearer ${owner.token}`,
    Accept: 'text/event-stream',
  })
  answers.push(JSON.parse(/^data: (\{.*\})$/m.exec(await streamed.text())?.[1] as string))
  expect(answers[0]).toMatchObject({ data: { createProject: { project: { name: variables.input.name } } } })
  expect(answers).toEqual(Array(3).fill(answers[0]))
  const other = { query, variables: projectIn(id), extensions }
  socket.send({ id: 'other', type: 'subscribe', payload: other })
  expect((await socket.ended('other', 'complete'))[0]?.payload.errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED')
  socket.send({ id: 'bad', type: 'subscribe', payload: { ...other, extensions: { idempotencyKey: '' } } })
  expect((await socket.ended('bad', 'error'))[0]?.payload[0].extensions.code).toBe('INVALID_INPUT')
  socket.close()
})

test('an operation with a key must have exactly one mutation field', async () => {
  const create = (name: string) =>
    `createProject(input: { workspace: { id: "${id}" }, name: "${name}" }) { project { id } }`
  const [one, two] = [unique('one'), unique('two')]
  const both = `mutation($with: Boolean = true) { a: ${create(one)} ...Other @include(if: $with) __typename }
    fragment Other on Mutation { b: ${create(two)} }`
  const key = randomUUID()
  const events = await eventsOf(server, async () => {
    const { body } = await server.gql(both, {}, keyed(owner, key))
    expect(body.data).toBeNull()
    expect(body.errors).toMatchObject([
      { path: ['a'], extensions: { code: 'INVALID_INPUT', field: 'Idempotency-Key' } },
    ])
  })
  expect(events).toEqual([])
  const { data } = (await server.gql(both, { with: false }, keyed(owner, key))).body
  expect(data).toEqual({ a: { project: { id: expect.any(String) } }, __typename: 'Mutation' })
  expect((await server.gql(both, { with: false }, keyed(owner, key))).body.data).toEqual(data)
})

test('keys of queries and of anonymous callers are ignored', async () => {
  const before = await keysKept(server)
  const key = randomUUID()
  for (const as of [owner, { token: null }]) {
    for (const query of ['{ __typename }', '{ serverInfo { version } }'])
      expect((await server.gql(query, {}, keyed(as, key))).body.errors).toBeUndefined()
  }
  expect(await codeOf(server, CREATE_PROJECT, projectIn(id), keyed({ token: null }, key))).toBe('UNAUTHENTICATED')
  expect(await keysKept(server)).toBe(before)
})

test('a page of a listed origin may send the header', async () => {
  const listed = await startTestServer({ env: { CROFT_CORS_ORIGINS: 'https://app.example' } })
  const { headers } = await fetch(`${listed.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://app.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
    },
  })
  expect(headers.get('Access-Control-Allow-Headers')).toContain('idempotency-key')
})
