// examples/nginx/nginx.conf in a real nginx, in front of a service that does not know Croft: nginx asks /authz before
// it forwards a request.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { type Nginx, runNginx, skipped, title } from './nginx.ts'

const SUSPEND_USER = graphql(`
  mutation NginxAuthzSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const EXAMPLE = new URL('../../examples/nginx/nginx.conf', import.meta.url)

interface Received {
  method: string
  target: string
  headers: IncomingHttpHeaders
  body: string
}

describe.skipIf(skipped)(title('a service behind nginx that asks Croft'), () => {
  const received: Received[] = []
  let service: Server
  let server: TestServer
  let nginx: Nginx
  let workspace: SeededWorkspace
  let [editor, viewer, outsider]: Person[] = []

  const portOf = (listening: Server) => (listening.address() as AddressInfo).port
  const inFrontOf = (croftPort: number, shared = false) =>
    runNginx(
      EXAMPLE,
      (port) => ({
        'listen 80;': `listen 127.0.0.1:${port};`,
        'server 127.0.0.1:4000;': `server 127.0.0.1:${croftPort};`,
        'server 127.0.0.1:3000;': `server 127.0.0.1:${portOf(service)};`,
      }),
      shared,
    )
  const send = (path: string, { token }: { token?: string } = {}, init: RequestInit = {}, to = nginx) =>
    fetch(to.url + path, {
      ...init,
      headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(init.headers as Record<string, string>) },
    })
  const reports = (name: string) => `/workspaces/${name}/reports`

  beforeAll(async () => {
    service = createServer(async (req, res) => {
      let body = ''
      for await (const part of req) body += String(part)
      received.push({ method: req.method ?? '', target: req.url ?? '', headers: req.headers, body })
      res.writeHead(req.url?.endsWith('/broken') ? 500 : 200).end('from the service')
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    server = await startTestServer({ shared: true })
    nginx = await inFrontOf(Number(new URL(server.url).port), true)
    workspace = await seedWorkspace(server, { editor: 'EDITOR', viewer: 'VIEWER' })
    ;[editor, viewer] = ['editor', 'viewer'].map((key) => workspace.members[key] as Person)
    outsider = await signUp(server)
  })
  afterAll(async () => {
    await nginx?.stop()
    service?.closeAllConnections()
    service?.close()
  })
  beforeEach(() => {
    received.length = 0
  })

  test('gets the request, with headers about the caller in place of the credential', async () => {
    const path = `${reports(workspace.name)}?workspace=default&permission=WORKSPACE_READ`
    const lies = { 'X-Croft-Principal': 'root', 'X-Croft-Role': 'OWNER', 'X-Croft-Workspace': 'default' }
    const response = await send(path, editor, { method: 'POST', body: 'a report', headers: lies })
    expect([response.status, await response.text()]).toEqual([200, 'from the service'])
    expect(received).toMatchObject([{ method: 'POST', target: path, body: 'a report' }])
    const { headers } = received[0] as Received
    expect(headers).toMatchObject({
      'x-croft-principal': editor?.id,
      'x-croft-principal-kind': 'USER',
      'x-croft-principal-name': editor?.name,
      'x-croft-workspace': workspace.name,
      'x-croft-workspace-id': workspace.id,
      'x-croft-role': 'EDITOR',
    })
    expect(headers.authorization).toBeUndefined()
  })

  test('is reached for a workspace with a plus in its name', async () => {
    const { name, owner } = await seedWorkspace(server, {}, unique('with+plus'))
    expect((await send(reports(name), owner)).status).toBe(200)
  })

  test('can answer with its own errors', async () => {
    expect((await send(`/workspaces/${workspace.name}/broken`, viewer)).status).toBe(500)
  })

  test('is not reached without a permission: reading and writing need different ones', async () => {
    const statusFor = async (method: string) => (await send(reports(workspace.name), viewer, { method })).status
    expect([await statusFor('GET'), await statusFor('HEAD'), received.length]).toEqual([200, 200, 2])
    expect([await statusFor('POST'), await statusFor('DELETE'), received.length]).toEqual([403, 403, 2])
  })

  test('is not reached by an outsider, who gets the same answer as for a workspace that does not exist', async () => {
    const told = async (name: string) => {
      const response = await send(reports(name), outsider)
      return [response.status, await response.text()]
    }
    expect(await told(workspace.name)).toEqual(await told('no-such-workspace'))
    expect((await told(workspace.name))[0]).toBe(403)
    expect(received).toEqual([])
  })

  test('is not reached with an invalid credential, and after its end from the next request on', async () => {
    for (const as of [{}, { token: 'nobody-has-such-a-secret-as-this-one' }, { token: 'x'.repeat(16_000) }]) {
      const response = await send(reports(workspace.name), as)
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    }
    expect(received).toEqual([])
    const { owner, name } = await seedWorkspace(server)
    expect((await send(reports(name), owner)).status).toBe(200)
    await run(server, SUSPEND_USER, { input: { user: { id: owner.id }, reason: 'Away' } })
    expect((await send(reports(name), owner)).status).toBe(401)
    expect(received).toHaveLength(1)
  })

  test('is not reached by a path that the service could read as another workspace', async () => {
    const { name } = workspace
    const paths = [
      `/workspaces/${name}/../default/reports`,
      `/workspaces/${name}/..%2fdefault/reports`,
      `/workspaces/${name}%2F..%2Fdefault/reports`,
      `/workspaces/${name}/%2E%2E/default/reports`,
      `/workspaces/./${name}/reports`,
      `//workspaces/${name}/reports`,
      `/workspaces//${name}/reports`,
      `/workspaces/${name}\\..\\default/reports`,
      `/workspaces/${name}`,
      `/workspaces/${name}&workspace=default/reports`,
      `/workspaces/${name}%26workspace=default/reports`,
    ]
    for (const path of paths) expect([path, await rawStatus(path)]).toEqual([path, expect.stringMatching(/^40[0-9]$/)])
    expect(received).toEqual([])
    expect((await send('/croft-authz', editor)).status).toBe(404)
  })

  /** The status of a GET whose target is sent unchanged. */
  async function rawStatus(target: string): Promise<string> {
    const { hostname, port } = new URL(nginx.url)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', (part) => {
      answer += String(part)
    })
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${editor?.token}\r\nConnection: close\r\n\r\n`,
    )
    await new Promise((resolve) => socket.once('close', resolve))
    return answer.split(' ')[1] ?? ''
  }

  test('is not reached while Croft limits the rate: 429 with Retry-After', async () => {
    const limiting = createServer((_req, res) => res.writeHead(429, { 'Retry-After': '7' }).end())
    await new Promise<void>((resolve) => limiting.listen(0, '127.0.0.1', resolve))
    const limited = await inFrontOf(portOf(limiting))
    const response = await send(reports(workspace.name), editor, {}, limited)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect(received).toEqual([])
    limiting.closeAllConnections()
    limiting.close()
  })

  test('is not reached while Croft is away: 503', async () => {
    const gone = await startTestServer()
    const port = Number(new URL(gone.url).port)
    await gone.close()
    const alone = await inFrontOf(port)
    expect((await send(reports(workspace.name), editor, {}, alone)).status).toBe(503)
    expect(received).toEqual([])
  })
})
