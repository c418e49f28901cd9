// docs/deploy/nginx.conf in a real nginx: everything that Croft offers passes through it, live and unchanged.
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
  /** The server as clients reach it. */
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
      'a mutation that is refused',
      '{"query":"mutation { deleteWorkspace(input: {workspace: {name: \\"system\\"}}) { __typename } }"}',
      {},
      200,
    ],
    ['a bad credential', '{"query":"{ me { user { name } } }"}', { Authorization: 'Bearer no' }, 401],
    ['a body that is no JSON', '{', {}, 400],
    ['another content type', 'query', { 'Content-Type': 'text/plain' }, 415],
  ])('%s is answered as without it: status, body, media type and request id', async (_what, body, headers, status) => {
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
  })

  test('GraphiQL is served, its large page whole', async () => {
    const [direct, passed] = await Promise.all(
      [server.url, nginx.url].map((url) => fetch(`${url}/graphql`, { headers: { Accept: 'text/html' } })),
    )
    const page = await passed?.text()
    expect(page?.length).toBeGreaterThan(1_000_000)
    expect(page).toBe(await direct?.text())
  })

  test('an event arrives while its stream is open, over SSE', async () => {
    await newWorkspace(server, 'live-sse')
    const stream = await openStream(proxied, EVENTS, { name: 'live-sse' })
    await until(() => stream.text.startsWith(':'))
    for (let n = 1; n <= 3; n++) {
      await rename(server, 'live-sse', `Live ${n}`)
      await until(() => stream.payloads.length === n)
    }
    expect(stream.ended).toBe(false)
    stream.leave()
    // the client's leaving reaches the server
    await until(() => server.app.services.hub.subscribers === 1)
  })

  test('an event arrives while its stream is open, over WebSocket', async () => {
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

  test('the client is who nginx saw, whatever it says of itself, over HTTP and WebSocket', async () => {
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
      { type: 'project.created', ip: '127.0.0.3' },
      // an id of nginx' own
      { type: 'project.created', ip: '127.0.0.2', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { type: 'workspace.created', ip: '127.0.0.1' },
    ])
  })

  test('a body of 256 KiB passes; one byte more gets the very answer that Croft gives, also in chunks', async () => {
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

  test('what is meant for each replica alone is not reached from outside', async () => {
    for (const path of ['/readyz', '/metrics']) expect((await fetch(nginx.url + path)).status).toBe(404)
    expect((await fetch(`${nginx.url}/healthz`)).status).toBe(200)
  })

  test('no credential is in a log, wherever the client put it', async () => {
    const query = '{"query":"{ __typename }"}'
    await post(`${nginx.url}/graphql?token=${ADMIN_TOKEN}#`, query)
    await fetch(`${nginx.url}/graphql?token=${ADMIN_TOKEN}`, { method: 'POST', body: query })
    await until(() => nginx.log().includes('"POST /graphql" 415'))
    expect(nginx.written()).not.toContain(ADMIN_TOKEN)
  })
})

describe.skipIf(skipped)(title('nginx before replicas that fail'), () => {
  const send = (nginx: Nginx, body: string) => fetch(`${nginx.url}/graphql`, { method: 'POST', body })

  test('a mutation that a replica got and did not answer is not sent again: the client is told that it may be done', async () => {
    const [first, second] = [await startUpstream(), await startUpstream()]
    const nginx = await startNginx([first.port, second.port])
    const answers: Response[] = []
    // turn by turn: both have a connection that is kept, then the first fails on it
    for (const body of ['1', '2', '3', '4', '5', '6']) {
      if (body === '3') first.behaviour = 'cut'
      answers.push(await send(nginx, body))
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 502, 200, 200, 200])
    expect(first.got).toEqual(['1', '3'])
    expect(second.got).toEqual(['2', '4', '5', '6'])
    const lost = answers[2] as Response
    expect(lost.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const requestId = lost.headers.get('x-request-id')
    const error = { message: expect.any(String), extensions: { code: 'INTERNAL', requestId } }
    expect(await lost.json()).toEqual({ errors: [error] })
  })

  test('a mutation for a replica that can not be reached goes to the other one, and is carried out once', async () => {
    const gone = await freePort()
    const second = await startUpstream()
    const nginx = await startNginx([gone, second.port])
    for (const body of ['1', '2', '3']) expect((await send(nginx, body)).status).toBe(200)
    expect(second.got).toEqual(['1', '2', '3'])
    expect(nginx.log()).toContain(` 127.0.0.1:${gone}, 127.0.0.1:${second.port} 502, 200 `)
  })

  test('a WebSocket that a stopping replica refuses is opened on the other one', async () => {
    const stopping = await startUpstream()
    stopping.behaviour = 'stopping'
    const server = await startTestServer()
    const nginx = await startNginx([stopping.port, Number(new URL(server.url).port)])
    const socket = await connect({ ...server, url: nginx.url })
    expect(socket.messages).toEqual([{ type: 'connection_ack' }])
    expect(stopping.got).toEqual(['websocket'])
    socket.close()
  })

  test('without any replica the answer is still one of GraphQL', async () => {
    const nginx = await startNginx([await freePort(), await freePort()])
    const answer = await send(nginx, '{}')
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] })
  })
})
