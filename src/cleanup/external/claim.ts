import { sql } from 'kysely'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { lockBrake, pausedAt } from '../brake.ts'
import { inMs, MAX_ATTEMPTS } from '../failure.ts'
import { inOrderOfIds, type Task, take } from './task.ts'

/** Leases at most `max` tasks of these kinds, those that are due longest first; none while deletions are paused. */
export async function claimDue(
  tx: Tx,
  at: string,
  kinds: readonly string[],
  max: number,
  leaseMs: number,
): Promise<Task[]> {
  await lockBrake(tx, 'share')
  if ((await pausedAt(tx)) !== null) return []
  const dialect = dialectOf(tx)
  const longestDue = (selected: ReturnType<typeof sql>) =>
    tx
      .selectFrom('cleanup_task')
      .select(selected as never)
      .where(sql<boolean>`cleanup_task.kind = parent.value`)
      .where('cleanup', '=', sql.lit('CLAIM'))
      .where('due_at', '<=', at)
      // whose last attempt it was has failed, as the next slice of its deletion finds out
      .where(sql<boolean>`not (state = 'CLAIMED' and failures >= ${sql.lit(MAX_ATTEMPTS - 1)})`)
      .orderBy('due_at')
      .orderBy('id')
      .limit(max)
  const { rows } = await sql<{ id: string }>`
    select child.id from ${dialect.firstOfEach(dialect.keyTable(kinds), { table: 'cleanup_task', key: 'id' }, longestDue)}
    order by child.due_at, child.id limit ${max}`.execute(tx)
  return take(
    tx,
    at,
    rows.map(({ id }) => id),
    leaseMs,
  )
}

/** Extends the leases of those of the tasks that are still held, and shortens none; the attempt stays. */
export async function renew(
  tx: Tx,
  at: string,
  kinds: readonly string[],
  ids: readonly string[],
  leaseMs: number,
): Promise<Task[]> {
  const dialect = dialectOf(tx)
  const until = inMs(at, leaseMs)
  const held = tx
    .selectFrom('cleanup_task')
    .select('id')
    .where('id', 'in', dialect.keys(ids))
    .where('kind', 'in', dialect.keys(kinds))
    // the lease of one that is sent is its sender's
    .where('cleanup', '=', sql.lit('CLAIM'))
    .where('state', '=', 'CLAIMED')
    .where('due_at', '>', at)
  // who has locked one ends its lease at this moment
  const free = await dialect.lock(held, 'exclusiveSkipLocked').execute()
  const renewed = await tx
    .updateTable('cleanup_task')
    .set((eb) => ({
      due_at: sql<string>`case when ${eb.ref('due_at')} > ${until} then ${eb.ref('due_at')} else ${until} end`,
    }))
    .where('id', 'in', dialect.keys(free.map(({ id }) => id)))
    .returningAll()
    .execute()
  return inOrderOfIds(renewed)
}
