// How many requests are let through. Each credential has so many points a minute; each address has 60 for requests of nobody
// it can be told from: anonymous ones, and those whose credential is refused. A valid credential pays for itself alone,
// whatever others send from its address. Each process counts for itself, so that N replicas let N times as much through.
import { credentialKey, type Principal } from '../access/principal.ts'
import type { Authenticator, Credential } from '../auth/authenticate.ts'
import { addressKey } from '../config/networks.ts'
import { AppError } from '../errors.ts'
import { type Bucket, RateLimiter } from './rate-limit.ts'

const ADDRESS_POINTS_PER_MINUTE = 60
/** A point pays for so much of an operation's cost. */
const COST_OF_POINT = 500

export class RequestLimits {
  readonly #credentials: RateLimiter | null
  readonly #addresses: RateLimiter | null

  /** `perMinute`: points of each credential; null limits nothing, addresses neither. */
  constructor(perMinute: number | null, now: () => number) {
    const limiter = (name: string, points: number) =>
      perMinute === null ? null : new RateLimiter({ name, burst: points, perMinute: points }, now)
    this.#credentials = limiter('default', perMinute ?? 0)
    this.#addresses = limiter('anonymous', ADDRESS_POINTS_PER_MINUTE)
  }

  /**
   * Takes the one point that each operation costs at least. Returns the bucket, from which the rest is paid once the cost is
   * known; null where nothing is limited. RATE_LIMITED where there is no point left.
   */
  begin(principal: Principal | null, ip: string | null): Bucket | null {
    const bucket = principal
      ? this.#credentials?.bucket(credentialKey(principal))
      : this.#addresses?.bucket(addressKey(ip))
    bucket?.charge()
    return bucket ?? null
  }

  /** Authenticates. A credential that is refused counts for its address, and is RATE_LIMITED where that has no point left. */
  async authenticate(
    authenticate: Authenticator,
    credential: Credential,
    ip: string | null,
  ): Promise<Principal | null> {
    try {
      return await authenticate(credential)
    } catch (error) {
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') this.#addresses?.charge(addressKey(ip))
      throw error
    }
  }
}

/** What an operation of this static cost takes of a bucket. */
export const pointsFor = (cost: number): number => Math.max(1, Math.ceil(cost / COST_OF_POINT))
