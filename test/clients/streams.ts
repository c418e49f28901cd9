// The two subscription clients, set up as their documentation says, and how a stream resumes with either.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Endpoint } from './croft.ts'
import { DELETION_EVENTS, eventOf, WORKSPACE_EVENTS } from './documents.ts'
import { type Client, reconnectDelay } from './journey.ts'

/** A graphql-ws client that reconnects for ever. */
export const webSocketClient = ({ webSocketUrl, headers }: Endpoint) =>
  createWsClient({
    url: webSocketUrl,
    // Node 20 has no WebSocket of its own.
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: reconnectDelay,
    // By default a refused connection ends the subscription, and only one that is closed is opened again.
    shouldRetry: () => true,
  })

/** A graphql-sse client, one connection for each subscription, that reconnects for ever. */
export const sseClient = ({ url, headers }: Endpoint) =>
  createSseClient({ url, headers, retryAttempts: Number.POSITIVE_INFINITY, retry: reconnectDelay })

export type StreamClient = ReturnType<typeof webSocketClient> | ReturnType<typeof sseClient>

export interface StreamRequest {
  query: string
  variables: Record<string, unknown>
}
export interface ResultSink<R> {
  next(result: R): void
  error(error: unknown): void
  complete(): void
}

/**
 * Subscribes so that the stream resumes. Both libraries send the request again when they reconnect, so that the last
 * cursor in its variables is all that they need.
 */
export function subscribeAndResume<R extends { data?: unknown }>(
  client: StreamClient,
  { query, variables }: StreamRequest,
  sink: ResultSink<R>,
): () => void {
  const request: StreamRequest = { query, variables: { ...variables } }
  return (client as ReturnType<typeof webSocketClient>).subscribe(request, {
    next: (result) => {
      if (result.data) request.variables['after'] = eventOf(result.data).cursor
      sink.next(result as unknown as R)
    },
    error: (error) => sink.error(error),
    complete: () => sink.complete(),
  })
}

/** `follow` of a client that subscribes with the library alone. */
export const followWith =
  (client: StreamClient): NonNullable<Client['follow']> =>
  (stream, id, sink) =>
    subscribeAndResume(
      client,
      { query: documentOf(stream), variables: { id } },
      {
        next: ({ data, errors }: { data?: unknown; errors?: unknown }) =>
          errors ? sink.error(errors) : sink.next(eventOf(data)),
        error: sink.error,
        complete: sink.complete,
      },
    )

/** The document of a subscription. */
export const documentOf = (stream: 'workspaceEvents' | 'deletionEvents'): string =>
  stream === 'workspaceEvents' ? WORKSPACE_EVENTS : DELETION_EVENTS
