// Requests that are unusual on the wire are answered like any other.
import { describe, expect, onTestFinished, test } from 'vitest'
import { connect, EVENTS } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { open } from './held-connections.ts'

const server = await startTestServer({ shared: true })
const BODY = '{"query":"{ __typename }"}'
const H2C = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n'

const post = (headers = '', target = '/graphql') =>
  `POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n${headers}\r\n`

async function raw() {
  const held = await open(server.url)
  onTestFinished(() => void held.socket.destroy())
  const answers = (count: number) => until(() => held.received.match(/\{"data".*?\}\}/g)?.length === count)
  return Object.assign(held, { answers })
}

describe('firm ground 12: an unknown Upgrade is ignored', () => {
  test("a request for HTTP/2, as Java's HttpClient sends it, is answered again and again on one connection", async () => {
    const warnings: Error[] = []
    const warned = (warning: Error) => warnings.push(warning)
    process.on('warning', warned)
    const client = await raw()
    for (let count = 1; count <= 20; count++) {
      client.socket.write(`${post(H2C)}${BODY}`)
      await client.answers(count)
    }
    // the same request without Upgrade
    client.socket.write(`${post()}${BODY}`)
    await client.answers(21)
    expect(client.received).not.toContain('101 Switching')
    process.off('warning', warned)
    expect(warnings).toEqual([])
  })

  test('when its body comes in pieces', async () => {
    const client = await raw()
    client.socket.write(post(H2C))
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (const character of BODY) {
      client.socket.write(character)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await client.answers(1)
  })

  test.each(['h2c', 'TLS/1.0', 'websocket2', 'h2c, websocket'])('Upgrade: %s', async (protocol) => {
    const client = await raw()
    client.socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: ${protocol}\r\n\r\n`)
    await until(() => /^HTTP\/1\.1 200[\s\S]*alive/.test(client.received))
  })
})

test.each(['/graphql/', '/graphql?', 'http://croft.example.com/graphql', 'HTTP://croft.example.com:80/graphql/?x=1'])(
  'firm ground 12: the request target %s is that of the API',
  async (target) => {
    const client = await raw()
    client.socket.write(`${post('', target)}${BODY}`)
    await client.answers(1)
  },
)

test('firm ground 12: a WebSocket is opened at /graphql/ and at an absolute target too', async () => {
  for (const target of ['/graphql/', 'http://croft.example.com/graphql']) {
    const client = await raw()
    client.socket.write(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n` +
        'Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await until(() => /^HTTP\/1\.1 101/.test(client.received))
  }
})

test('firm ground 12: an event stream tells proxies neither to cache nor to compress it', async () => {
  const response = await server.post(JSON.stringify({ query: EVENTS, variables: { name: 'default' } }), {
    Authorization: `Bearer ${ADMIN_TOKEN}`,
    Accept: 'text/event-stream',
  })
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  await response.body?.cancel()
})

test.each([
  ['ASCII', 'x'.repeat(200)],
  ['beyond ASCII', 'é€😀'.repeat(40)],
])('firm ground 12: two subscriptions with one long id of characters %s are closed with 4409', async (_name, id) => {
  const socket = await connect(server)
  socket.subscribe(id, EVENTS, { name: 'default' })
  socket.subscribe(id, EVENTS, { name: 'default' })
  const closed = await until(() => socket.closed)
  expect(closed.code).toBe(4409)
  expect(`Subscriber for ${id} already exists`.startsWith(closed.reason)).toBe(true)
})

test('answers 431 to headers above 64 KiB, and accepts a credential of 16 KiB', async () => {
  const long = await server.post(BODY, { Authorization: `Bearer ${'x'.repeat(16_000)}` })
  expect(long.status).toBe(401)
  const client = await raw()
  client.socket.write(post(`X-Padding: ${'x'.repeat(66_000)}\r\n`))
  await until(() => /^HTTP\/1\.1 431/.test(client.received))
})
