import { sql } from 'kysely'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Ageing } from './ageing.ts'

/** Invitations that were answered, revoked or overdue, as long after the end of their time as events are kept. */
export const endedInvitations: Ageing = {
  isDue: async (db, before) => (await ended(db, before, 1)).length > 0,
  removeSome: async (tx, before, limit) => {
    const ids = await ended(tx, before, limit)
    if (ids.length > 0) await tx.deleteFrom('invitation').where('id', 'in', dialectOf(tx).keys(ids)).execute()
    return ids.length
  },
}

async function ended(db: Db | Tx, before: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('invitation')
    .select('id')
    // a literal: the partial index names it so
    .where(sql<boolean>`state <> 'PENDING'`)
    .where('expires_at', '<', before)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
