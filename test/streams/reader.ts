// A subscriber on the wire that can stop reading from its socket. It keeps the cursors of what it received.
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { ADMIN_TOKEN } from '../support/server.ts'
import type { Transport } from '../support/subscriptions.ts'

const TAIL = 1000

export interface Reader {
  pause(): void
  resume(): void
  /** The cursors received so far. */
  readonly cursors: readonly string[]
  readonly complete: boolean
  /** The end of the text received so far. */
  readonly tail: string
  /** Closes the connection at once. */
  destroy(): void
}

const cursorsIn = (text: string) => [...text.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor as string)

/** A subscriber that can stop reading from its socket; by default the platform admin. */
export function subscribe(
  { url }: { url: string },
  transport: Transport,
  query: string,
  variables: Record<string, unknown>,
  token = ADMIN_TOKEN,
): Promise<Reader> {
  const by = transport === 'SSE' ? subscribeBySse : subscribeBySocket
  return by(url, { query, variables }, `Bearer ${token}`)
}

async function subscribeBySse(url: string, request: object, Authorization: string): Promise<Reader> {
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
    // a cursor may be split between two parts; the text of a found cursor is not searched again
    const last = found.at(-1)
    const behind = last === undefined ? 0 : rest.lastIndexOf(last) + last.length
    rest = rest.slice(Math.max(behind, rest.length - 100))
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const body = JSON.stringify(request)
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: ${Authorization}\r\nAccept: text/event-stream\r\n` +
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

async function subscribeBySocket(url: string, request: object, Authorization: string): Promise<Reader> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const cursors: string[] = []
  let complete = false
  let tail = ''
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization } }))
  await new Promise<void>((resolve) => socket.once('message', () => resolve()))
  socket.on('message', (data) => {
    cursors.push(...cursorsIn(String(data)))
    tail = String(data).slice(-TAIL)
    complete ||= String(data).includes('"type":"complete"')
  })
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: request }))
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
