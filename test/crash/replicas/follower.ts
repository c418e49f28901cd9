// Subscribers that resume after their last cursor, on the next replica, whenever their connection is lost.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { seqsIn, TRIAL_CURSORS } from '../cursors.ts'

export type Transport = 'SSE' | 'WebSocket'

interface Event {
  cursor: string
  type: string
}

export interface FollowerOptions {
  readonly name: string
  readonly transport: Transport
  readonly document: { toString(): string }
  readonly variables: Record<string, unknown>
  readonly token: string
  /** The URL of the next replica. */
  readonly nextUrl: () => string
  /** The type of the event after which the stream, and only then, completes; undefined if it never does. */
  readonly lastType?: string
}

const RECONNECT_AFTER_MS = 50

/** Follows from the start of the log until the last event, or until it is closed. */
export class Follower {
  readonly #options: FollowerOptions
  readonly cursors: string[] = []
  /** Codes of errors with which a server ended the stream, and `complete` before the last event: there must be none. */
  readonly refusals: string[] = []
  /** How often the stream was resumed. */
  resumed = -1
  /** The stream has completed, or was refused. */
  ended = false
  #lastType = ''
  #closed = false
  #leave = () => {}

  constructor(options: FollowerOptions) {
    this.#options = options
    this.#connect()
  }

  /** The numbers of the events. */
  get seqs(): string[] {
    return seqsIn(this.cursors)
  }

  /** The name of the subscriber in errors. */
  get name(): string {
    return `${this.#options.name} over ${this.#options.transport}`
  }

  #connect(): void {
    if (this.#closed) return
    this.resumed++
    const { transport, document, variables, token, nextUrl, lastType } = this.#options
    const Authorization = `Bearer ${token}`
    const client = transport === 'SSE' ? overSse(nextUrl(), Authorization) : overWebSocket(nextUrl(), Authorization)
    let disconnected = false
    const disconnect = () => {
      if (disconnected) return
      disconnected = true
      client.dispose()
      this.ended ||= this.refusals.length > 0
      if (!this.ended) setTimeout(() => this.#connect(), RECONNECT_AFTER_MS)
    }
    const addCodes = (errors: unknown) => {
      for (const error of Array.isArray(errors) ? errors : [errors])
        if (typeof error?.extensions?.code === 'string') this.refusals.push(error.extensions.code)
    }
    const stop = client.subscribe(
      {
        query: document.toString(),
        variables: { ...variables, after: this.cursors.at(-1) ?? TRIAL_CURSORS.beginning() },
      },
      {
        next: ({ data, errors }) => {
          if (disconnected) return
          if (errors) addCodes(errors)
          if (!data) return
          const event = Object.values(data)[0] as Event
          // this event is repeated if the connection was cut before `complete`
          if (this.#lastType === lastType && this.#isLast(event.cursor)) return
          this.cursors.push(event.cursor)
          this.#lastType = event.type
        },
        error: (error) => {
          addCodes(error)
          disconnect()
        },
        complete: () => {
          if (disconnected) return
          if (this.#lastType === lastType) this.ended = true
          else this.refusals.push('complete')
          disconnect()
        },
      },
    )
    this.#leave = () => {
      disconnected = true
      stop()
      client.dispose()
    }
  }

  #isLast(cursor: string): boolean {
    return seqsIn([cursor])[0] === seqsIn(this.cursors.slice(-1))[0]
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
