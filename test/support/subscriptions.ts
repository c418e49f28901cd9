// Subscriptions through the two client libraries, graphql-sse and graphql-ws, with everything that they received.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { TypedDocumentString } from '../generated/graphql.ts'
import { type TestServer, until } from './server.ts'

export const TRANSPORTS = ['SSE', 'WebSocket'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface Subscription<R> {
  readonly transport: Transport
  /** The data of each event so far. */
  readonly seen: readonly R[]
  /** Codes of the errors so far, including one that ended the stream. */
  readonly codes: readonly string[]
  /** How the stream ended; null while it is open. */
  readonly end: 'complete' | 'error' | null
  /** The code with which the WebSocket was closed. */
  readonly closeCode: number | null
  /** Resolves with the data of all events once the stream has ended. */
  ended(withinMs?: number): Promise<readonly R[]>
  /** Unsubscribes and disconnects. */
  leave(): void
}

interface Result {
  data?: unknown
  errors?: unknown
}
interface Client {
  subscribe(request: { query: string; variables: Record<string, unknown> }, sink: Sink): () => void
  dispose(): unknown
}
interface Sink {
  next(result: Result): void
  error(error: unknown): void
  complete(): void
}

/** Subscribes through graphql-sse or graphql-ws, without reconnecting. */
export function follow<R, V extends Record<string, unknown>>(
  transport: Transport,
  { url }: { url: string },
  document: TypedDocumentString<R, V>,
  variables: V,
  { token }: { token: string },
): Subscription<R> {
  const seen: R[] = []
  const codes: string[] = []
  let end: Subscription<R>['end'] = null
  let closeCode: number | null = null
  const addCodes = (errors: unknown) => {
    for (const error of Array.isArray(errors) ? errors : [errors]) codes.push(error?.extensions?.code ?? String(error))
  }
  const Authorization = `Bearer ${token}`
  const closed = (code: number) => {
    closeCode = code
  }
  const client = transport === 'SSE' ? overSse(url, Authorization) : overWebSocket(url, Authorization, closed)
  const stop = client.subscribe(
    { query: document.toString(), variables },
    {
      next: ({ data, errors }) => {
        if (errors) addCodes(errors)
        if (data) seen.push(data as R)
      },
      error: (error) => {
        addCodes(error)
        end = 'error'
      },
      complete: () => {
        end ??= 'complete'
      },
    },
  )
  return {
    transport,
    seen,
    codes,
    get end() {
      return end
    },
    get closeCode() {
      return closeCode
    },
    ended: async (withinMs) => {
      await until(() => end, withinMs)
      return seen
    },
    leave: () => {
      stop()
      client.dispose()
    },
  }
}

function overSse(url: string, Authorization: string): Client {
  return createSseClient({ url: `${url}/graphql`, headers: { Authorization }, retryAttempts: 0 }) as Client
}

function overWebSocket(url: string, Authorization: string, closed: (code: number) => void): Client {
  return createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization },
    // A lazy client would close the socket itself, and hide whether the server does.
    lazy: false,
    onNonLazyError: () => undefined,
    retryAttempts: 0,
    on: { closed: (event) => closed((event as { code: number }).code) },
  }) as Client
}

/** Waits until the server has this number of subscribers. */
export async function untilSubscribers({ app }: TestServer, streams: number): Promise<void> {
  // The clean-up loop is a subscriber, too.
  await until(() => app.services.hub.subscribers === streams + 1)
}

/** The same subscription over each transport. */
export function followAll<R, V extends Record<string, unknown>>(
  server: { url: string },
  document: TypedDocumentString<R, V>,
  variables: V,
  as: { token: string },
): Subscription<R>[] {
  return TRANSPORTS.map((transport) => follow(transport, server, document, variables, as))
}
