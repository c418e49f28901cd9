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
      // the lease of the last attempt has expired without a report: the next slice of the deletion records that the
      // task failed
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

/** A task, and the attempt under which it is held; null where the holder does not say. */
export interface Held {
  readonly id: string
  readonly attempt: number | null
}

/**
 * Extends the leases of those of the tasks that are still held, and shortens none; the attempt stays. A task that was
 * claimed again after the given attempt belongs to somebody else, and stays as it is.
 */
export async function renew(
  tx: Tx,
  at: string,
  kinds: readonly string[],
  tasks: readonly Held[],
  leaseMs: number,
): Promise<Task[]> {
  const dialect = dialectOf(tx)
  const until = inMs(at, leaseMs)
  const ids = tasks.map(({ id }) => id)
  const attempts = new Map(tasks.map(({ id, attempt }) => [id, attempt]))
  const held = tx
    .selectFrom('cleanup_task')
    .select(['id', 'attempt'])
    .where('id', 'in', dialect.keys(ids))
    .where('kind', 'in', dialect.keys(kinds))
    // the lease of a webhook task belongs to the process that sends it
    .where('cleanup', '=', sql.lit('CLAIM'))
    .where('state', '=', 'CLAIMED')
    .where('due_at', '>', at)
  // a transaction that has locked a task is ending its lease at this moment
  const free = await dialect.lock(held, 'exclusiveSkipLocked').execute()
  const own = free.filter(({ id, attempt }) => (attempts.get(id) ?? attempt) === attempt)
  const renewed = await tx
    .updateTable('cleanup_task')
    .set((eb) => ({
      due_at: sql<string>`case when ${eb.ref('due_at')} > ${until} then ${eb.ref('due_at')} else ${until} end`,
    }))
    .where('id', 'in', dialect.keys(own.map(({ id }) => id)))
    .returningAll()
    .execute()
  return inOrderOfIds(renewed)
}
