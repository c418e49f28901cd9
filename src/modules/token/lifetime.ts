import type { Caller } from '../../access/principal.ts'
import { AppError, invalid } from '../../errors.ts'

const HOUR_MS = 3_600_000
const DEFAULT_LIFETIME_MS = 30 * 24 * HOUR_MS

/** When the token expires: not after the token that makes it. TOKEN_LIFETIME_EXCEEDED for a longer lifetime. */
export function expiryOf(
  { principal }: Caller,
  nowMs: number,
  expiresIn: number | null | undefined,
  maxMs: number,
): string {
  const wantedMs = expiresIn ?? Math.min(DEFAULT_LIFETIME_MS, maxMs)
  if (wantedMs < HOUR_MS) throw invalid('expiresIn', 'A token lives for at least 1h')
  if (wantedMs > maxMs) throw lifetimeExceeded(maxMs)
  const callerExpiresMs = principal.token ? Date.parse(principal.expiresAt) : Number.POSITIVE_INFINITY
  if (nowMs + wantedMs <= callerExpiresMs) return new Date(nowMs + wantedMs).toISOString()
  // a lifetime that was asked for is refused; the default one is shortened
  if (typeof expiresIn === 'number') throw lifetimeExceeded(callerExpiresMs - nowMs)
  return principal.expiresAt
}

const lifetimeExceeded = (maxMs: number) =>
  new AppError('TOKEN_LIFETIME_EXCEEDED', `At most ${Math.floor(maxMs / 1000)} seconds`, {
    field: 'expiresIn',
    maxSeconds: Math.floor(maxMs / 1000),
  })
