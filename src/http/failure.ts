import { type Logger, statusOf, translator } from '../execution/errors.ts'
import { type Exchange, sendJson } from './exchange.ts'

/** Answers a request that is no operation with what was thrown. */
export function sendFailure(exchange: Exchange, error: unknown, logger: Logger): void {
  const translated = translator(exchange.requestId, logger)(error)
  const { code, retryAfterSeconds } = translated.extensions
  const retry = typeof retryAfterSeconds === 'number' ? { 'Retry-After': String(retryAfterSeconds) } : {}
  sendJson(exchange, statusOf(code)[1], { errors: [translated] }, { ...authenticateHeader(code), ...retry })
}

/** What a 401 says of how to sign in. */
export const authenticateHeader = (code: string): Record<string, string> =>
  code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {}
