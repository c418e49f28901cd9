// Clients of the wire protocols: they keep every message as it arrived, and can stop reading.
import { connect as connectTcp } from 'node:net'
import { type ClientOptions, WebSocket } from 'ws'
import { ADMIN_TOKEN, type TestServer, until } from '../support/server.ts'

export interface Message {
  id?: string
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape that it expects
  payload?: any
}

export interface Socket {
  readonly messages: readonly Message[]
  /** The close code and reason, once the socket is closed. */
  readonly closed: { code: number; reason: string } | null
  send(message: Message | string): void
  subscribe(id: string, query: string, variables?: Record<string, unknown>): void
  /** Waits until the last message of the operation has this type, and returns all its messages. */
  ended(id: string, type: string): Promise<Message[]>
  /** Stops reading from the socket. */
  pause(): void
  resume(): void
  close(): void
}

interface SocketOptions extends ClientOptions {
  /** The payload of `connection_init`; null sends none. */
  init?: Record<string, unknown> | null
  protocol?: string
}

const ADMIN = { Authorization: `Bearer ${ADMIN_TOKEN}` }

/** Connects, and waits until the server acknowledges `connection_init` or closes the socket. */
export async function connect(
  { url }: TestServer,
  { init = ADMIN, protocol = 'graphql-transport-ws', ...options }: SocketOptions = {},
): Promise<Socket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options)
  const messages: Message[] = []
  let closed: Socket['closed'] = null
  raw.on('message', (data) => messages.push(JSON.parse(String(data)) as Message))
  raw.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  await new Promise<void>((resolve, reject) => {
    raw.once('open', resolve)
    raw.once('error', reject)
  })
  raw.on('error', () => undefined)
  const socket: Socket = {
    messages,
    get closed() {
      return closed
    },
    send: (message) => raw.send(typeof message === 'string' ? message : JSON.stringify(message)),
    subscribe: (id, query, variables) => socket.send({ id, type: 'subscribe', payload: { query, variables } }),
    ended: async (id, type) => {
      const own = () => messages.filter((message) => message.id === id)
      await until(() => own().at(-1)?.type === type)
      return own()
    },
    pause: () => raw.pause(),
    resume: () => raw.resume(),
    close: () => raw.close(),
  }
  if (init) {
    socket.send({ type: 'connection_init', payload: init })
    await until(() => closed || messages.some(({ type }) => type === 'connection_ack'))
  }
  return socket
}

export interface EventStream {
  readonly status: number
  /** The text received so far. */
  readonly text: string
  /** The payloads of the `next` events received so far. */
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape that it expects
  readonly payloads: any[]
  /** Whether the response has ended. */
  readonly ended: boolean
  /** Aborts the request. */
  leave(): void
}

/** Opens an SSE stream, by default as the platform admin. */
export async function openStream(
  server: TestServer,
  query: string,
  variables: Record<string, unknown> = {},
  token: string | null = ADMIN_TOKEN,
): Promise<EventStream> {
  const left = new AbortController()
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    signal: left.signal,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'text/event-stream',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
  })
  let text = ''
  let ended = false
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body as ReadableStream<Uint8Array>)
      text += decoder.decode(chunk, { stream: true })
  }
  read()
    .catch(() => undefined)
    .finally(() => {
      ended = true
    })
  return {
    status: response.status,
    get text() {
      return text
    },
    get payloads() {
      return [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data as string))
    },
    get ended() {
      return ended
    },
    leave: () => left.abort(),
  }
}

/** A connection on which the test itself sends every byte. */
export async function openConnection({ url }: Pick<TestServer, 'url'>) {
  const { hostname, port } = new URL(url)
  const socket = connectTcp(Number(port), hostname)
  let received = Buffer.alloc(0)
  let ended = false
  socket.on('data', (part) => {
    received = Buffer.concat([received, part])
  })
  socket.on('close', () => {
    ended = true
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    send: (text: string) => socket.write(text),
    /** Everything received so far, once it matches. */
    receives: (pattern: RegExp) => until(() => (pattern.test(String(received)) ? String(received) : null)),
    /** Everything received, once the server has closed the connection. */
    ends: () => until(() => (ended ? received : null)),
  }
}

/** Subscribes to the events of the workspace with this name. */
export const EVENTS = 'subscription($name: String!) { workspaceEvents(workspace: { name: $name }) { type } }'

/** Creates a workspace of the platform admin. */
export async function newWorkspace(server: TestServer, name: string): Promise<string> {
  const data = await server.data(
    'mutation($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }',
    { input: { name } },
  )
  return data.createWorkspace.workspace.id
}

/** Changes the display name, which adds an event. */
export function rename(server: TestServer, name: string, displayName: string): Promise<unknown> {
  return server.data(
    'mutation($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }',
    { input: { workspace: { name }, displayName } },
  )
}

/** Creates a personal token of the platform admin. */
export async function newToken(server: TestServer): Promise<{ id: string; secret: string }> {
  const data = await server.data(
    'mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { id } secret } }',
    { input: { name: 'stream', platformAdmin: true, expiresIn: '1h' } },
  )
  return { id: data.createApiToken.token.id, secret: data.createApiToken.secret }
}

/** Revokes a token as the platform admin. */
export function revoke(server: TestServer, id: string): Promise<unknown> {
  return server.data('mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { token { id } } }', {
    input: { token: { id } },
  })
}
