// What the subscriptions to deletions read. Each call reads the database again: no loader caches for them.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { isUnfinished } from '../../access/access.ts'
import type { Principal } from '../../access/principal.ts'
import { watches } from '../../access/watched-deletions.ts'
import { type Batch, batchOf } from '../../events/batch.ts'
import { inAuditLog } from '../../events/read.ts'
import type { Db } from '../../store/database.ts'
import { allOf } from '../../store/filter.ts'

type Deletion = Row<'deletion'>
type Event = Row<'event'>

/** The events of one deletion behind a place in the log, in order, progress too. */
export async function deletionEventsAfter(db: Db, deletionId: string, after: number, limit: number): Promise<Batch> {
  const events = await db
    .selectFrom('event')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return batchOf(events, limit)
}

/** The newest event of a deletion that the log still has. */
export function lastDeletionEvent(db: Db, deletionId: string): Promise<Event | undefined> {
  const newestFirst = db.selectFrom('event').selectAll().where('deletion_id', '=', deletionId).orderBy('seq', 'desc')
  return newestFirst.limit(1).executeTakeFirst()
}

/** Rows of the log that one statement scans at most. */
const SCAN_LIMIT = 500

/** The same for every deletion that the caller watches, without progress. */
export async function watchedEventsAfter(db: Db, principal: Principal, after: number, limit: number): Promise<Batch> {
  const told = db.selectFrom('event').where('deletion_id', 'is not', null).where(inAuditLog).where('seq', '>', after)
  const { rows } = await sql<Event & { scanned_to: number | null }>`
    with scanned as materialized ${told.select(['seq', 'deletion_id']).orderBy('seq').limit(SCAN_LIMIT)}
    select event.*, span.scanned_to
    from (select case when count(*) = ${sql.lit(SCAN_LIMIT)} then max(seq) end as scanned_to from scanned) as span
    left join scanned on exists (select 1 from deletion where deletion.id = scanned.deletion_id and ${watches(principal)})
    left join event on event.seq = scanned.seq
    order by scanned.seq limit ${limit}`.execute(db)
  const events = rows.flatMap(({ scanned_to: _, ...event }) => (event.seq === null ? [] : [event]))
  const batch = batchOf(events, limit)
  return { ...batch, scannedTo: batch.scannedTo ?? rows[0]?.scanned_to ?? null }
}

export interface Snapshot {
  deletions: Deletion[]
  /** The newest event's number when they were read. */
  head: number
}

/** Deletions together with the head of the log, in one statement: nothing can happen between the two. */
export async function snapshot(db: Db, principal: Principal, only: { id: string } | 'unfinished'): Promise<Snapshot> {
  const wanted = only === 'unfinished' ? isUnfinished : sql<boolean>`deletion.id = ${only.id}`
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('event')
        .select((inner) => inner.fn.max('seq').as('head'))
        .as('log'),
    )
    .leftJoin('deletion', (join) => join.on(allOf([wanted, watches(principal)])))
    .selectAll('deletion')
    .select('log.head')
    .orderBy('deletion.id')
    .execute()
  const deletions = rows.flatMap(({ head: _head, ...row }) => (row.id === null ? [] : [row as Deletion]))
  return { deletions, head: Number(rows[0]?.head ?? 0) }
}
