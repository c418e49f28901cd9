import { setTimeout as delay } from 'node:timers/promises'
import type { Services } from '../../graphql/context.ts'
import { type Handler, sendJson } from '../exchange.ts'

/** A database that answers later counts as away: a health check needs an answer now. */
const READY_WITHIN_MS = 1000

/** `/healthz`: the process answers, whatever the state of the database. */
export const answerHealth: Handler = (exchange) => sendJson(exchange, 200, { status: 'alive' })

/** `/readyz`: 200 while writes succeed; 503 while they do not, and from the moment the server stops. */
export function readinessOf(services: Services): Handler {
  return async (exchange) => {
    const ready = await isReady(services)
    sendJson(exchange, ready ? 200 : 503, { status: ready ? 'ready' : 'unavailable' })
  }
}

/** Whether a write succeeds, or one has just succeeded; found out within a second. */
async function isReady({ stopping, store }: Services): Promise<boolean> {
  if (stopping.aborted) return false
  const answered = new AbortController()
  try {
    return await Promise.race([store.isReady(), delay(READY_WITHIN_MS, false, { ref: false, signal: answered.signal })])
  } catch {
    return false
  } finally {
    answered.abort()
  }
}
