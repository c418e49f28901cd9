// One request over `fetch`, and its answer: data, or a CroftError. What is repeated is decided in `retry.ts`.
import { CroftError, errorOf, type GraphQLErrorShape } from './errors.ts'

/** What is used of an answer to `fetch`. */
export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: { getReader(): BodyReader } | null
  text(): Promise<string>
}
export interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<unknown>
}

/** What is used of `fetch`. */
export type Fetch = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<FetchResponse>

/** What answers GraphQL. */
export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly GraphQLErrorShape[]
}

/** What is sent, and where to. */
export interface Sent {
  readonly url: string
  readonly fetch: Fetch
  readonly token: string | undefined
  readonly accept: string
  readonly body: string
  readonly key?: string | undefined
}

/** Sends it; the connection's time begins. */
export function post({ url, fetch, token, accept, body, key }: Sent, { signal }: Connection): Promise<FetchResponse> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Accept: accept }
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`
  if (key !== undefined) headers['Idempotency-Key'] = key
  return fetch(url, { method: 'POST', headers, body, signal })
}

/** A request under way: ends when the caller aborts it, or nothing comes in time. */
export class Connection {
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller
    if (caller?.aborted) this.#abort()
    else caller?.addEventListener('abort', this.#abort)
  }
  readonly #abort = () => this.#controller.abort(this.#caller?.reason)

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Aborts after this time unless it is called again, or the connection is closed. */
  expectWithin(ms: number): void {
    clearTimeout(this.#timer)
    if (ms === Infinity) return
    const timeout = () => this.#controller.abort(new CroftError('TIMEOUT', `Nothing came within ${ms} ms`))
    this.#timer = setTimeout(timeout, ms)
  }

  /** What to throw in place of what `fetch` threw. */
  reasonOf(error: unknown): unknown {
    if (this.signal.aborted) return this.signal.reason
    if (error instanceof CroftError) return error
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } }
    const why = cause?.code ?? cause?.message
    return new CroftError('NETWORK', why ? `${message}: ${why}` : message, { cause: error })
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#abort)
    this.#controller.abort()
  }
}

/** The data of an answer; throws if there is an error, or if it is none of Croft. */
export async function dataOf(response: FetchResponse): Promise<Readonly<Record<string, unknown>>> {
  return resultOf(parsed(await response.text(), response), response)
}

/** The data of a result; throws if there is an error. */
export function resultOf(result: Result, response: FetchResponse): Readonly<Record<string, unknown>> {
  if (result.errors?.length)
    throw errorOf(result.errors, result.data, response.headers.get('x-request-id') ?? undefined)
  if (!result.data) throw new CroftError('BAD_RESPONSE', 'The answer has neither data nor errors')
  return result.data
}

function parsed(text: string, response: FetchResponse): Result {
  try {
    const result = JSON.parse(text) as Result | null
    if (result?.data || result?.errors?.length) return result
  } catch {
    // what a proxy answers is no JSON
  }
  throw notCroft(response)
}

/** An answer without a result: of a proxy in front of the server, by its status. */
export function notCroft({ status, headers }: FetchResponse): CroftError {
  const code = status === 429 ? 'RATE_LIMITED' : [502, 503, 504].includes(status) ? 'UNAVAILABLE' : 'BAD_RESPONSE'
  const retryAfterSeconds = Number(headers.get('retry-after') ?? Number.NaN)
  const details = { status, ...(Number.isFinite(retryAfterSeconds) ? { retryAfterSeconds } : {}) }
  return new CroftError(code, `The answer, with status ${status}, is none of Croft`, { details })
}
