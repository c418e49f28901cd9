// The addresses to which a webhook may go, and the certificates that it trusts. The tests use no database.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createCertificates } from '../support/certificates.ts'
import { startProcess } from '../support/process.ts'
import { startRawReceiver, startReceiver } from '../support/receiver.ts'
import { until } from '../support/server.ts'
import { allow, BROKEN, deliver, refused, resolver, retry, TIMED_OUT } from './deliveries.ts'

const FORBIDDEN = refused('Not sent: the URL leads to an address that webhooks may not reach')

describe('where a webhook may go', () => {
  test('connects to the addresses that were checked: the name is resolved once', async () => {
    const good = await startReceiver()
    // a rebinding name would resolve to this the second time
    const inside = await startReceiver(200, { host: '127.0.0.2', port: good.port })
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    const asked: string[] = []
    const resolve = async (name: string) => {
      const addresses = answers[asked.push(name) - 1] ?? []
      return addresses.map((address) => ({ address, family: 4 }))
    }
    const url = `http://rebinding.example:${good.port}/`
    expect(await deliver(url, {}, { resolve })).toEqual({ kind: 'confirmed' })
    expect(asked).toEqual(['rebinding.example'])
    expect(good.requests[0]?.headers.host).toBe(`rebinding.example:${good.port}`)
    // each call is checked again
    expect(await deliver(url, {}, { resolve })).toEqual(FORBIDDEN)
    expect(good.requests).toHaveLength(1)
    expect(inside.requests).toEqual([])
  })

  test('connects to another address of the name if the first does not answer', async () => {
    const { requests, port } = await startReceiver()
    const { resolve } = resolver('127.0.0.3', '127.0.0.1')
    const more = { allow: allow('127.0.0.0/8') }
    expect(await deliver(`http://two.example:${port}/`, more, { resolve })).toEqual({ kind: 'confirmed' })
    expect(requests).toHaveLength(1)
  })

  const INSIDE = [
    ...['127.0.0.1', '127.255.255.254', '10.1.2.3', '172.16.0.1', '172.31.255.254', '192.168.1.1', '169.254.169.254'],
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '100.64.0.1',
      '100.100.100.200',
      '192.0.0.192',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
    ],
    ...['203.0.113.1', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%lo',
      'fc00::1',
      'fd00:ec2::254',
      'fec0::1',
      'ff02::1',
      '100::1',
      '2001:db8::1',
    ],
    ...[
      '3fff::1',
      '4000::1',
      '5f00::1',
      '::7f00:1',
      '::8.8.8.8',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '::ffff:0:7f00:1',
    ],
    ...['64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::808:808', '2002:7f00:1::', '2002:808:808::1'],
    ...['2001:0:808:808::', '2001:0:a00:1:0:0:f7f7:f7f7', 'no address'],
  ]
  test.each(INSIDE)('refuses a name that resolves to %s', async (address) => {
    const { resolve, asked } = resolver(address)
    expect(await deliver('https://inside.example/', { allow: [] }, { resolve })).toEqual(FORBIDDEN)
    expect(await deliver('https://inside.example/', { allow: [] }, resolver('93.184.215.14', address))).toEqual(
      FORBIDDEN,
    )
    expect(asked).toEqual(['inside.example'])
  })

  test.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])(
    'allows https to %s, but not http',
    async (address) => {
      // the attempt is aborted before it connects, which shows that the address was not the reason
      const stopping = new AbortController()
      const { resolve } = resolver(address)
      const resolveAndStop = async (name: string) => {
        const addresses = await resolve(name)
        queueMicrotask(() => queueMicrotask(() => stopping.abort()))
        return addresses
      }
      const outcome = deliver(
        'https://public.example/',
        { allow: [], signal: stopping.signal },
        { resolve: resolveAndStop },
      )
      expect(await outcome).toEqual(retry('No answer: the server stopped while it waited'))
      expect(await deliver('http://public.example/', {}, { resolve })).toEqual(FORBIDDEN)
    },
  )

  test.each([
    ['10.0.0.0/8', '64:ff9b::a00:1'],
    ['10.0.0.0/8', '2002:a00:1::'],
    ['2002::/16', '2002:a00:1::'],
    ['::/0', '2001:0:a00:1:0:0:f7f7:f7f7'],
    ['::/0', '10.0.0.1'],
    ['10.0.0.0/8', '::10.0.0.1'],
    ['0.0.0.0/0', '::0.0.0.1'],
  ])('with CROFT_WEBHOOK_ALLOW=%s refuses http to %s', async (network, address) => {
    const { resolve } = resolver(address)
    expect(await deliver('http://inside.example/', { allow: allow(network) }, { resolve })).toEqual(FORBIDDEN)
  })

  test.each([
    ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '017700000001', '127.0.0.1.'],
    ...['１２７.0.0.1', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1', '0', '169.254.169.254', '2852039166'],
    ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::]', '[fd00:ec2::254]'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'lOcAlHoSt', 'ⓛocalhost'],
  ])('refuses https://%s without resolving the name', async (host) => {
    const { resolve, asked } = resolver('93.184.215.14')
    expect(await deliver(`https://${host}/`, { allow: [] }, { resolve })).toEqual(FORBIDDEN)
    expect(asked).toEqual([])
  })

  test.each(['ftp://a.example/', 'file:///etc/passwd', 'https://me:hush@a.example/', 'https://me@a.example/', 'a', ''])(
    'refuses %j, which is not a valid address of a webhook',
    async (url) => {
      expect(await deliver(url, {}, resolver('93.184.215.14'))).toEqual(FORBIDDEN)
    },
  )

  test('allows http to networks of CROFT_WEBHOOK_ALLOW, in any notation', async () => {
    const { port, requests } = await startReceiver()
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
      expect(await deliver(`http://${host}:${port}/`)).toEqual({ kind: 'confirmed' })
    expect(requests).toHaveLength(4)
    expect(await deliver(`http://127.0.0.1:${port}/`, { allow: allow('127.0.0.2', '10.0.0.0/8') })).toEqual(FORBIDDEN)
  })
})

/** The outcomes of deliveries in a process of its own. */
async function deliverFromProcess(urls: string[], env: Record<string, string> = {}): Promise<unknown> {
  const command = [process.execPath, '--import', 'tsx', 'test/deletion/deliver.ts', ...urls] as const
  const run = startProcess(env, { command: command as never })
  await until(() => run.exit !== null)
  expect(run.err).toBe('')
  return JSON.parse(run.out)
}

// Clients of Node.js 24 take proxies from the environment, and a proxy would resolve the name again.
test('ignores proxies of the environment', async () => {
  const [receiver, proxy] = [await startReceiver(), await startReceiver()]
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy']
  const env = { NODE_USE_ENV_PROXY: '1', ...Object.fromEntries(names.map((name) => [name, proxy.url])) }
  expect(await deliverFromProcess([`http://a.example:${receiver.port}/`], env)).toEqual([{ kind: 'confirmed' }])
  expect([receiver.requests.length, proxy.requests.length]).toEqual([1, 0])
})

describe('TLS', () => {
  let directory: string
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'croft-webhook-'))
    createCertificates(directory)
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  const file = (name: string) => join(directory, name)

  async function startTlsReceiver() {
    const names: (string | false)[] = []
    const server = createServer({ key: readFileSync(file('server.key')), cert: readFileSync(file('server.crt')) })
    server.on('request', (request, response) => {
      names.push((request.socket as unknown as { servername: string | false }).servername)
      response.end()
    })
    server.on('tlsClientError', () => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.close()
    })
    return { port: (server.address() as AddressInfo).port, names }
  }
  const FAILS = retry('Not sent: TLS with the receiver fails')

  test('a certificate is verified against the name in the URL, which is sent to the receiver', async () => {
    const { port, names } = await startTlsReceiver()
    const urls = [`https://localhost:${port}/`, `https://localhost.:${port}/`, `https://another.example:${port}/`]
    const trusting = await deliverFromProcess([...urls, `https://127.0.0.1:${port}/`], {
      NODE_EXTRA_CA_CERTS: file('ca.crt'),
    })
    expect(trusting).toEqual([{ kind: 'confirmed' }, { kind: 'confirmed' }, FAILS, FAILS])
    expect(names).toEqual(['localhost', 'localhost'])
  })

  test('an untrusted authority fails, even if the process trusts it otherwise', async () => {
    const { port, names } = await startTlsReceiver()
    const env = { NODE_EXTRA_CA_CERTS: file('other-ca.crt'), NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }
    expect(await deliverFromProcess([`https://localhost:${port}/`], env)).toEqual([FAILS])
    expect(names).toEqual([])
  })

  test('a receiver without TLS, or one that aborts it, is a failure', async () => {
    const plain = await startReceiver()
    expect(await deliver(plain.url.replace('http:', 'https:'))).toEqual(FAILS)
    const { url } = await startRawReceiver((socket) => socket.end())
    expect(await deliver(url.replace('http:', 'https:'))).toEqual(BROKEN)
    const hanging = await startRawReceiver(() => {})
    expect(await deliver(hanging.url.replace('http:', 'https:'), {}, { withinMs: 100 })).toEqual(TIMED_OUT)
  })
})
