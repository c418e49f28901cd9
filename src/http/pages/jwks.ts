import { publishedKeys } from '../../auth/signing/keys.ts'
import type { Gateway } from '../../execution/operation.ts'
import { type Handler, sendJson } from '../exchange.ts'
import { sendFailure } from '../failure.ts'

/** A key is published an hour before it signs, so that nobody who keeps the answer for so long lacks one. */
const CACHE_CONTROL = 'public, max-age=300'

/** `/.well-known/jwks.json`: the keys by which other services verify the JWTs of `exchangeToken`. */
export function jwksPage({ services, logger }: Gateway): Handler {
  return async (exchange) => {
    try {
      sendJson(exchange, 200, await publishedKeys(services.store.db), { 'Cache-Control': CACHE_CONTROL })
    } catch (error) {
      sendFailure(exchange, error, logger)
    }
  }
}
