// Subscriptions through the two client libraries, graphql-sse and graphql-ws, which record everything that they
// receive.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { TypedDocumentString } from '../generated/graphql.ts'
import { type TestServer, until } from './server.ts'
import { pageHeaders } from './sessions.ts'

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
  as: { token: string } | { cookie: string },
): Subscription<R> {
  const seen: R[] = []
  const codes: string[] = []
  let end: Subscription<R>['end'] = null
  let closeCode: number | null = null
  const addCodes = (errors: unknown) => {
    for (const error of Array.isArray(errors) ? errors : [errors]) codes.push(error?.extensions?.code ?? String(error))
  }
  const closed = (code: number) => {
    closeCode = code
  }
  const client = transport === 'SSE' ? overSse(url, as) : overWebSocket(url, as, closed)
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

type As = Parameters<typeof follow>[4]

/** The headers of a client with a token, or of a page of the server in a browser that is signed in. */
const headersOf = (url: string, as: As): Record<string, string> =>
  'token' in as ? { Authorization: `Bearer ${as.token}` } : pageHeaders({ url }, as.cookie)

function overSse(url: string, as: As): Client {
  return createSseClient({ url: `${url}/graphql`, headers: headersOf(url, as), retryAttempts: 0 }) as Client
}

function overWebSocket(url: string, as: As, closed: (code: number) => void): Client {
  class WithHeaders extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, 'token' in as ? {} : { headers: headersOf(url, as) })
    }
  }
  return createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WithHeaders,
    ...('token' in as ? { connectionParams: headersOf(url, as) } : {}),
    // A lazy client would close the socket itself, which would hide whether the server does.
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
