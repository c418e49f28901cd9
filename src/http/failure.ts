import { type Logger, type PublicError, statusOf, translator } from '../execution/errors.ts'
import { type Exchange, sendJson } from './exchange.ts'

/** The seconds after which to try again while the database is away: nobody knows for how long it is. */
const UNAVAILABLE_FOR_S = 1

/** Answers a request that is no operation with what was thrown. */
export function sendFailure(exchange: Exchange, error: unknown, logger: Logger): void {
  const translated = translator(exchange.requestId, logger)(error)
  const { code } = translated.extensions
  const headers = { ...authenticateHeader(code), ...retryHeader([translated]) }
  sendJson(exchange, statusOf(code)[1], { errors: [translated] }, headers)
}

/** The `Retry-After` header for a request that failed with these errors: the latest of the times that they give. */
export function retryHeader(errors: readonly PublicError[] = []): Record<string, string> {
  const seconds = errors.flatMap(({ extensions: { code, retryAfterSeconds } }) => {
    if (typeof retryAfterSeconds === 'number') return [retryAfterSeconds]
    return code === 'UNAVAILABLE' ? [UNAVAILABLE_FOR_S] : []
  })
  return seconds.length > 0 ? { 'Retry-After': String(Math.max(...seconds)) } : {}
}

/** The header by which a 401 says how to sign in. */
export const authenticateHeader = (code: string): Record<string, string> =>
  code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {}
