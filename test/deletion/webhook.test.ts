// One delivery of a webhook, to real receivers, good and bad ones. The tests use no database.
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { inBackground } from '../support/background.ts'
import { startRawReceiver, startReceiver } from '../support/receiver.ts'
import { processorMs, within } from '../support/server.ts'
import { BROKEN, deliver, NOT_HTTP, refused, resolver, retry, secretOf, TIMED_OUT } from './deliveries.ts'

describe('the request', () => {
  test('has the headers of Standard Webhooks, the idempotency key and the version of the server', async () => {
    const { url, requests } = await startReceiver()
    const attemptedAt = new Date()
    expect(await deliver(url, { messageId: 'task_7', idempotencyKey: 'key-7', attemptedAt })).toEqual({
      kind: 'confirmed',
    })
    expect(requests).toHaveLength(1)
    expect(requests[0]?.body).toBe('{"name":"Ärger"}')
    expect(requests[0]?.headers).toMatchObject({
      'webhook-id': 'task_7',
      'webhook-timestamp': String(Math.floor(attemptedAt.getTime() / 1000)),
      'idempotency-key': 'key-7',
      'content-type': 'application/json',
      'content-length': '17',
      'user-agent': `croft/${packageJson.version}`,
      connection: 'close',
    })
  })

  test('is verified by the package standardwebhooks, with a new signature for each attempt', async () => {
    const { url, requests } = await startReceiver()
    await deliver(url, { attemptedAt: new Date() })
    await deliver(url, { attemptedAt: new Date(Date.now() - 60_000) })
    const webhook = new Webhook(secretOf(1))
    for (const { body, headers } of requests) {
      expect(webhook.verify(body, headers as Record<string, string>)).toEqual({ name: 'Ärger' })
      expect(() => webhook.verify(`${body} `, headers as Record<string, string>)).toThrow('No matching signature')
      expect(() => new Webhook(secretOf(2)).verify(body, headers as Record<string, string>)).toThrow()
    }
    const [first, second] = requests.map(({ headers }) => headers)
    expect(first?.['webhook-id']).toBe(second?.['webhook-id'])
    expect(first?.['webhook-signature']).not.toBe(second?.['webhook-signature'])
  })

  test('is verified with each of several secrets', async () => {
    const { url, requests } = await startReceiver()
    await deliver(url, { secrets: [secretOf(1), secretOf(2)] })
    const { body = '', headers } = requests[0] ?? {}
    for (const byte of [1, 2]) new Webhook(secretOf(byte)).verify(body, headers as Record<string, string>)
    expect(() => new Webhook(secretOf(3)).verify(body, headers as Record<string, string>)).toThrow()
  })

  test('is not sent without a secret to sign it', async () => {
    const { url, requests } = await startReceiver()
    expect(await deliver(url, { secrets: [] })).toEqual({
      kind: 'refused',
      error: 'Not sent: the signing secret cannot be decrypted, and has to be rotated',
    })
    expect(requests).toEqual([])
  })
})

describe('the answer', () => {
  const MEANINGS: [number, object][] = [
    ...[200, 201, 203, 204, 205, 226, 299].map((status): [number, object] => [status, { kind: 'confirmed' }]),
    [202, { kind: 'accepted' }],
    ...[404, 410].map((status): [number, object] => [status, { kind: 'gone' }]),
    ...[408, 429].map((status): [number, object] => [
      status,
      retry(`Status ${status}: the receiver asks to try again`),
    ]),
    ...[500, 501, 503, 599, 999].map((status): [number, object] => [
      status,
      retry(`Status ${status}: the receiver has failed`),
    ]),
    ...[300, 301, 302, 303, 304, 307, 308].map((status): [number, object] => [
      status,
      refused(`Status ${status}: the receiver redirects, which is not followed`),
    ]),
    ...[400, 401, 403, 405, 409, 413, 422, 451, 499].map((status): [number, object] => [
      status,
      refused(`Status ${status}: the receiver refuses the request`),
    ]),
  ]
  test.each(MEANINGS)('%i is taken as %j, and its body is not shown', async (status, outcome) => {
    const elsewhere = await startReceiver()
    const headers = { location: elsewhere.url, 'x-private': 'hush' }
    const { url, requests } = await startReceiver(status, { headers, text: status === 204 ? '' : 'hush' })
    expect(await deliver(url)).toEqual(outcome)
    expect(requests).toHaveLength(1)
    expect(elsewhere.requests).toEqual([])
  })
})

const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

describe('receivers that misbehave', () => {
  /** What each receiver does with the connection, and the outcome. */
  const WAYS: Record<string, [(socket: Socket) => void, object]> = {
    'closes at once': [(socket) => socket.end(), BROKEN],
    'resets the connection': [(socket) => socket.resetAndDestroy(), BROKEN],
    'answers garbage': [(socket) => socket.end('\0\x01 hush, this is no HTTP\r\n\r\n'), NOT_HTTP],
    'answers in HTTP/0.9': [(socket) => socket.end('hush'), NOT_HTTP],
    'closes in the middle of the headers': [(socket) => socket.end(`${OK}content-le`), BROKEN],
    'closes in the middle of the body': [(socket) => socket.end(`${OK}content-length: 99\r\n\r\nhush`), BROKEN],
    'closes in the middle of a chunk': [
      (socket) => socket.end(`${OK}transfer-encoding: chunked\r\n\r\nff\r\nhush`),
      BROKEN,
    ],
    'gives two lengths': [(socket) => socket.end(`${OK}content-length: 4\r\ncontent-length: 9\r\n\r\nhush`), NOT_HTTP],
    'changes the protocol': [
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: hush\r\n\r\n'),
      BROKEN,
    ],
    'sends headers without end': [(socket) => dribble(socket, OK, 'x-hush: hush\r\n'.repeat(1000)), NOT_HTTP],
    'sends trailers without end': [
      (socket) => dribble(socket, `${CHUNKED}0\r\n`, 'x-hush: hush\r\n'.repeat(1000)),
      NOT_HTTP,
    ],
    'sends an extension of a chunk without end': [
      (socket) => dribble(socket, `${CHUNKED}1;`, 'h'.repeat(9999)),
      NOT_HTTP,
    ],
    'never answers': [() => {}, TIMED_OUT],
    'answers 100 for ever': [(socket) => dribble(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(11)), BROKEN],
    'answers 100, slowly': [(socket) => dribble(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n', 100), TIMED_OUT],
    'gives ten hints before its answer': [
      (socket) => socket.end(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(10)}${OK}content-length: 0\r\n\r\n`),
      { kind: 'confirmed' },
    ],
    'sends its status line byte by byte': [(socket) => dribble(socket, OK.slice(0, 13), 'h'), TIMED_OUT],
    'sends its headers byte by byte': [(socket) => dribble(socket, `${OK}x-hush: `, 'h'), TIMED_OUT],
    'sends its body byte by byte': [(socket) => dribble(socket, `${OK}content-length: 9999\r\n\r\n`, 'h'), TIMED_OUT],
    'sends a body without end, slowly': [(socket) => dribble(socket, `${OK}\r\n`, 'h'), TIMED_OUT],
  }
  test.each(Object.keys(WAYS))('one that %s', async (way) => {
    const [answer, outcome] = WAYS[way] as (typeof WAYS)[string]
    const { url } = await startRawReceiver(answer)
    const before = process.cpuUsage()
    expect(await within(8000, deliver(url, {}, { withinMs: 300 }))).toEqual(outcome)
    expect(processorMs(before)).toBeLessThan(8000)
  })

  test('one that answers 50 MB: 16 KiB are read, and the connection is closed', async () => {
    let sent = 0
    const { url } = await startRawReceiver((socket) => {
      socket.write(`${OK}content-length: 52428800\r\n\r\n`)
      const part = Buffer.alloc(64 * 1024, 'h')
      const more = () => {
        while (sent < 52_428_800 && !socket.destroyed) {
          sent += part.length
          if (!socket.write(part)) return void socket.once('drain', more)
        }
      }
      more()
    })
    expect(await deliver(url)).toEqual({ kind: 'confirmed' })
    // the buffers at the two ends of a connection
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })

  test('one that declares its answer compressed: nothing of it is decompressed', async () => {
    const { url } = await startReceiver(200, { headers: { 'content-encoding': 'gzip' }, text: 'hush, this is no gzip' })
    expect(await deliver(url)).toEqual({ kind: 'confirmed' })
  })

  test('one that is not there', async () => {
    const { url, port } = await startReceiver()
    expect(await deliver(url.replace(String(port), '1'))).toEqual(
      retry('Not sent: the receiver cannot be connected to'),
    )
  })

  test('one whose name is unknown, or does not resolve in time', async () => {
    const fails = () => Promise.reject(Object.assign(new Error('hush'), { code: 'ENOTFOUND' }))
    const unresolved = retry('Not sent: the name of the receiver cannot be resolved')
    expect(await deliver('https://receiver.example', {}, { resolve: fails })).toEqual(unresolved)
    expect(await deliver('https://receiver.example', {}, resolver())).toEqual(unresolved)
    const hangs = () => new Promise<never>(() => {})
    expect(await deliver('https://receiver.example', {}, { resolve: hangs, withinMs: 50 })).toEqual(TIMED_OUT)
  })

  test('an aborted attempt ends at once, before it has begun and while it waits', async () => {
    const stopped = retry('No answer: the server stopped while it waited')
    const { url } = await startRawReceiver(() => stopping.abort())
    const stopping = new AbortController()
    expect(await deliver(url, { signal: stopping.signal })).toEqual(stopped)
    const { url: other, requests } = await startReceiver()
    expect(await deliver(other, { signal: stopping.signal })).toEqual(stopped)
    expect(requests).toEqual([])
  })
})

test(
  'a receiver has ten seconds in all',
  inBackground(undefined, async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      dribble(socket, OK, 'x: y\r\n', 2000)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const began = performance.now()
    const answer = deliver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(await within(20_000, answer)).toEqual(TIMED_OUT)
    expect(performance.now() - began).toBeGreaterThan(9900)
    for (const socket of sockets) socket.destroy()
    server.close()
  }),
)

function dribble(socket: Socket, first: string, rest: string, everyMs = 20): void {
  socket.on('error', () => {})
  socket.write(first)
  const timer = setInterval(() => socket.write(rest), everyMs)
  socket.on('close', () => clearInterval(timer))
}
