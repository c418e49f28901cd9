// How a transaction ended whose COMMIT was not answered. PostgreSQL knows by the transaction's id, but gives the ids of
// transactions that a crash has undone to others: so the row that was left in the log has to be there, too.
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'

const SETTLE_WITHIN_MS = 20_000
const ASK_EVERY_MS = 50
/** What `pg_xact_status` says of an id that no transaction has had: a crash has undone it. */
const NEVER_WAS = '22023'

const CONTENT = sql`hashtextextended(concat_ws(' ', type, at, subject_id, request_id, data), 0)`
/** What is known of a transaction before it commits, by a row that it adds to the log. */
export const TRACE = sql<string>`concat_ws(' ', pg_current_xact_id(), seq, ${CONTENT})`

/** Null where the database stays away for too long to be asked. */
export async function isCommitted(db: Kysely<Database>, trace: string): Promise<boolean | null> {
  const [transaction, seq, content] = trace.split(' ')
  const until = performance.now() + SETTLE_WITHIN_MS
  while (performance.now() < until) {
    try {
      const { rows } = await sql<{ status: string | null }>`
        select pg_xact_status(${transaction}::text::xid8) as status`.execute(db)
      const status = rows[0]?.status
      if (status === 'aborted') return false
      if (status !== 'in progress') {
        const left = await sql`
          select from event where seq = ${seq}::text::bigint and ${CONTENT} = ${content}::text::bigint`.execute(db)
        return left.rows.length > 0
      }
    } catch (error) {
      if ((error as { code?: unknown }).code === NEVER_WAS) return false
    }
    // the server has not noticed yet that its client is gone, or is away itself
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return null
}
