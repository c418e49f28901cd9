import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { connect, EVENTS, openStream } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'

/** A connection whose every byte the test sends itself. */
async function openConnection({ url }: TestServer) {
  const { hostname, port } = new URL(url)
  const socket = connectTcp(Number(port), hostname)
  let received = ''
  let ended = false
  socket.on('data', (part) => {
    received += String(part)
  })
  socket.on('close', () => {
    ended = true
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    send: (text: string) => socket.write(text),
    /** Everything received so far, once it matches. */
    receives: (pattern: RegExp) => until(() => (pattern.test(received) ? received : null)),
    ends: () => until(() => ended),
  }
}

test('completes streams, closes sockets with 1001 and stops listening', async () => {
  const server = await startTestServer()
  const stream = await openStream(server, EVENTS, { name: 'default' })
  const socket = await connect(server)
  socket.subscribe('s', EVENTS, { name: 'default' })
  socket.subscribe('after', '{ __typename }')
  await socket.ended('after', 'complete')
  await until(() => stream.text.startsWith(':'))
  const startedAt = performance.now()
  await server.app.close()
  // long before the grace period ends
  expect(performance.now() - startedAt).toBeLessThan(2000)
  await until(() => stream.ended && socket.closed)
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
  expect(socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
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
    authenticate: (authorization: string | undefined) => {
      arrived++
      return authenticate(authorization)
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
  const startedAt = performance.now()
  await closing
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

test('cuts a request that never ends and closes the database within the grace period', async () => {
  const server = await startTestServer({ env: { CROFT_SHUTDOWN_GRACE: '1s' } })
  const stuck = await openConnection(server)
  stuck.send('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  const socket = await connect(server)
  const startedAt = performance.now()
  await server.app.close()
  expect(performance.now() - startedAt).toBeLessThan(1500)
  await stuck.ends()
  await until(() => socket.closed)
})
