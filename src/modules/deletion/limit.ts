import type { Principal } from '../../access/principal.ts'
import { AppError } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { lockName } from '../../store/lock.ts'

const WINDOW_MS = 60_000

/**
 * RATE_LIMITED where the principal has started as many deletions in the last minute as it may. They are counted in their
 * records, so that a restart or another replica makes no difference; until the transaction ends it starts no other.
 */
export async function assertBelowLimit(tx: Tx, { id }: Principal, limit: number, at: string): Promise<void> {
  await lockName(tx, `deletions of ${id}`)
  const first = await tx
    .selectFrom('deletion')
    .select('requested_at')
    .where('requested_by', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .offset(limit - 1)
    .executeTakeFirst()
  const waitMs = first ? Date.parse(first.requested_at) + WINDOW_MS - Date.parse(at) : 0
  if (waitMs <= 0) return
  const details = { limit, retryAfterSeconds: Math.ceil(waitMs / 1000) }
  throw new AppError('RATE_LIMITED', `A principal starts at most ${limit} deletions a minute`, details)
}
