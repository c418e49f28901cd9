import { expect, test } from 'vitest'
import { EVENTS, newToken, newWorkspace, openStream, rename, revoke } from '../streams/raw.ts'
import { startTestServer, until } from '../support/server.ts'
import { untilSubscribers } from '../support/subscriptions.ts'

const server = await startTestServer({ shared: true })

test('sends each event of a stream as one next', async () => {
  await newWorkspace(server, 'live')
  const stream = await openStream(server, EVENTS, { name: 'live' })
  expect(stream.status).toBe(200)
  await until(() => stream.text.startsWith(':'))
  await rename(server, 'live', 'One')
  await rename(server, 'live', 'Two')
  await until(() => stream.payloads.length === 2)
  expect(stream.payloads[0]).toEqual({ data: { workspaceEvents: { type: 'WORKSPACE_UPDATED' } } })
  expect(stream.ended).toBe(false)
  stream.leave()
})

test.each<[name: string, query: string, code: string | null, variables?: Record<string, unknown>]>([
  ['a query', '{ __typename }', null],
  ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a variable of the wrong type', 'query($id: ID!) { node(id: $id) { id } }', 'INVALID_INPUT'],
  [
    'a subscription that is refused',
    'subscription { workspaceEvents(workspace: { name: "none" }) { type } }',
    'NOT_FOUND',
  ],
  [
    'variables that are nested too deeply',
    '{ __typename }',
    'INVALID_INPUT',
    { v: JSON.parse('['.repeat(99) + ']'.repeat(99)) },
  ],
])('answers %s with 200, one next and complete', async (_name, query, code, variables = {}) => {
  const stream = await openStream(server, query, variables)
  await until(() => stream.ended)
  expect(stream.status).toBe(200)
  expect(stream.payloads).toHaveLength(1)
  expect(stream.payloads[0].errors?.[0].extensions.code ?? null).toBe(code)
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
})

test('reports UNAUTHENTICATED to an anonymous caller in the stream, too', async () => {
  const stream = await openStream(server, EVENTS, { name: 'default' }, null)
  await until(() => stream.ended)
  expect(stream.payloads).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
})

test('ends a stream with UNAUTHENTICATED when its credential is revoked', async () => {
  const { id, secret } = await newToken(server)
  const stream = await openStream(server, EVENTS, { name: 'default' }, secret)
  await until(() => stream.text.startsWith(':'))
  await revoke(server, id)
  await until(() => stream.ended)
  expect(stream.payloads).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
})

test('releases a stream when its client disconnects, and answers 406 to a client that does not accept streams', async () => {
  const own = await startTestServer()
  const stream = await openStream(own, EVENTS, { name: 'default' })
  await untilSubscribers(own, 1)
  stream.leave()
  await untilSubscribers(own, 0)
  const refused = await own.gql(EVENTS, { name: 'default' }, { headers: { Accept: 'application/json' } })
  expect([refused.status, refused.body.errors?.[0]?.extensions.code]).toEqual([406, 'INVALID_INPUT'])
  await untilSubscribers(own, 0)
})

test('does not delay background work while a stream is open', async () => {
  const stream = await openStream(server, EVENTS, { name: 'default' })
  await until(() => stream.text.startsWith(':'))
  // an open stream does not count as a request in flight
  await until(() => server.app.services.pace.inFlight === 0)
  stream.leave()
})
