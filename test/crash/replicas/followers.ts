// Subscribers that go on behind their last cursor, at the next replica, whenever the one they follow is gone.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { encodeCursor } from '../../../src/events/cursor.ts'

export type Transport = 'SSE' | 'WebSocket'

interface Told {
  cursor: string
  type: string
}

export interface Followed {
  readonly what: string
  readonly transport: Transport
  readonly document: { toString(): string }
  readonly variables: Record<string, unknown>
  readonly token: string
  /** The next replica's address. */
  readonly nextUrl: () => string
  /** Whether the stream is over for good behind an event of this type. */
  readonly lastType?: string
}

const PAUSE_MS = 50

/** Follows from the log's beginning until it is over, or closed. */
export class Follower {
  readonly #options: Followed
  readonly cursors: string[] = []
  /** Codes with which a server ended the stream: none of them should. */
  readonly refusals: string[] = []
  resumptions = -1
  over = false
  #lastType = ''
  #closed = false
  #leave = () => {}

  constructor(options: Followed) {
    this.#options = options
    this.#connect()
  }

  get what(): string {
    return `${this.#options.what} over ${this.#options.transport}`
  }

  #connect(): void {
    if (this.#closed) return
    this.resumptions++
    const { transport, document, variables, token, nextUrl, lastType } = this.#options
    const Authorization = `Bearer ${token}`
    const client = transport === 'SSE' ? overSse(nextUrl(), Authorization) : overWebSocket(nextUrl(), Authorization)
    let ended = false
    const again = () => {
      if (ended) return
      ended = true
      client.dispose()
      this.over = this.#lastType === lastType || this.refusals.length > 0
      if (!this.over) setTimeout(() => this.#connect(), PAUSE_MS)
    }
    const note = (errors: unknown) => {
      for (const error of Array.isArray(errors) ? errors : [errors])
        if (typeof error?.extensions?.code === 'string') this.refusals.push(error.extensions.code)
    }
    const stop = client.subscribe(
      { query: document.toString(), variables: { ...variables, after: this.cursors.at(-1) ?? encodeCursor(0) } },
      {
        next: ({ data, errors }) => {
          if (ended) return
          if (errors) note(errors)
          if (!data) return
          const told = Object.values(data)[0] as Told
          this.cursors.push(told.cursor)
          this.#lastType = told.type
        },
        error: (error) => {
          note(error)
          again()
        },
        complete: again,
      },
    )
    this.#leave = () => {
      ended = true
      stop()
      client.dispose()
    }
  }

  close(): void {
    this.#closed = true
    this.#leave()
  }
}

interface Client {
  subscribe(
    request: { query: string; variables: Record<string, unknown> },
    sink: {
      next(result: { data?: Record<string, unknown> | null; errors?: unknown }): void
      error(error: unknown): void
      complete(): void
    },
  ): () => void
  dispose(): unknown
}

function overSse(url: string, Authorization: string): Client {
  return createSseClient({ url: `${url}/graphql`, headers: { Authorization }, retryAttempts: 0 }) as Client
}

function overWebSocket(url: string, Authorization: string): Client {
  return createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization },
    retryAttempts: 0,
  }) as Client
}
