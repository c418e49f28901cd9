// Leases: which of several processes works on a row of a table that has the columns `lease_holder`, `lease_until` and
// `lease_fence`. A lease is extended by each write of its holder and expires when the holder has died. The fencing token
// counts the claims of a row: a write under an older one, by a process that slept meanwhile, must change nothing.
import { randomUUID } from 'node:crypto'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'

export interface Lease {
  /** The id of the leased row. */
  readonly id: string
  readonly holder: string
  readonly fencingToken: number
}

const LEASE_MS = 20_000
/** A holder that has written nothing for this long extends its lease anyway. */
export const EXTEND_AFTER_MS = LEASE_MS / 3

/** A name for a holder of leases that no other process has. */
export const newHolder = (): string => randomUUID()

/** Whether no other holder has an unexpired lease on the row. */
export function isFree(db: Db | Tx, holder: string): Expression<SqlBool> {
  const { singleWriter, instant } = dialectOf(db)
  // there is one process at a time on such a database: any other holder has ended
  return singleWriter
    ? sql<boolean>`(1 = 1)`
    : sql<boolean>`(lease_until is null or lease_until < ${instant(0)} or lease_holder = ${holder})`
}

/** When a lease that is claimed or extended now expires, by the clock of the database, which all processes share. */
export const leaseExpiry = (tx: Tx): RawBuilder<string> => dialectOf(tx).instant(LEASE_MS)
