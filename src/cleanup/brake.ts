// The brake: while platform admins have paused deletions, no process removes anything. It is one setting of the
// deployment, which each slice reads in its transaction. The watchers of each deletion get an event of their own, since
// an event has one cursor and its own counters, and streams read events by deletion. One transaction writes twenty of
// them.
import { sql } from 'kysely'
import type { DeletionState, Row } from '../../db/schema.ts'
import type { Pace } from '../background/pace.ts'
import { append } from '../events/append.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf, type LockMode } from '../store/dialect.ts'
import { lockName } from '../store/lock.ts'
import { runPrepared, runPreparedRow } from '../store/prepared.ts'
import type { Store } from '../store/store.ts'

/** Deletions that pausing stops, or keeps from beginning. */
const PAUSABLE: readonly DeletionState[] = ['SCHEDULED', 'RUNNING']
const TOLD_AT_ONCE = 20

export const isPausable = ({ state }: { state: DeletionState }): boolean => PAUSABLE.includes(state)

/**
 * `share` keeps everybody from pausing or resuming deletions until the transaction ends; pausing and resuming take
 * `exclusive`.
 */
export const lockBrake = (tx: Tx, mode: LockMode): Promise<void> => lockName(tx, 'deletions', mode)

/** Since when deletions are paused; null while they go on. */
export async function pausedAt(db: Db | Tx): Promise<string | null> {
  const [setting] = await runPrepared(db, 'deletions paused at', {}, () =>
    db.selectFrom('setting').select('value').where('name', '=', sql.lit('deletions_paused_at')),
  )
  return setting?.value ?? null
}

/**
 * Appends events for the deletions that were paused or resumed since the last call. Resolves to whether deletions are
 * paused.
 */
export async function obeyBrake({ store, pace }: { store: Store; pace: Pace }, closing: AbortSignal): Promise<boolean> {
  for (;;) {
    const { at, behind } = await look(store.db)
    if (!behind || closing.aborted) return at !== null
    await pace.yieldToRequests()
    await tell(store)
  }
}

/** Since when deletions are paused, and whether a deletion has not been told of the last change; one statement. */
async function look(db: Db): Promise<{ at: string | null; behind: boolean }> {
  const { at, behind } = await runPreparedRow(db, 'look at the brake', {}, () => {
    return sql<{ at: string | null; behind: boolean | number }>`
      select at, case when at is null then exists ${withPause(db).select('id')} else exists ${withoutPause(db).select('id')} end as behind
      from (select (select value from setting where name = 'deletions_paused_at') as at) as brake`
  })
  return { at, behind: Boolean(behind) }
}

async function tell(store: Store): Promise<void> {
  await store.write(async (tx) => {
    await lockBrake(tx, 'share')
    const paused = await pausedAt(tx)
    const behind = (paused === null ? withPause(tx) : withoutPause(tx)).selectAll().orderBy('id').limit(TOLD_AT_ONCE)
    const deletions = await dialectOf(tx).lock(behind, 'exclusive').execute()
    for (const deletion of deletions) {
      const changes = { paused_at: paused, ...(paused === null ? withoutPausedTime(deletion, store.now()) : {}) }
      await tx.updateTable('deletion').set(changes).where('id', '=', deletion.id).execute()
    }
    const type = paused === null ? 'deletion.resumed' : 'deletion.paused'
    for (const { id, workspace_id, total, done } of deletions.filter(isPausable)) {
      append(
        tx,
        store.now(),
        'system',
        type,
        { total, done },
        { workspaceId: workspace_id, deletionId: id, subjectId: id },
      )
    }
  })
}

/** The time in which a deletion was paused does not count as lack of progress. */
function withoutPausedTime({ moved_at, paused_at }: Row<'deletion'>, now: string): { moved_at?: string } {
  if (moved_at === null || paused_at === null) return {}
  const pausedMs = Math.max(0, Date.parse(now) - Date.parse(paused_at))
  return { moved_at: new Date(Math.min(Date.parse(now), Date.parse(moved_at) + pausedMs)).toISOString() }
}

// an index begins with this column: SQLite walks it for `> ''`, but not for `is not null`
const withPause = (db: Db | Tx) => db.selectFrom('deletion').where('paused_at', '>', sql.lit(''))
const withoutPause = (db: Db | Tx) =>
  db
    .selectFrom('deletion')
    .where('paused_at', 'is', null)
    .where('state', 'in', PAUSABLE.map(sql.lit) as never)
