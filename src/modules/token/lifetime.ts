import type { Caller } from '../../access/principal.ts'
import { AppError, invalid } from '../../errors.ts'

const HOUR_MS = 3_600_000

interface Lifetimes {
  readonly minMs: number
  /** `minMs` as text for people. */
  readonly min: string
  readonly defaultMs: number
  /**
   * Whether the expiry of a sign-in, such as that of a JWT, bounds the lifetime as a token's does. API tokens are made
   * to outlive sign-ins.
   */
  readonly withinSignIn: boolean
}

const OF_API_TOKENS: Lifetimes = { minMs: HOUR_MS, min: '1h', defaultMs: 30 * 24 * HOUR_MS, withinSignIn: false }

/** When the token expires: not after the token that makes it. TOKEN_LIFETIME_EXCEEDED for a longer lifetime. */
export function expiryOf(
  { principal }: Caller,
  nowMs: number,
  expiresIn: number | null | undefined,
  maxMs: number,
  { minMs, min, defaultMs, withinSignIn }: Lifetimes = OF_API_TOKENS,
): string {
  const wantedMs = expiresIn ?? Math.min(defaultMs, maxMs)
  if (wantedMs < minMs) throw invalid('expiresIn', `A token lives for at least ${min}`)
  if (wantedMs > maxMs) throw lifetimeExceeded(maxMs)
  const bound = withinSignIn ? principal.expiresAt : (principal.token?.expiresAt ?? null)
  if (bound === null || nowMs + wantedMs <= Date.parse(bound)) return new Date(nowMs + wantedMs).toISOString()
  // a lifetime that was asked for is refused; the default one is shortened
  if (typeof expiresIn === 'number') throw lifetimeExceeded(Date.parse(bound) - nowMs)
  return bound
}

const lifetimeExceeded = (maxMs: number) =>
  new AppError('TOKEN_LIFETIME_EXCEEDED', `At most ${Math.floor(maxMs / 1000)} seconds`, {
    field: 'expiresIn',
    maxSeconds: Math.floor(maxMs / 1000),
  })
