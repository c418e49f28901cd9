// The caller's own documents, sent as one request (transport.ts) that may be sent again (retry.ts), or followed as a
// stream (stream.ts). `client.ts` adds a method for each operation; a program with its own documents needs only this
// file.
import { type TypedDocument, textOf, type UntypedDocument } from './document.ts'
import { CroftError } from './errors.ts'
import type { WriteOptions } from './methods.ts'
import { isPassing, neverArrived, pauseAfter, type Retry } from './retry.ts'
import { type Stream, type StreamOptions, streamOf } from './stream.ts'
import { dataOf, type Fetch, newConnection, post } from './transport.ts'

export interface ClientOptions {
  /** The public address of the server, with or without `/graphql`. */
  readonly url: string
  /** An API token or a JWT. A function is called before each request, and again with the token that was refused. */
  readonly token?: string | ((refused?: string) => string | undefined | Promise<string | undefined>) | undefined
  /**
   * The name, id or UUID of the default workspace, for calls that require one and leave it out. It never applies to
   * calls that delete, leave, transfer or suspend.
   */
  readonly workspace?: string | undefined
  /** Replaces the global `fetch`. */
  readonly fetch?: Fetch | undefined
  /** How long to wait for an answer, for each attempt. */
  readonly timeoutMs?: number | undefined
  /** How often a request is sent again after a failure that may pass. */
  readonly retries?: number | undefined
  /** False for a server without idempotency keys: mutations are then sent again only if they cannot have arrived. */
  readonly idempotent?: boolean | undefined
  /** Called before anything is sent again. */
  readonly onRetry?: ((retry: Retry) => void) | undefined
}

export type Values = Readonly<Record<string, unknown>>
type VariablesOf<Variables> = Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables]

export interface Core {
  /** Sends a query or a mutation and returns its data. An error in the answer is thrown, with the data attached. */
  query<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: [...VariablesOf<NoInfer<Variables>>, options?: WriteOptions]
  ): Promise<Data>
  query<Data = Record<string, unknown>>(
    document: UntypedDocument,
    variables?: Values,
    options?: WriteOptions,
  ): Promise<Data>
  /** The data of each event. The stream can resume if the document selects `cursor` and takes `$after`. */
  subscribe<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: [...VariablesOf<NoInfer<Variables>>, options?: StreamOptions]
  ): Stream<Data>
  subscribe<Data = Record<string, unknown>>(
    document: UntypedDocument,
    variables?: Values,
    options?: StreamOptions,
  ): Stream<Data>
}

export interface Connection extends Core {
  /** Sends a document and returns its data. */
  send(text: string, variables: Values, options?: WriteOptions): Promise<Values>
  /** Follows a subscription; `eventOf` finds the event in its data, and `isLast` tells which one is the last. */
  follow<Event>(
    text: string,
    variables: Values,
    options: StreamOptions,
    eventOf: (data: Values) => Event,
    isLast?: (event: Event) => boolean,
  ): Stream<Event>
}

const TIMEOUT_MS = 30_000
const RETRIES = 3

/** Connects a client to its server. */
export function connect(settings: ClientOptions): Connection {
  const { token, timeoutMs = TIMEOUT_MS, retries = RETRIES, idempotent = true, onRetry } = settings
  const url = `${settings.url.replace(/(\/graphql)?\/*$/, '')}/graphql`
  const fetch: Fetch = settings.fetch ?? ((...args) => globalThis.fetch(...args))
  const tokenNow = async () => (typeof token === 'function' ? token() : token)
  /** Whether the function now returns another token than the one that was refused. */
  const hasAnother = async (error: unknown, refused: string | undefined) =>
    typeof token === 'function' &&
    error instanceof CroftError &&
    error.is('UNAUTHENTICATED') &&
    (await token(refused)) !== refused

  async function send(text: string, variables: Values, options: WriteOptions = {}): Promise<Values> {
    const { signal, retries: most = retries, timeoutMs: withinMs = timeoutMs } = options
    // a rough test is enough: the server ignores the key of a query
    const isMutation = /\bmutation\b/.test(text)
    const { idempotencyKey: key = isMutation && idempotent ? newKey() : null } = options
    const body = JSON.stringify({ query: text, variables })
    let renewed = false
    for (let failures = 1; ; failures++) {
      // outside the `try`: an error of the token function is no network failure
      const used = await tokenNow()
      const connection = newConnection(signal)
      try {
        connection.expectWithin(withinMs)
        return await dataOf(await post({ url, fetch, token: used, accept: JSON_ANSWER, body, key }, connection))
      } catch (thrown) {
        const error = connection.reasonOf(thrown)
        if (!renewed && (await hasAnother(error, used))) {
          renewed = true
          continue
        }
        const mayRepeat = isPassing(error) && (!isMutation || key !== null || neverArrived(error))
        if (!mayRepeat || failures > most) throw error
        await pauseAfter(failures, error, signal, onRetry)
      } finally {
        connection.close()
      }
    }
  }

  function follow<Event>(
    text: string,
    variables: Values,
    options: StreamOptions,
    eventOf: (data: Values) => Event,
    isLast?: (event: Event) => boolean,
  ): Stream<Event> {
    let used: string | undefined
    return streamOf(
      {
        prepare: async () => {
          used = await tokenNow()
        },
        open: (after, connection) => {
          const body = JSON.stringify({ query: text, variables: { ...variables, after } })
          return post({ url, fetch, token: used, accept: 'text/event-stream', body }, connection)
        },
        after: (variables['after'] as string | null | undefined) ?? undefined,
        resumes: /\$after\b/.test(text),
        eventOf,
        isLast,
        mayRenew: (error) => hasAnother(error, used),
        timeoutMs,
        retries,
      },
      { onRetry, ...options },
    )
  }

  return {
    send,
    follow,
    query: async (document: unknown, variables: Values = {}, options?: WriteOptions) =>
      send(textOf(document), variables, options),
    subscribe: (document: unknown, variables: Values = {}, options: StreamOptions = {}) =>
      follow(textOf(document), variables, options, (data) => data),
  } as Connection
}

const JSON_ANSWER = 'application/graphql-response+json, application/json'

/** An idempotency key: 128 random bits; a page over plain http has no `crypto.randomUUID`. */
export const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-')
