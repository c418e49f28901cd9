// Which process takes a workspace down. A deletion is leased to one of them for twenty seconds and anew with each slice;
// one whose process has died is taken over when its lease has run out. The fence counts the holders: a slice of
// one that has been taken over in the meantime changes nothing.
import { randomUUID } from 'node:crypto'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Row } from '../../db/schema.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'

export interface Lease {
  readonly deletionId: string
  readonly holder: string
  readonly fence: number
}

export const LEASE_MS = 20_000

/** A name that no other process has. */
export const newHolder = (): string => randomUUID()

/** Whether nobody else holds the deletion. */
function isFree(db: Db | Tx, holder: string): Expression<SqlBool> {
  const { singleWriter, instant } = dialectOf(db)
  // there is one process at a time on such a database: any other holder has ended
  return singleWriter
    ? sql<boolean>`(1 = 1)`
    : sql<boolean>`(lease_until is null or lease_until < ${instant(0)} or lease_holder = ${holder})`
}

/** Takes one running deletion that nobody holds, besides those that the holder knows of; null where there is none. */
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
  // looked for first: a write costs more, and there is seldom one
  if (!(await free(store.db).executeTakeFirst())) return null
  return store.write(async (tx) => {
    const { lock, instant } = dialectOf(tx)
    const taken = await tx
      .updateTable('deletion')
      .set((eb) => ({ lease_holder: holder, lease_until: instant(LEASE_MS), lease_fence: eb('lease_fence', '+', 1) }))
      // not `in`: that may be looked up more than once, and take one each time
      .where('id', '=', lock(free(tx), 'exclusiveSkipLocked'))
      .returning(['id', 'lease_fence'])
      .executeTakeFirst()
    return taken ? { deletionId: taken.id, holder, fence: taken.lease_fence } : null
  })
}

/** The deletion, kept from others until the transaction ends; undefined where the lease is another's by now. */
export function held(tx: Tx, { deletionId, holder, fence }: Lease): Promise<Row<'deletion'> | undefined> {
  const row = tx
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', deletionId)
    .where('lease_holder', '=', holder)
    .where('lease_fence', '=', fence)
  return dialectOf(tx).lock(row, 'exclusive').executeTakeFirst()
}

/** What each write of the holder sets: the lease begins anew. */
export const renewed = (tx: Tx) => ({ lease_until: dialectOf(tx).instant(LEASE_MS) })

/** Keeps a deletion that waits; false where it is another's by now. */
export function renew(store: Store, lease: Lease): Promise<boolean> {
  return store.write(async (tx) => {
    if (!(await held(tx, lease))) return false
    await tx.updateTable('deletion').set(renewed(tx)).where('id', '=', lease.deletionId).execute()
    return true
  })
}

/** Lets go of all, so that another goes on at once. */
export async function release(store: Store, holder: string): Promise<void> {
  await store.write(async (tx) => {
    await tx
      .updateTable('deletion')
      .set({ lease_holder: null, lease_until: null })
      .where('state', '=', 'RUNNING')
      .where('lease_holder', '=', holder)
      .execute()
  })
}
