// The one interface behind which databases differ: how they say what Croft asks, and what their errors mean. Each
// database implements it in its own folder.
import type { Expression, Kysely, RawBuilder, SelectQueryBuilder } from 'kysely'
import type { Database } from '../../db/schema.ts'

/**
 * What a failed statement means for its transaction. `retry`: run it again (busy, deadlock, serialization failure);
 * `uniqueViolation`: a unique index already has such a row; `connectionLost`: the connection broke, and what was not
 * committed is undone; `unreachable`: no connection could be made, so nothing was sent; `notWritable`: the database
 * refuses every write (full, read-only, a right is missing); `unavailable`: it refuses this one at the moment (overloaded, busy).
 */
export type Failure = 'retry' | 'uniqueViolation' | 'connectionLost' | 'unreachable' | 'notWritable' | 'unavailable'

/** Several transactions can hold a lock in `share` mode; in `exclusive` mode only one. */
export type LockMode = 'share' | 'exclusive'

/** `exclusiveSkipLocked` leaves out the rows that another transaction has locked, instead of waiting for them. */
export type RowLockMode = LockMode | 'exclusiveSkipLocked'

export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** Whether this process is the only one that writes. Then it needs no locks, and no other process holds a lease. */
  readonly singleWriter: boolean
  /** A subquery of these texts. They are one parameter, so the SQL text does not depend on their number. */
  keys(values: readonly string[]): RawBuilder<string>
  /** Rows `(position, value)` of these texts, as a table for `from`; also one parameter. */
  keyTable(values: readonly string[]): RawBuilder<{ position: number; value: string }>
  /** The parameter that `keys` and `keyTable` make of the texts. */
  list(values: readonly string[]): unknown
  /** The rows as a table with these text columns. The number of parameters does not depend on the number of rows. */
  records<C extends string>(
    columns: readonly C[],
    rows: readonly Record<C, string | null>[],
  ): RawBuilder<Record<C, string | null>>
  /** For `from`: joins each row `parent` of `parents` with the rows `child` that `walk` selects for it. */
  firstOfEach(
    parents: RawBuilder<unknown>,
    child: { table: string; key: string },
    walk: (selected: RawBuilder<unknown>) => Expression<unknown>,
  ): RawBuilder<unknown>
  /** Whether one of the columns, at most three, contains the text, ignoring case. */
  contains(columns: readonly Expression<string | null>[], part: string): RawBuilder<boolean>
  /** Whether the column starts with the text, respecting case. */
  startsWith(column: Expression<string | null>, part: string): RawBuilder<boolean>
  /** Whether the JSON object in the column has each of these keys with exactly this value. */
  jsonContains(column: Expression<string>, part: Record<string, unknown>): RawBuilder<boolean>
  /** Locks the selected rows until the transaction ends; with `of` only the rows of that table. */
  lock<TB extends keyof Database, O>(
    query: SelectQueryBuilder<Database, TB, O>,
    mode: RowLockMode,
    of?: TB,
  ): SelectQueryBuilder<Database, TB, O>
  /** Advisory locks on these names until the transaction ends, first come, first served. A single writer has none. */
  advisoryLock(names: readonly string[], mode: LockMode): RawBuilder<unknown>
  /** Appends rows to the event log in commit order. Returns the marker for `isCommitted`, or null if none is needed. */
  insertEvents<C extends string>(
    columns: readonly C[],
    rows: readonly Record<C, string | null>[],
  ): RawBuilder<{ marker: string | null }>
  /** The time `inMs` milliseconds from now, by the clock of the database, which all replicas share. RFC 3339. */
  instant(inMs: number): RawBuilder<string>
  /** Null if the error says nothing about the database's state: the statement itself is wrong. */
  failureOf(error: unknown): Failure | null
}

/** The dialect of a database, or of a transaction in it. */
// biome-ignore lint/suspicious/noExplicitAny: the dialect does not depend on the tables
export function dialectOf(db: Kysely<any>): Dialect {
  return (db.getExecutor().adapter as unknown as { dialect: Dialect }).dialect
}

/**
 * The texts that a JSON object must all contain to have these keys with these values. The longest, which says most, is
 * first.
 */
export function labelTexts(part: Record<string, unknown>): string[] {
  return Object.entries(part)
    .map(
      ([key, value]) =>
        `${JSON.stringify(key)}:${typeof value === 'object' && value !== null ? '' : JSON.stringify(value)}`,
    )
    .sort((a, b) => b.length - a.length)
}
