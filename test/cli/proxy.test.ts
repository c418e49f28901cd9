// A server that can be reached only by https and through a proxy, as in many companies.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { seedWorkspace } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'
import { commandLine } from './run.ts'

const NAME = 'croft.test'
const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const folder = mkdtempSync(join(tmpdir(), 'croft-proxy-'))
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
const options = [
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-days',
  '9',
  '-subj',
  `/CN=${NAME}`,
]
execFileSync(
  'openssl',
  ['req', '-x509', ...options, '-addext', `subjectAltName=DNS:${NAME}`, '-keyout', key, '-out', certificate],
  {
    stdio: 'ignore',
  },
)

/** Forwards a request to the server. */
function forward(incoming: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(incoming.url as string, server.url)
  const { method, headers } = incoming
  const onward = request(`${server.url}${pathname}`, { method: method as string, headers }, (answer) => {
    response.writeHead(answer.statusCode as number, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** Terminates TLS, as a load balancer does. */
const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, forward)
/** The requests that the proxy has received. */
const asked: { authority: string | undefined; credentials: string | undefined }[] = []
let isOpen = true
const proxy = createServer((incoming, response) => {
  asked.push({ authority: incoming.url, credentials: incoming.headers['proxy-authorization'] })
  forward(incoming, response)
})
proxy.on('connect', ({ url, headers }: IncomingMessage, client: Socket) => {
  asked.push({ authority: url, credentials: headers['proxy-authorization'] })
  if (!isOpen) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  const upstream = connect(portOf(tls), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    upstream.pipe(client).pipe(upstream)
  })
  for (const socket of [client, upstream]) socket.on('error', () => upstream.destroy())
})
for (const each of [tls, proxy]) await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  for (const each of [tls, proxy]) each.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port
}

const { croft, output } = commandLine({
  CROFT_URL: `https://${NAME}`,
  CROFT_TOKEN: team.owner.token,
  HTTPS_PROXY: `http://ann:s%3Acret@127.0.0.1:${portOf(proxy)}`,
  NODE_EXTRA_CA_CERTS: certificate,
})

test('requests and streams go through the proxy, which sees only the name of the server and its own password', async () => {
  expect(await output(['whoami'])).toContain(`NAME\t${team.owner.name}\n`)
  const { exit, err } = await croft(['workspaces', 'delete', team.name, '--yes', '--wait'])
  expect([exit, err]).toEqual([0, expect.stringContaining('finished deleting workspace')])
  expect(asked.length).toBeGreaterThan(2)
  const credentials = `Basic ${Buffer.from('ann:s:cret').toString('base64')}`
  for (const each of asked) expect(each).toEqual({ authority: `${NAME}:443`, credentials })
})

test('a server without TLS is reached through the proxy of HTTP_PROXY', async () => {
  asked.length = 0
  const env = { CROFT_URL: `http://${NAME}`, HTTP_PROXY: `http://127.0.0.1:${portOf(proxy)}` }
  expect(await output(['whoami'], { env })).toContain(`NAME\t${team.owner.name}\n`)
  expect(asked).toEqual([{ authority: `http://${NAME}/graphql`, credentials: undefined }])
})

test('a proxy that refuses, and an untrusted certificate, end with 4', async () => {
  const distrusted = await croft(['whoami'], { env: { NODE_EXTRA_CA_CERTS: '' } })
  expect([distrusted.exit, distrusted.out, distrusted.err]).toEqual([
    4,
    '',
    expect.stringMatching(/certificate[\s\S]*NETWORK/),
  ])
  isOpen = false
  const refused = await croft(['whoami'])
  expect([refused.exit, refused.err]).toEqual([4, expect.stringContaining('answers 403')])
  expect(refused.err).not.toContain('cret')
})
