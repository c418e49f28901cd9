// Every known way in which a client can hold a connection open. Each opens its connection, never ends it from its own
// side, and resolves once the server is in the state that the name describes.
import { connect as connectTcp, type Socket } from 'node:net'
import { ADMIN_TOKEN, until } from '../support/server.ts'

export interface Held {
  readonly socket: Socket
  /** Everything that the connection has received so far. */
  readonly received: string
}

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
const WEBSOCKET = `Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n${KEY}\r\n`
const AUTHORIZATION = `Authorization: Bearer ${ADMIN_TOKEN}\r\n`
/** The name of the workspace in which the caller's `makeNoise` writes events. */
export const NOISY = 'noisy'

type Hold = (url: string, makeNoise: () => Promise<void>) => Promise<Held>

export const WAYS_TO_HOLD: Readonly<Record<string, Hold>> = {
  'sends no byte': (url) => open(url),
  'sends half a header': (url) => open(url, 'GET /healthz HTTP/1.1\r\nHost:'),
  'sends half a body': (url) => open(url, `${post(100)}{`),
  'waits for 100 Continue and sends no body': async (url) => {
    const held = await open(url, post(100, 'Expect: 100-continue\r\n'))
    await receives(held, /100 Continue/)
    return held
  },
  'is answered 413 and does not finish its body': async (url) => {
    const held = await open(url, `${post(1e9)}{`)
    await receives(held, /^HTTP\/1\.1 413/)
    return held
  },
  'is answered 415 and does not finish its body': async (url) => {
    const held = await open(url, 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{')
    await receives(held, /^HTTP\/1\.1 415/)
    return held
  },
  'asks for nothing more on a connection that is kept alive': async (url) => {
    const held = await open(url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await receives(held, /alive/)
    return held
  },
  'does not close after an answer with Connection: close': async (url) => {
    const held = await open(url, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await receives(held, /alive/)
    return held
  },
  'does not read its answer': (url) => unread(url, page('')),
  'does not read its answer, with Connection: close': (url) => unread(url, page('Connection: close\r\n')),
  'ends its side and does not read its answer': async (url) => {
    const held = await unread(url, page(''))
    held.socket.end()
    return held
  },
  'sends no HTTP': (url) => open(url, '\x16\x03\x01\x02\x00 no HTTP\r\n\r\n'),
  'asks for a tunnel': (url) => open(url, 'CONNECT /graphql HTTP/1.1\r\nHost: x\r\n\r\n'),
  'is refused an upgrade at another path': async (url) => {
    const held = await open(url, `GET /elsewhere HTTP/1.1\r\n${WEBSOCKET}`)
    await receives(held, /^HTTP\/1\.1 404/)
    return held
  },
  'is refused an upgrade from another site': async (url) => {
    const held = await open(url, `GET /graphql HTTP/1.1\r\nOrigin: https://evil.example.com\r\n${WEBSOCKET}`)
    await receives(held, /^HTTP\/1\.1 403/)
    return held
  },
  'is refused an upgrade and goes on sending': async (url) => {
    const held = await open(url, `GET /elsewhere HTTP/1.1\r\n${WEBSOCKET}`)
    const timer = setInterval(() => held.socket.write('more'), 20)
    held.socket.once('close', () => clearInterval(timer)).once('error', () => clearInterval(timer))
    await receives(held, /^HTTP\/1\.1 404/)
    return held
  },
  'is refused an upgrade whose handshake is malformed': async (url) => {
    const held = await open(url, `GET /graphql HTTP/1.1\r\n${WEBSOCKET.replace(KEY, '')}`)
    await receives(held, /^HTTP\/1\.1 400/)
    return held
  },
  'sends an upgrade behind a request that is not answered yet': async (url) => {
    const held = await open(url, `${stream('default')}GET /elsewhere HTTP/1.1\r\n${WEBSOCKET}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    return held
  },
  'asks for HTTP/2 and sends half a body': (url) =>
    open(url, `${post(100, 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n')}{`),
  'opens a WebSocket and sends no connection_init': (url) => openWebSocket(url),
  'opens a WebSocket, ends its side and sends no connection_init': async (url) => {
    const held = await openWebSocket(url)
    held.socket.end()
    return held
  },
  'answers no ping of its WebSocket': async (url) => {
    const held = await openWebSocket(url)
    held.socket.write(frame({ type: 'connection_init', payload: { Authorization: `Bearer ${ADMIN_TOKEN}` } }))
    await receives(held, /connection_ack/)
    return held
  },
  'does not answer the close of its WebSocket': async (url) => {
    const held = await openWebSocket(url)
    held.socket.write(frame({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } }))
    await receives(held, /Unauthorized/)
    return held
  },
  'does not read the messages of its WebSocket': async (url, makeNoise) => {
    const held = await openWebSocket(url)
    held.socket.write(frame({ type: 'connection_init', payload: { Authorization: `Bearer ${ADMIN_TOKEN}` } }))
    await receives(held, /connection_ack/)
    held.socket.pause()
    held.socket.write(frame({ type: 'subscribe', id: '1', payload: { query: events(NOISY) } }))
    await makeNoise()
    return held
  },
  'does not read its event stream': async (url, makeNoise) => {
    const held = await open(url, stream(NOISY))
    await receives(held, /text\/event-stream/)
    held.socket.pause()
    await makeNoise()
    return held
  },
}

/** Sends the text on a new connection. */
export async function open(url: string, text = ''): Promise<Held> {
  const { hostname, port } = new URL(url)
  // half-open: the client does not end its side when the server has ended its own
  const socket = connectTcp({ host: hostname, port: Number(port), allowHalfOpen: true })
  let received = ''
  socket.on('data', (part) => {
    received += String(part)
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  if (text) socket.write(text, 'latin1')
  return {
    socket,
    get received() {
      return received
    },
  }
}

const receives = (held: Held, pattern: RegExp) => until(() => pattern.test(held.received))

const post = (length: number, headers = '') =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\n${AUTHORIZATION}Content-Type: application/json\r\nContent-Length: ${length}\r\n${headers}\r\n`

const page = (headers: string) => `GET /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n${headers}\r\n`

const events = (name: string) => `subscription { workspaceEvents(workspace: { name: "${name}" }) { data } }`

function stream(name: string): string {
  const body = JSON.stringify({ query: events(name) })
  return `${post(body.length, 'Accept: text/event-stream\r\n')}${body}`
}

async function unread(url: string, request: string): Promise<Held> {
  const held = await open(url)
  held.socket.pause()
  held.socket.write(request)
  // more than the buffers of both kernels hold, so the server waits for the client to read
  await new Promise((resolve) => setTimeout(resolve, 100))
  return held
}

async function openWebSocket(url: string): Promise<Held> {
  const held = await open(url, `GET /graphql HTTP/1.1\r\n${WEBSOCKET}`)
  await receives(held, /^HTTP\/1\.1 101/)
  return held
}

/** A text frame of a client, masked with zeros. */
function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  const length = text.length < 126 ? [0x80 | text.length] : [0x80 | 126, text.length >> 8, text.length & 0xff]
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), text])
}
