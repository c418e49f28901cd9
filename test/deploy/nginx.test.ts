// docs/deploy/nginx.conf in a real nginx: responses pass through unchanged, streams without buffering, and no mutation
// is sent twice.
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, EVENTS, newWorkspace, openStream, rename } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { freePort, type Nginx, skipped, startNginx, title } from './nginx.ts'
import { startUpstream } from './upstream.ts'

const MAX_BODY_BYTES = 256 * 1024
const CREATE = 'mutation($input: CreateProjectInput!) { createProject(input: $input) { project { name } } }'
const ADDRESSES = `query($name: String!) {
  workspace(by: { name: $name }) { events(first: 5) { nodes { type ip requestId } } }
}`

describe.skipIf(skipped)(title('behind nginx'), () => {
  let server: TestServer
  let nginx: Nginx
  /** The same server at the address of nginx. */
  let proxied: TestServer

  beforeAll(async () => {
    server = await startTestServer({ shared: true, env: { CROFT_TRUSTED_PROXIES: '127.0.0.1' } })
    const port = Number(new URL(server.url).port)
    nginx = await startNginx([port, port], { shared: true })
    proxied = { ...server, url: nginx.url }
  })
  afterAll(async () => {
    await nginx?.stop()
    await server?.close()
  })

  const post = (url: string, body: string | ReadableStream, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
      duplex: 'half',
    } as RequestInit)

  test.each([
    ['a query', '{"query":"{ me { user { name } } }"}', {}, 200],
    [
      'a refused mutation',
      '{"query":"mutation { deleteWorkspace(input: {workspace: {name: \\"system\\"}}) { __typename } }"}',
      {},
      200,
    ],
    ['a bad credential', '{"query":"{ me { user { name } } }"}', { Authorization: 'Bearer no' }, 401],
    ['a body that is not JSON', '{', {}, 400],
    ['another content type', 'query', { 'Content-Type': 'text/plain' }, 415],
  ])(
    'passes the response to %s unchanged: status, body, media type and request id',
    async (_what, body, headers, status) => {
      const id = { 'X-Request-Id': 'passes-through' }
      const [direct, passed] = await Promise.all(
        [server.url, nginx.url].map((url) => post(url, body, { ...headers, ...id })),
      )
      expect(passed?.status).toBe(status)
      expect(direct?.status).toBe(status)
      for (const name of ['content-type', 'cache-control', 'x-content-type-options', 'x-request-id']) {
        expect(passed?.headers.get(name)).toBe(direct?.headers.get(name))
      }
      expect(passed?.headers.get('x-request-id')).toBe('passes-through')
      expect(await passed?.text()).toBe(await direct?.text())
    },
  )

  test('serves the whole page of GraphiQL, which is large', async () => {
    const [direct, passed] = await Promise.all(
      [server.url, nginx.url].map((url) => fetch(`${url}/graphql`, { headers: { Accept: 'text/html' } })),
    )
    const page = await passed?.text()
    expect(page?.length).toBeGreaterThan(1_000_000)
    expect(page).toBe(await direct?.text())
  })

  test('delivers each event at once over SSE, without buffering', async () => {
    await newWorkspace(server, 'live-sse')
    const stream = await openStream(proxied, EVENTS, { name: 'live-sse' })
    await until(() => stream.text.startsWith(':'))
    for (let n = 1; n <= 3; n++) {
      await rename(server, 'live-sse', `Live ${n}`)
      await until(() => stream.payloads.length === n)
    }
    expect(stream.ended).toBe(false)
    stream.leave()
    // nginx passes the client's disconnect on to the server.
    await until(() => server.app.services.hub.subscribers === 1)
  })

  test('delivers each event at once over WebSocket', async () => {
    await newWorkspace(server, 'live-ws')
    const socket = await connect(proxied)
    socket.subscribe('s', EVENTS, { name: 'live-ws' })
    socket.subscribe('after', '{ __typename }')
    await socket.ended('after', 'complete')
    for (let n = 1; n <= 3; n++) {
      await rename(server, 'live-ws', `Live ${n}`)
      await until(() => socket.messages.filter(({ id }) => id === 's').length === n)
    }
    expect(socket.closed).toBe(null)
    socket.close()
    await until(() => server.app.services.hub.subscribers === 1)
  })

  test('ignores a forged X-Forwarded-For: the client address is the one that nginx saw, over HTTP and WebSocket', async () => {
    await newWorkspace(server, 'addresses')
    const create = (name: string) => ({ input: { workspace: { name: 'addresses' }, name } })
    const lies = { 'X-Forwarded-For': '203.0.113.9', 'X-Request-Id': 'not an id' }
    await new Promise<void>((resolve, reject) => {
      const sent = request(
        `${nginx.url}/graphql`,
        {
          method: 'POST',
          localAddress: '127.0.0.2',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}`, ...lies },
        },
        (answer) => answer.resume().once('end', resolve),
      )
      sent.once('error', reject).end(JSON.stringify({ query: CREATE, variables: create('over-http') }))
    })
    const options = { headers: lies, localAddress: '127.0.0.3' }
    const socket = await connect(proxied, options)
    socket.subscribe('m', CREATE, create('over-websocket'))
    await socket.ended('m', 'complete')
    socket.close()
    const { workspace } = await server.data(ADDRESSES, { name: 'addresses' })
    expect(workspace.events.nodes).toMatchObject([
      { type: 'PROJECT_CREATED', ip: '127.0.0.3' },
      // nginx generated this id, because the client's was malformed.
      { type: 'PROJECT_CREATED', ip: '127.0.0.2', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { type: 'WORKSPACE_CREATED', ip: '127.0.0.1' },
    ])
  })

  test('passes a body of 256 KiB, and answers a larger one, chunked too, with the same 413 as Croft', async () => {
    const operation = '{"query":"{ __typename }"}'
    const largest = operation.padEnd(MAX_BODY_BYTES)
    expect((await post(nginx.url, largest)).status).toBe(200)
    const id = { 'X-Request-Id': 'too-large' }
    const direct = await post(server.url, `${largest} `, id)
    const expected = await direct.text()
    expect(direct.status).toBe(413)
    const chunked = () => new Blob([`${largest} `]).stream()
    for (const body of [`${largest} `, chunked()]) {
      const passed = await post(nginx.url, body, id)
      expect(passed.status).toBe(413)
      expect(passed.headers.get('content-type')).toBe(direct.headers.get('content-type'))
      expect(passed.headers.get('x-request-id')).toBe('too-large')
      expect(await passed.text()).toBe(expected)
    }
  })

  test('does not expose /readyz and /metrics, which belong to a single replica', async () => {
    for (const path of ['/readyz', '/metrics']) expect((await fetch(nginx.url + path)).status).toBe(404)
    expect((await fetch(`${nginx.url}/healthz`)).status).toBe(200)
  })

  test('logs no credential, not even one in the query string', async () => {
    const query = '{"query":"{ __typename }"}'
    await post(`${nginx.url}/graphql?token=${ADMIN_TOKEN}#`, query)
    await fetch(`${nginx.url}/graphql?token=${ADMIN_TOKEN}`, { method: 'POST', body: query })
    await until(() => nginx.log().includes('"POST /graphql" 415'))
    expect(nginx.written()).not.toContain(ADMIN_TOKEN)
  })
})

describe.skipIf(skipped)(title('nginx in front of replicas that fail'), () => {
  const send = (nginx: Nginx, body: string) => fetch(`${nginx.url}/graphql`, { method: 'POST', body })

  test('does not resend a mutation that a replica received and did not answer: the client gets 502', async () => {
    const [first, second] = [await startUpstream(), await startUpstream()]
    const nginx = await startNginx([first.port, second.port])
    const answers: Response[] = []
    // Requests alternate between the replicas: each has a kept-alive connection when the first one fails.
    for (const body of ['1', '2', '3', '4', '5', '6']) {
      if (body === '3') first.behaviour = 'cut'
      answers.push(await send(nginx, body))
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 502, 200, 200, 200])
    expect(first.received).toEqual(['1', '3'])
    expect(second.received).toEqual(['2', '4', '5', '6'])
    const lost = answers[2] as Response
    expect(lost.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const requestId = lost.headers.get('x-request-id')
    const error = { message: expect.any(String), extensions: { code: 'INTERNAL', requestId } }
    expect(await lost.json()).toEqual({ errors: [error] })
  })

  test('sends a mutation to the other replica, once, if the first does not accept the connection', async () => {
    const gone = await freePort()
    const second = await startUpstream()
    const nginx = await startNginx([gone, second.port])
    for (const body of ['1', '2', '3']) expect((await send(nginx, body)).status).toBe(200)
    expect(second.received).toEqual(['1', '2', '3'])
    expect(nginx.log()).toContain(` 127.0.0.1:${gone}, 127.0.0.1:${second.port} 502, 200 `)
  })

  test('opens a WebSocket on the other replica if the first is stopping and answers 503', async () => {
    const stopping = await startUpstream()
    stopping.behaviour = 'stopping'
    const server = await startTestServer()
    const nginx = await startNginx([stopping.port, Number(new URL(server.url).port)])
    const socket = await connect({ ...server, url: nginx.url })
    expect(socket.messages).toEqual([{ type: 'connection_ack' }])
    expect(stopping.received).toEqual(['websocket'])
    socket.close()
  })

  test('answers with a GraphQL error if there is no replica', async () => {
    const nginx = await startNginx([await freePort(), await freePort()])
    const answer = await send(nginx, '{}')
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] })
  })
})
