import { afterEach, expect, test, vi } from 'vitest'
import { newSecret } from '../../src/auth/secret.ts'
import { AppError } from '../../src/errors.ts'
import { connect, EVENTS, newToken, newWorkspace, rename, revoke } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const consoleError = vi.spyOn(console, 'error')

afterEach(() => {
  expect(consoleError).not.toHaveBeenCalled()
})

test('answers queries, mutations and subscriptions', async () => {
  await newWorkspace(server, 'socket')
  const socket = await connect(server)
  socket.subscribe('q', '{ __typename }')
  expect(await socket.ended('q', 'complete')).toMatchObject([
    { type: 'next', payload: { data: { __typename: 'Query' } } },
    { type: 'complete' },
  ])
  socket.subscribe('s', EVENTS, { name: 'socket' })
  socket.subscribe('after', '{ __typename }')
  await socket.ended('after', 'complete')
  await rename(server, 'socket', 'Renamed')
  const [next] = await socket.ended('s', 'next')
  expect(next?.payload).toEqual({ data: { workspaceEvents: { type: 'WORKSPACE_UPDATED' } } })
  socket.close()
})

test('sends a field error as part of the result', async () => {
  const socket = await connect(server)
  socket.subscribe('q', '{ node(id: "x") { id } serverInfo { version } }')
  const [next] = await socket.ended('q', 'complete')
  expect(next).toMatchObject({
    type: 'next',
    payload: { errors: [{ path: ['node'], extensions: { code: 'INVALID_INPUT' } }], data: { node: null } },
  })
  socket.close()
})

test.each([
  ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a document that is too deep', `{ me ${'{ a '.repeat(12)} ${'}'.repeat(12)} }`, 'QUERY_TOO_COMPLEX'],
  ['a variable that is missing', 'query($id: ID!) { node(id: $id) { id } }', 'INVALID_INPUT'],
  [
    'a subscription that is refused',
    'subscription { workspaceEvents(workspace: { name: "none" }) { type } }',
    'NOT_FOUND',
  ],
])('answers %s with an error message, and the socket stays usable', async (_name, query, code) => {
  const socket = await connect(server)
  socket.subscribe('q', query)
  const messages = await socket.ended('q', 'error')
  expect(messages).toHaveLength(1)
  expect(messages[0]?.payload[0].extensions).toMatchObject({ code, requestId: expect.any(String) })
  expect(messages[0]?.payload[0].message).not.toBe('')
  socket.subscribe('again', '{ __typename }')
  await socket.ended('again', 'complete')
  socket.close()
})

test('refuses variables nested 10,000 deep, as over HTTP', async () => {
  const socket = await connect(server)
  const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const query = 'query($v: [ID!]!) { nodes(ids: $v) { id } }'
  socket.send(`{"id":"q","type":"subscribe","payload":{"query":"${query}","variables":{"v":${nested}}}}`)
  const [error] = await socket.ended('q', 'error')
  expect(error?.payload[0].extensions.code).toBe('INVALID_INPUT')
  socket.close()
})

test('lets an anonymous socket run what anonymous callers may', async () => {
  const socket = await connect(server, { init: {} })
  socket.subscribe('a', '{ serverInfo { version } }')
  await socket.ended('a', 'complete')
  socket.subscribe('b', EVENTS, { name: 'default' })
  expect(await socket.ended('b', 'error')).toMatchObject([{ payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
  socket.subscribe('c', '{ __schema { description } }')
  expect(await socket.ended('c', 'error')).toMatchObject([{ payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
  expect(socket.closed).toBeNull()
  socket.close()
})

test('accepts the credential in the upgrade request, too', async () => {
  const socket = await connect(server, { init: {}, headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } })
  socket.subscribe('q', '{ me { user { id } } }')
  expect((await socket.ended('q', 'complete'))[0]?.payload.errors).toBeUndefined()
  socket.close()
})

test.each([
  ['unknown', { Authorization: `Bearer ${newSecret()}` }],
  ['malformed', { Authorization: 'Basic x' }],
  ['not a string', { Authorization: { Bearer: 'x' } }],
])('closes a socket whose credential is %s with 4403', async (_name, init) => {
  const socket = await connect(server, { init })
  expect((await until(() => socket.closed)).code).toBe(4403)
  expect(socket.messages).toEqual([])
})

test('ends a stream with an error and its socket with 4403 when the credential is revoked', async () => {
  const { id, secret } = await newToken(server)
  const socket = await connect(server, { init: { Authorization: `Bearer ${secret}` } })
  socket.subscribe('s', EVENTS, { name: 'default' })
  socket.subscribe('after', '{ __typename }')
  await socket.ended('after', 'complete')
  await revoke(server, id)
  expect((await until(() => socket.closed)).code).toBe(4403)
  expect(await socket.ended('s', 'error')).toMatchObject([{ payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
})

test('closes with 1013, try again later, while credentials cannot be checked', async () => {
  const away = await startTestServer()
  const services = away.app.services
  Object.assign(services, { authenticate: () => Promise.reject(new AppError('UNAVAILABLE', 'The keys are away')) })
  const socket = await connect(away)
  expect((await until(() => socket.closed)).code).toBe(1013)
})

test('checks the credential again for each operation', async () => {
  const { id, secret } = await newToken(server)
  const socket = await connect(server, { init: { Authorization: `Bearer ${secret}` } })
  await revoke(server, id)
  socket.subscribe('q', '{ __typename }')
  expect((await until(() => socket.closed)).code).toBe(4403)
  expect(socket.messages.some(({ type }) => type === 'next')).toBe(false)
})

test('refuses the origin of another site; accepts none, its own and listed ones', async () => {
  const listed = await startTestServer({ env: { CROFT_CORS_ORIGINS: 'https://app.example.com' } })
  for (const origin of ['https://evil.example.com', 'null', 'https://app.example.com:8443']) {
    await expect(connect(listed, { origin })).rejects.toThrow('403')
  }
  for (const origin of [undefined, listed.url, 'https://app.example.com']) {
    const socket = await connect(listed, origin === undefined ? {} : { origin })
    expect(socket.messages).toMatchObject([{ type: 'connection_ack' }])
    socket.close()
  }
})

test('upgrades only /graphql', async () => {
  await expect(connect({ ...server, url: `${server.url}/elsewhere` })).rejects.toThrow('404')
})

test('closes with 1009 on a message above 256 KiB', async () => {
  const socket = await connect(server)
  socket.subscribe('q', `{ __typename } # ${'x'.repeat(256 * 1024)}`)
  expect((await until(() => socket.closed)).code).toBe(1009)
})

test('closes a socket that sends no connection_init within 3 s, a second one, a subscribe before it, or no JSON', async () => {
  const [silent, garbled, early, repeated] = await Promise.all([
    connect(server, { init: null }),
    connect(server),
    connect(server, { init: null }),
    connect(server, { init: null, protocol: 'graphql-transport-ws' }),
  ])
  garbled.send('{')
  early.subscribe('q', '{ __typename }')
  repeated.send({ type: 'connection_init', payload: {} })
  repeated.send({ type: 'connection_init', payload: {} })
  expect((await until(() => garbled.closed)).code).toBe(4400)
  expect((await until(() => early.closed)).code).toBe(4401)
  expect((await until(() => repeated.closed)).code).toBe(4429)
  expect((await until(() => silent.closed)).code).toBe(4408)
})

test('runs at most 50 operations of a socket at once', async () => {
  const socket = await connect(server)
  for (let i = 0; i < 50; i++) socket.subscribe(`s${i}`, EVENTS, { name: 'default' })
  socket.subscribe('one too many', '{ __typename }')
  expect(await socket.ended('one too many', 'error')).toMatchObject([
    { payload: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 50 } }] },
  ])
  socket.send({ id: 's0', type: 'complete' })
  await until(async () => {
    socket.subscribe('again', '{ __typename }')
    await until(() => socket.messages.filter(({ id }) => id === 'again').some(({ type }) => type !== 'next'))
    return socket.messages.some(({ id, type }) => id === 'again' && type === 'complete')
  })
  socket.close()
})
