// Events are removed from the front of the log, so that what is left has no gap: one number tells streams what is gone.
// The newest event stays whatever its age, since it serves to recognise a log that was restored from a backup.
import { EVENTS_REMOVED_TO, removedTo } from '../events/removed.ts'
import type { Db, Tx } from '../store/database.ts'
import type { Ageing } from './ageing.ts'

export const oldEvents: Ageing = {
  isDue: async (db, before) => (await fromFront(db, await removedTo(db), before, 1)) !== null,
  removeSome: async (tx, before, limit) => {
    const front = await removedTo(tx)
    const old = await fromFront(tx, front, before, limit)
    if (!old) return 0
    await tx.deleteFrom('event').where('seq', '>', front).where('seq', '<=', old.last).execute()
    const value = String(old.last)
    await tx
      .insertInto('setting')
      .values({ name: EVENTS_REMOVED_TO, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
    return old.count
  },
}

/** The events at the front of the log from before this instant: how many, up to `limit`, and the number of the last. */
async function fromFront(db: Db | Tx, front: number, before: string, limit: number) {
  const rows = await db
    .selectFrom('event')
    .select(['seq', 'at'])
    .where('seq', '>', front)
    .orderBy('seq')
    // the last of these is never removed, so that an event always stays behind the removed ones
    .limit(limit + 1)
    .execute()
  const old = rows.slice(0, -1)
  const kept = old.findIndex(({ at }) => at >= before)
  const count = kept === -1 ? old.length : kept
  const last = old[count - 1]
  return last ? { count, last: last.seq } : null
}
