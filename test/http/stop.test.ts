import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { connect, EVENTS, openConnection, openStream } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until, within } from '../support/server.ts'
import { untilSubscribers } from '../support/subscriptions.ts'

test('firm ground 9: ends streams without complete, closes sockets with 1001 and stops listening', async () => {
  const server = await startTestServer()
  const stream = await openStream(server, EVENTS, { name: 'default' })
  const socket = await connect(server)
  socket.subscribe('s', EVENTS, { name: 'default' })
  await untilSubscribers(server, 2)
  // long before the grace period ends
  await within(6000, server.app.close())
  await until(() => stream.ended && socket.closed)
  expect(stream.text).not.toContain('complete')
  expect(socket.messages.filter(({ id }) => id === 's')).toEqual([])
  expect(socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('completes the operations of a WebSocket before it closes the socket', async () => {
  const server = await startTestServer()
  const { services } = server.app
  const { authenticate } = services
  const socket = await connect(server)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let arrived = 0
  Object.assign(services, {
    authenticate: async (credential: Parameters<typeof authenticate>[0]) => {
      arrived++
      await released
      return authenticate(credential)
    },
  })
  socket.subscribe('m', 'mutation { createWorkspace(input: { name: "last-minute" }) { workspace { name } } }')
  await until(() => arrived === 1)
  const closing = server.app.close()
  await until(() => services.stopping.aborted)
  release()
  await closing
  expect((await until(() => socket.closed)).code).toBe(1001)
  // a client that got no `complete` would send the mutation again
  expect(await socket.ended('m', 'complete')).toMatchObject([
    { type: 'next', payload: { data: { createWorkspace: { workspace: { name: 'last-minute' } } } } },
    { type: 'complete' },
  ])
})

test('finishes a request in flight, while it is not ready and accepts no new connection', async () => {
  const server = await startTestServer()
  const body = '{"query":"mutation { createWorkspace(input: { name: \\"last-minute\\" }) { workspace { name } } }"}'
  const writer = await openConnection(server)
  const watcher = await openConnection(server)
  let arrived = 0
  const { services } = server.app
  const { authenticate } = services
  Object.assign(services, {
    authenticate: (credential: Parameters<typeof authenticate>[0]) => {
      arrived++
      return authenticate(credential)
    },
  })
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    `Authorization: Bearer ${ADMIN_TOKEN}`,
  ]
  writer.send([...head, `Content-Length: ${body.length}`, '', body.slice(0, 20)].join('\r\n'))
  watcher.send('GET /readyz HTTP/1.1\r\nHost: x\r\n')
  await until(() => arrived === 1)
  const closing = server.app.close()
  await until(() =>
    fetch(`${server.url}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  watcher.send('\r\n')
  expect(await watcher.receives(/\r\n\r\n\{/)).toMatch(/^HTTP\/1\.1 503[\s\S]*Connection: close/)
  writer.send(body.slice(20))
  expect(await writer.receives(/\}\}\}$/)).toMatch(/^HTTP\/1\.1 200[\s\S]*Connection: close[\s\S]*"last-minute"/)
  await within(6000, closing)
})

test('cuts a request that never ends and closes the database within the grace period', async () => {
  const server = await startTestServer({ env: { CROFT_SHUTDOWN_GRACE: '1s' } })
  const stuck = await openConnection(server)
  stuck.send('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  const socket = await connect(server)
  await within(6000, server.app.close())
  await stuck.ends()
  await until(() => socket.closed)
})

describe('firm ground 9: a stream is refused before it opens, so that its client tries again', () => {
  const always =
    <T>(value: T) =>
    () =>
      Promise.resolve(value)
  const STREAM = { query: EVENTS, variables: { name: 'default' } }

  /** Makes the server look as if it were stopping, without going on with the stop. */
  function holdStop({ app }: TestServer) {
    const stopping = new AbortController()
    const { services } = app
    // the handlers keep a reference to this signal, so only its state is replaced
    Object.defineProperty(services.stopping, 'aborted', { get: () => stopping.signal.aborted })
    stopping.abort()
  }

  test('with 503 over HTTP and 1013 over WebSocket while the server stops', async () => {
    const server = await startTestServer()
    const [open, busy] = [await connect(server), await connect(server)]
    holdStop(server)
    for (const accept of ['text/event-stream', 'application/graphql-response+json, text/event-stream']) {
      const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, Accept: accept }
      const response = await server.post(JSON.stringify(STREAM), headers)
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    }
    await until(() => server.app.services.hub.subscribers === 1)
    open.subscribe('s', EVENTS, { name: 'default' })
    expect((await until(() => open.closed)).code).toBe(1013)
    expect(open.messages.filter(({ id }) => id === 's')).toEqual([])
    // operations on the same socket are completed first
    busy.subscribe('q', '{ workspaces { nodes { name } } }')
    busy.subscribe('s', EVENTS, { name: 'default' })
    busy.subscribe('r', '{ me { user { id } } }')
    expect((await until(() => busy.closed)).code).toBe(1013)
    expect(busy.messages.filter(({ id }) => id === 'q').map(({ type }) => type)).toEqual(['next', 'complete'])
    const late = await connect(server, { init: null })
    expect((await until(() => late.closed)).code).toBe(1013)
  })

  test('with 503 over HTTP and 1013 over WebSocket without a database, whenever its loss is noticed', async () => {
    const server = await startTestServer()
    const { services } = server.app
    const { authenticate, store } = services
    const away = () => Promise.reject(new AppError('UNAVAILABLE', 'The database is away'))
    const noticed: [name: string, apart: () => void, again: () => void][] = [
      [
        'when the credential is checked',
        () => Object.assign(services, { authenticate: away }),
        () => Object.assign(services, { authenticate }),
      ],
      [
        'when the stream is opened',
        () =>
          Object.assign(store.db, {
            selectFrom: () => {
              throw new AppError('UNAVAILABLE', 'The database is away')
            },
          }),
        () => Reflect.deleteProperty(store.db, 'selectFrom'),
      ],
    ]
    for (const [name, apart, again] of noticed) {
      const socket = await connect(server)
      if (name === 'when the stream is opened')
        Object.assign(services, {
          authenticate: always(await authenticate({ authorization: `Bearer ${ADMIN_TOKEN}` })),
        })
      apart()
      const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, Accept: 'text/event-stream' }
      const response = await server.post(JSON.stringify(STREAM), headers)
      expect([name, response.status]).toEqual([name, 503])
      // a query gets an error, and the socket stays open
      socket.subscribe('q', '{ me { user { id } } }')
      await until(() => socket.messages.some(({ id }) => id === 'q'))
      socket.subscribe('s', EVENTS, { name: 'default' })
      expect([name, (await until(() => socket.closed)).code]).toEqual([name, 1013])
      expect(socket.messages.filter(({ id }) => id === 's')).toEqual([])
      again()
      Object.assign(services, { authenticate })
    }
  })
})
