// Rate limits of requests. Each credential has a number of points a minute. Each address has 60 a minute for requests
// that no valid credential tells apart: anonymous ones, and those whose credential is refused. A valid credential pays
// only for itself, whatever others send from its address. Each process counts for itself, so that N replicas let N
// times as much through.
import { credentialKey, type Principal } from '../access/principal.ts'
import type { Authenticator, Credential } from '../auth/authenticate.ts'
import { addressKey } from '../config/networks.ts'
import { AppError } from '../errors.ts'
import { type Bucket, RateLimiter } from './rate-limit.ts'

const ADDRESS_POINTS_PER_MINUTE = 60
/** One point pays for this much of an operation's cost. */
const COST_OF_POINT = 500

export class RequestLimits {
  readonly #credentials: RateLimiter | null
  readonly #addresses: RateLimiter | null

  /** `perMinute` is the number of points of each credential; null switches all limits off, also those of addresses. */
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

  /**
   * Authenticates. A refused credential is charged to its address; RATE_LIMITED where the address has no point left.
   */
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

/** The points that an operation of this static cost takes from a bucket. */
export const pointsFor = (cost: number): number => Math.max(1, Math.ceil(cost / COST_OF_POINT))
