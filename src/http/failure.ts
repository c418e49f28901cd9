import { type Logger, statusOf, translator } from '../execution/errors.ts'
import { type Exchange, sendJson } from './exchange.ts'

/** Answers a request that is no operation with what was thrown; `headers` are added. */
export function sendFailure(
  exchange: Exchange,
  error: unknown,
  logger: Logger,
  headers: Record<string, string> = {},
): void {
  const translated = translator(exchange.requestId, logger)(error)
  const { code } = translated.extensions
  sendJson(exchange, statusOf(code)[0], { errors: [translated] }, { ...authenticateHeader(code), ...headers })
}

/** What a 401 says of how to sign in. */
export const authenticateHeader = (code: string): Record<string, string> =>
  code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {}
