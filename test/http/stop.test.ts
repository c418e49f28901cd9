import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { connect, EVENTS, openStream } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'

/** A connection on which the test says every byte itself. */
async function openConnection({ url }: TestServer) {
  const { hostname, port } = new URL(url)
  const socket = connectTcp(Number(port), hostname)
  let heard = ''
  let ended = false
  socket.on('data', (part) => {
    heard += String(part)
  })
  socket.on('close', () => {
    ended = true
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    say: (text: string) => socket.write(text),
    /** What was heard, once it matches. */
    hears: (pattern: RegExp) => until(() => (pattern.test(heard) ? heard : null)),
    ends: () => until(() => ended),
  }
}

test('at stop streams complete, sockets close with 1001, and nothing listens any more', async () => {
  const server = await startTestServer()
  const stream = await openStream(server, EVENTS, { name: 'default' })
  const socket = await connect(server)
  socket.subscribe('s', EVENTS, { name: 'default' })
  socket.subscribe('after', '{ __typename }')
  await socket.ended('after', 'complete')
  await until(() => stream.text.startsWith(':'))
  const startedAt = performance.now()
  await server.app.close()
  // long before the grace of five seconds
  expect(performance.now() - startedAt).toBeLessThan(2000)
  await until(() => stream.ended && socket.closed)
  expect(stream.text).toMatch(/event: complete\ndata:\n\n$/)
  expect(socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('a request in flight finishes, on a server that is not ready and takes no new connection', async () => {
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
  writer.say([...head, `Content-Length: ${body.length}`, '', body.slice(0, 20)].join('\r\n'))
  watcher.say('GET /readyz HTTP/1.1\r\nHost: x\r\n')
  await until(() => arrived === 1)
  const closing = server.app.close()
  await until(() =>
    fetch(`${server.url}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  watcher.say('\r\n')
  expect(await watcher.hears(/\r\n\r\n\{/)).toMatch(/^HTTP\/1\.1 503[\s\S]*Connection: close/)
  writer.say(body.slice(20))
  expect(await writer.hears(/\}\}\}$/)).toMatch(/^HTTP\/1\.1 200[\s\S]*Connection: close[\s\S]*"last-minute"/)
  const startedAt = performance.now()
  await closing
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

test('a request that never ends is cut, and the database closed, within the grace', async () => {
  const server = await startTestServer({ env: { CROFT_SHUTDOWN_GRACE: '1s' } })
  const stuck = await openConnection(server)
  stuck.say('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  const socket = await connect(server)
  const startedAt = performance.now()
  await server.app.close()
  expect(performance.now() - startedAt).toBeLessThan(1500)
  await stuck.ends()
  await until(() => socket.closed)
})
