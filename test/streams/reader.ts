// A subscriber on the wire that can stop reading from its socket. It keeps the cursors of what it received.
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { ADMIN_TOKEN, type TestServer } from '../support/server.ts'
import type { Transport } from '../support/subscriptions.ts'

const TAIL = 1000

export interface Reader {
  pause(): void
  resume(): void
  /** The cursors received so far. */
  readonly cursors: readonly string[]
  readonly complete: boolean
  /** The end of what was received. */
  readonly tail: string
  /** Closes the connection at once. */
  destroy(): void
}

const cursorsIn = (text: string) => [...text.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor as string)

/** A subscriber that can stop reading from its socket. */
export function subscribe(
  server: TestServer,
  transport: Transport,
  query: string,
  variables: Record<string, unknown>,
): Promise<Reader> {
  return transport === 'SSE' ? subscribeBySse(server, query, variables) : subscribeBySocket(server, query, variables)
}

async function subscribeBySse({ url }: TestServer, query: string, variables: Record<string, unknown>): Promise<Reader> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const cursors: string[] = []
  let rest = ''
  let tail = ''
  let complete = false
  socket.on('error', () => undefined)
  socket.on('data', (part) => {
    rest += String(part)
    const found = cursorsIn(rest)
    cursors.push(...found)
    complete ||= rest.includes('event: complete')
    tail = (tail + String(part)).slice(-TAIL)
    // a cursor may be split between two parts; one that was found is not looked for again
    const last = found.at(-1)
    const behind = last === undefined ? 0 : rest.lastIndexOf(last) + last.length
    rest = rest.slice(Math.max(behind, rest.length - 100))
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const body = JSON.stringify({ query, variables })
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN_TOKEN}\r\nAccept: text/event-stream\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  return {
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    cursors,
    get complete() {
      return complete
    },
    get tail() {
      return tail
    },
    destroy: () => socket.destroy(),
  }
}

async function subscribeBySocket(
  { url }: TestServer,
  query: string,
  variables: Record<string, unknown>,
): Promise<Reader> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const cursors: string[] = []
  let complete = false
  let tail = ''
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${ADMIN_TOKEN}` } }))
  await new Promise<void>((resolve) => socket.once('message', () => resolve()))
  socket.on('message', (data) => {
    cursors.push(...cursorsIn(String(data)))
    tail = String(data).slice(-TAIL)
    complete ||= String(data).includes('"type":"complete"')
  })
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }))
  return {
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    cursors,
    get complete() {
      return complete
    },
    get tail() {
      return tail
    },
    destroy: () => socket.terminate(),
  }
}
