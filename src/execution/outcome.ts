// What running an operation leads to, in the form that may leave the server: a result, a stream of results, or a request
// error. The steps of the pipeline throw a RequestError; transports get it as an outcome, never as an exception.
import type { ExecutionResult } from 'graphql'
import type { AppError } from '../errors.ts'
import { type PublicError, publicError, type Status, statusOf, type Translator } from './errors.ts'

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

export type Outcome = (
  | FailedRequest
  | { readonly kind: 'result'; readonly result: PublicResult }
  /** An error that ends the stream is thrown untranslated, because each transport reports it in its own way. */
  | { readonly kind: 'stream'; readonly stream: AsyncIterableIterator<PublicResult> }
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

/** A stream of graphql-js with the errors of its results translated; `return` reaches the source even during `next`. */
export function publicStream(
  translate: Translator,
  source: AsyncIterableIterator<ExecutionResult>,
): AsyncIterableIterator<PublicResult> {
  const published = ({ done, value }: IteratorResult<ExecutionResult>): IteratorResult<PublicResult> =>
    done ? { done: true, value: undefined } : { done: false, value: publicResult(translate, value) }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => published(await source.next()),
    return: async () => published((await source.return?.()) ?? { done: true, value: undefined }),
  }
}
