// One request over `fetch`, and its answer: data, or a CroftError. `retry.ts` decides what is repeated.
import { CroftError, errorOf, type GraphQLErrorShape } from './errors.ts'

/** The part of a response of `fetch` that is used. */
export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: { getReader(): BodyReader } | null
  text(): Promise<string>
}
export interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
}

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal; redirect: 'manual' },
) => Promise<FetchResponse>

/** A GraphQL response. */
export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly GraphQLErrorShape[]
}

/** A request and its destination. */
export interface Sent {
  readonly url: string
  readonly fetch: Fetch
  readonly token: string | undefined
  readonly accept: string
  readonly body: string
  readonly key?: string | null
}

/** Sends the request within the given connection. */
export function post({ url, fetch, token, accept, body, key }: Sent, { signal }: Connection): Promise<FetchResponse> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Accept: accept }
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`
  if (key) headers['Idempotency-Key'] = key
  // the request may hold secrets for this server alone, so it follows no redirect
  return fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
}

/** A request in progress. It ends when the caller aborts it, or when nothing arrives in time. */
export interface Connection {
  readonly signal: AbortSignal
  /** Aborts after this time, unless it is called again or the connection is closed before. */
  expectWithin(ms: number): void
  /** The error to throw in place of what `fetch` threw. */
  reasonOf(error: unknown): unknown
  close(): void
}

export function newConnection(caller: AbortSignal | undefined): Connection {
  const controller = new AbortController()
  const { signal } = controller
  let timer: ReturnType<typeof setTimeout> | undefined
  const abort = () => controller.abort(caller?.reason)
  caller?.addEventListener('abort', abort)
  if (caller?.aborted) abort()
  return {
    signal,
    expectWithin: (ms) => {
      clearTimeout(timer)
      const late = () => controller.abort(new CroftError('TIMEOUT', `Nothing within ${ms} ms`))
      // a timer with a longer delay would fire at once
      if (ms < 2 ** 31) timer = setTimeout(late, ms)
    },
    reasonOf: (error) => {
      if (signal.aborted) return signal.reason
      if (error instanceof CroftError) return error
      const { message, cause } = error as Error & { cause?: { code?: string; message?: string } }
      const why = cause?.code ?? cause?.message
      return new CroftError('NETWORK', why ? `${message}: ${why}` : message, { cause: error })
    },
    close: () => {
      clearTimeout(timer)
      caller?.removeEventListener('abort', abort)
      controller.abort()
    },
  }
}

/** The data of an answer. Throws if it contains an error, or if it does not come from Croft. */
export async function dataOf(response: FetchResponse): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text()
  let result: Result | null = null
  try {
    result = JSON.parse(text) as Result | null
  } catch {
    // the answer of a proxy is not JSON
  }
  return resultOf(result, response)
}

/** The data of a result; throws if there is an error, or neither data nor an error. */
export function resultOf(result: Result | null, response: FetchResponse): Readonly<Record<string, unknown>> {
  if (result?.errors?.length)
    throw errorOf(result.errors, result.data, response.headers.get('x-request-id') ?? undefined)
  if (!result?.data) throw notCroft(response)
  return result.data
}

/** The error for an answer without a result, from a proxy in front of the server; its code depends on the status. */
export function notCroft({ status, headers }: FetchResponse): CroftError {
  const code = status === 429 ? 'RATE_LIMITED' : status > 501 && status < 505 ? 'UNAVAILABLE' : 'BAD_RESPONSE'
  const details = { status, retryAfterSeconds: Number(headers.get('retry-after')) || 0 }
  return new CroftError(code, `Status ${status}, not of Croft`, { details })
}
