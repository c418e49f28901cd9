import { sql } from 'kysely'
import type { Db } from '../store/database.ts'
import { allOf, type Condition } from '../store/filter.ts'
import { EVENTS } from './catalogue/index.ts'

/** The number of the newest event; 0 for an empty log. */
export async function headOf(db: Db): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

const onlyStreamed = Object.entries(EVENTS).filter(([, { stored, inAuditLog }]) => stored && !inAuditLog)

/** Whether an event is in the audit log. The types are literals in the SQL, since partial indexes name them so. */
export const inAuditLog: Condition = allOf(onlyStreamed.map(([type]) => sql<boolean>`event.type <> ${sql.lit(type)}`))
