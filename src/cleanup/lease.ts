// The leases of deletions: one process at a time takes a workspace down.
import type { Row } from '../../db/schema.ts'
import { isFree, type Lease, leaseExpiry } from '../background/lease.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'

/** Leases a running deletion that is free and is not among `known`; null if there is none. */
export async function claim(store: Store, holder: string, known: readonly string[]): Promise<Lease | null> {
  const free = (db: Db | Tx) =>
    db
      .selectFrom('deletion')
      .select('id')
      .where('state', '=', 'RUNNING')
      .where('id', 'not in', dialectOf(db).keys(known))
      .where(isFree(db, holder))
      .orderBy('id')
      .limit(1)
  // there is seldom one, and a read costs less than a write
  if (!(await free(store.db).executeTakeFirst())) return null
  return store.write(async (tx) => {
    const now = dialectOf(tx).instant(0)
    const columns = ['id', 'lease_until', 'lease_fence', 'moved_at', now.as('now')] as const
    const found = await dialectOf(tx).lock(free(tx).select(columns), 'exclusiveSkipLocked').executeTakeFirst()
    if (!found) return null
    const lease_fence = found.lease_fence + 1
    await tx
      .updateTable('deletion')
      .set({ lease_holder: holder, lease_until: leaseExpiry(tx), lease_fence, moved_at: movedAt(found, store.now()) })
      .where('id', '=', found.id)
      .execute()
    return { id: found.id, holder, fencingToken: lease_fence }
  })
}

/**
 * When the deletion last moved, not counting the time in which no process could move it. `now` and `lease_until` are by
 * the clock of the database.
 */
function movedAt(
  { moved_at, lease_until, now }: { moved_at: string | null; lease_until: string | null; now: string },
  at: string,
) {
  if (moved_at === null || lease_until === null) return at
  const unattendedMs = Math.max(0, Date.parse(now) - Date.parse(lease_until))
  return new Date(Math.min(Date.parse(at), Date.parse(moved_at) + unattendedMs)).toISOString()
}

/** Reads the deletion and locks it until the transaction ends; undefined if another process has claimed it since. */
export function lockLeased(tx: Tx, { id, holder, fencingToken }: Lease): Promise<Row<'deletion'> | undefined> {
  const row = tx
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', id)
    .where('lease_holder', '=', holder)
    .where('lease_fence', '=', fencingToken)
  return dialectOf(tx).lock(row, 'exclusive').executeTakeFirst()
}

/** Extends the lease of a deletion that waits; false if another process has claimed it since. */
export function extend(store: Store, lease: Lease): Promise<boolean> {
  return store.write(async (tx) => {
    if (!(await lockLeased(tx, lease))) return false
    await tx
      .updateTable('deletion')
      .set({ lease_until: leaseExpiry(tx) })
      .where('id', '=', lease.id)
      .execute()
    return true
  })
}

/** Ends all leases of the holder, so that another process can go on at once. */
export async function release(store: Store, holder: string): Promise<void> {
  await store.write(async (tx) => {
    await tx
      .updateTable('deletion')
      .set({ lease_holder: null, lease_until: dialectOf(tx).instant(0) })
      .where('state', '=', 'RUNNING')
      .where('lease_holder', '=', holder)
      .execute()
  })
}
