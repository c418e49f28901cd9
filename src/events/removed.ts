import type { Db, Tx } from '../store/database.ts'

/** The setting that holds the number of the newest event that retention has removed, with all before it. */
export const EVENTS_REMOVED_TO = 'events_removed_to'

/** The log has every event behind this number, and none up to it; 0 as long as nothing was removed. */
export async function removedTo(db: Db | Tx): Promise<number> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', EVENTS_REMOVED_TO).executeTakeFirst()
  return Number(row?.value ?? 0)
}
