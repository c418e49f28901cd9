// Finds out whether a transaction was committed whose COMMIT was not answered. PostgreSQL remembers the outcome by
// transaction id, but after a crash it reuses the ids of transactions that were lost. So the event that the transaction
// inserted must be there as well.
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../db/schema.ts'

const GIVE_UP_AFTER_MS = 20_000
const POLL_MS = 50
/** `pg_xact_status` raises this for an id that was never assigned: a crash has undone the transaction. */
const UNKNOWN_TRANSACTION = '22023'

const CONTENT_HASH = sql`hashtextextended(concat_ws(' ', type, at, subject_id, request_id, data), 0)`
/** Identifies a transaction before it commits, by its id and an event that it inserts. */
export const COMMIT_MARKER = sql<string>`concat_ws(' ', pg_current_xact_id(), seq, ${CONTENT_HASH})`

/** Whether the transaction was committed; null if the database cannot be asked for 20 seconds. */
export async function isCommitted(db: Kysely<Database>, marker: string): Promise<boolean | null> {
  const [transactionId, seq, contentHash] = marker.split(' ')
  const deadline = performance.now() + GIVE_UP_AFTER_MS
  while (performance.now() < deadline) {
    try {
      const { rows } = await sql<{ status: string | null }>`
        select pg_xact_status(${transactionId}::text::xid8) as status`.execute(db)
      const status = rows[0]?.status
      if (status === 'aborted') return false
      if (status !== 'in progress') {
        const inserted = sql`
          select from event where seq = ${seq}::text::bigint and ${CONTENT_HASH} = ${contentHash}::text::bigint`
        return (await inserted.execute(db)).rows.length > 0
      }
    } catch (error) {
      if ((error as { code?: unknown }).code === UNKNOWN_TRANSACTION) return false
    }
    // Either the server has not noticed yet that its client is gone, or it is itself unavailable.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return null
}
