// What running an operation leads to, in the form that may leave the server: a result, a stream of results, or a request
// error. The steps of the pipeline throw a RequestError; transports get it as an outcome, never as an exception.
import type { ExecutionResult } from 'graphql'
import type { AppError } from '../errors.ts'
import { type PublicError, publicError, type Status, statusOf, type Translator } from './errors.ts'
import type { ResultText } from './result-text.ts'

export interface PublicResult {
  readonly errors?: readonly PublicError[]
  readonly data?: ExecutionResult['data']
}

/** The request failed as a whole, before any field ran: a "request error" in the words of the GraphQL specification. */
export interface FailedRequest {
  readonly kind: 'requestError'
  readonly status: Status
  readonly result: PublicResult & { errors: readonly PublicError[] }
}

/** The receiver of a stream's results: a transport. */
export interface ResultClient {
  /** False while the client has not read what was sent: then `resume` of the stream is called once it has. */
  hasRoom(): boolean
  /** Sends a result. */
  next(text: ResultText): void
  /** The stream is over, because nothing can follow or with this error: untranslated, since each transport reports it in its own way. */
  ended(error?: unknown): void
}

/** The results of a subscription. */
export interface ResultStream {
  /** Sends results from now on. */
  start(client: ResultClient): void
  /** To be called when the client has room again. */
  resume(): void
  /** Ends the stream; its client is not told. */
  close(): void
}

export type Outcome = (
  | FailedRequest
  | { readonly kind: 'result'; readonly result: PublicResult }
  | { readonly kind: 'stream'; readonly stream: ResultStream }
) & {
  /** The static cost of the operation; absent if the request failed before it was known. */
  readonly cost?: number | undefined
}

/** Ends the pipeline with a request error. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly outcome: FailedRequest

  constructor(errors: readonly PublicError[], status: Status, data?: null) {
    super(errors[0]?.message)
    this.outcome = { kind: 'requestError', status, result: data === undefined ? { errors } : { errors, data } }
  }
}

/** The request error that an expected error stands for. */
export function requestError(requestId: string, error: AppError, status = statusOf(error.code)): RequestError {
  const { code, message, details } = error
  return new RequestError([publicError(code, message, requestId, { details })], status)
}

/** A result of graphql-js with its errors translated. */
export function publicResult(translate: Translator, { errors, data }: ExecutionResult): PublicResult {
  return {
    ...(errors && errors.length > 0 ? { errors: errors.map(translate) } : {}),
    ...(data === undefined ? {} : { data }),
  }
}
