import type { Row } from '../../db/schema.ts'

export const MAX_ROWS = 100
const MAX_BATCH_BYTES = 64 * 1024

/** What one query of the log has found, or what was in memory. */
export interface Batch {
  readonly events: readonly Row<'event'>[]
  /** Last sequence scanned; null if the end of the log was reached. */
  readonly scannedTo: number | null
}

/**
 * The batch of a query with this limit: if it has found fewer rows, it has reached the end of the log. Rows beyond
 * MAX_BATCH_BYTES are left for the next query, since a batch stays in memory as long as its client does not read.
 */
export function batchOf(rows: readonly Row<'event'>[], limit: number): Batch {
  let bytes = 0
  const tooMuch = rows.findIndex(({ data }, index) => {
    bytes += data.length
    return index > 0 && bytes > MAX_BATCH_BYTES
  })
  const events = tooMuch === -1 ? rows : rows.slice(0, tooMuch)
  const isComplete = tooMuch === -1 && rows.length < limit
  return { events, scannedTo: isComplete ? null : (events.at(-1)?.seq ?? null) }
}
