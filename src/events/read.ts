import { sql } from 'kysely'
import type { Row } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { allOf, type Condition } from '../store/filter.ts'
import { runPrepared } from '../store/prepared.ts'
import { EVENTS } from './catalogue/index.ts'

/** The number of the newest event; 0 for an empty log. */
export async function headOf(db: Db): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** The event of this number; undefined if the log does not have it. */
export function eventAt(db: Db, seq: number): Promise<Row<'event'> | undefined> {
  return db.selectFrom('event').selectAll().where('seq', '=', seq).executeTakeFirst()
}

const ONLY_STREAMED = Object.entries(EVENTS).flatMap(([type, event]) =>
  event.stored && !event.inAuditLog ? [type] : [],
)

/** The first events behind this number, at most `limit`. */
export function nextEvents(db: Db, behind: number, limit: number): Promise<Row<'event'>[]> {
  return runPrepared(db, 'next events', { behind, limit }, ({ behind, limit }) =>
    db.selectFrom('event').selectAll().where('seq', '>', behind).orderBy('seq').limit(limit),
  )
}

/** Whether an event is in the audit log. The types are literals in the SQL, since partial indexes name them so. */
export const inAuditLog: Condition = allOf(ONLY_STREAMED.map((type) => sql<boolean>`event.type <> ${sql.lit(type)}`))

/** The same for an event that has been read. */
export const isInAuditLog = ({ type }: { type: string }): boolean => !ONLY_STREAMED.includes(type)
