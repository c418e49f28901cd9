import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Ageing } from './ageing.ts'

/** Idempotency keys that no longer count. */
export const expiredKeys: Ageing = {
  isDue: async (db, before) => (await expired(db, before, 1)).length > 0,
  removeSome: async (tx, before, limit) => {
    const ids = await expired(tx, before, limit)
    if (ids.length === 0) return 0
    await tx
      .deleteFrom('idempotency_key')
      .where('id', 'in', dialectOf(tx).keys(ids))
      // one of them may have been claimed again meanwhile
      .where('expires_at', '<', before)
      .execute()
    return ids.length
  },
}

async function expired(db: Db | Tx, before: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('idempotency_key')
    .select('id')
    .where('expires_at', '<', before)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
