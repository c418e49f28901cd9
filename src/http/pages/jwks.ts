import { publishedKeys } from '../../auth/signing/keys.ts'
import type { Gateway } from '../../execution/operation.ts'
import { type Handler, sendJson } from '../exchange.ts'
import { sendFailure } from '../failure.ts'

/** A key is published an hour before it signs, so that nobody who keeps the answer for five minutes lacks one. */
const CACHE_CONTROL = 'public, max-age=300'

/** `/.well-known/jwks.json`: the keys by which other services verify the JWTs of `exchangeToken`. */
export function jwksPage({ services, logger }: Gateway): Handler {
  return async (exchange) => {
    try {
      const published = await publishedKeys(services.store.db)
      // an empty key set is not cached, since the first key signs at once
      const kept = published.keys.length > 0
      sendJson(exchange, 200, published, kept ? { 'Cache-Control': CACHE_CONTROL } : {})
    } catch (error) {
      sendFailure(exchange, error, logger)
    }
  }
}
