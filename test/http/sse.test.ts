import { expect, test } from 'vitest'
import { EVENTS, newToken, newWorkspace, openStream, rename, revoke } from '../streams/raw.ts'
import { startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })

test('a stream delivers each event as one next', async () => {
  await newWorkspace(server, 'live')
  const stream = await openStream(server, EVENTS, { name: 'live' })
  expect(stream.status).toBe(200)
  await until(() => stream.text.startsWith(':'))
  await rename(server, 'live', 'One')
  await rename(server, 'live', 'Two')
  await until(() => stream.payloads.length === 2)
  expect(stream.payloads[0]).toEqual({ data: { workspaceEvents: { type: 'workspace.updated' } } })
  expect(stream.ended).toBe(false)
  stream.leave()
})

test.each<[name: string, query: string, code: string | null, variables?: Record<string, unknown>]>([
  ['a query', '{ __typename }', null],
  ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a variable that does not fit', 'query($id: ID!) { node(id: $id) { id } }', 'INVALID_INPUT'],
  [
    'a stream that may not be opened',
    'subscription { workspaceEvents(workspace: { name: "none" }) { type } }',
    'NOT_FOUND',
  ],
  [
    'variables that are nested too deep',
    '{ __typename }',
    'INVALID_INPUT',
    { v: JSON.parse('['.repeat(99) + ']'.repeat(99)) },
  ],
])('%s opens with 200, is one next and completes', async (_name, query, code, variables = {}) => {
  const stream = await openStream(server, query, variables)
  await until(() => stream.ended)
  expect(stream.status).toBe(200)
  expect(stream.payloads).toHaveLength(1)
  expect(stream.payloads[0].errors?.[0].extensions.code ?? null).toBe(code)
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
})

test('an anonymous caller is told in the stream, too', async () => {
  const stream = await openStream(server, EVENTS, { name: 'default' }, null)
  await until(() => stream.ended)
  expect(stream.payloads).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
})

test('a stream whose credential dies is told so and completes', async () => {
  const { id, secret } = await newToken(server)
  const stream = await openStream(server, EVENTS, { name: 'default' }, secret)
  await until(() => stream.text.startsWith(':'))
  await revoke(server, id)
  await until(() => stream.ended)
  expect(stream.payloads).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
})

test('a client that leaves is let go, and whoever does not take streams is told so', async () => {
  const own = await startTestServer()
  const { hub } = own.app.services
  const wakers: unknown[] = []
  const { subscribe, unsubscribe } = hub
  Object.assign(hub, {
    subscribe: (topics: string[]) => {
      const waker = subscribe.call(hub, topics)
      wakers.push(waker)
      return waker
    },
    unsubscribe: (waker: Parameters<typeof unsubscribe>[0]) => {
      unsubscribe.call(hub, waker)
      if (wakers.includes(waker)) wakers.splice(wakers.indexOf(waker), 1)
    },
  })
  const stream = await openStream(own, EVENTS, { name: 'default' })
  await until(() => wakers.length === 1)
  stream.leave()
  await until(() => wakers.length === 0)
  const refused = await own.gql(EVENTS, { name: 'default' }, { headers: { Accept: 'application/json' } })
  expect([refused.status, refused.body.errors?.[0]?.extensions.code]).toEqual([406, 'INVALID_INPUT'])
  expect(wakers).toHaveLength(0)
})

test('a stream holds up no background work', async () => {
  const stream = await openStream(server, EVENTS, { name: 'default' })
  await until(() => stream.text.startsWith(':'))
  // what is open is no request in flight: clean-up need not wait for it
  await until(() => server.app.services.pace.inFlight === 0)
  stream.leave()
})
