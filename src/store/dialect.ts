// The seam between what Croft asks and how a database says it. All that differs between databases stands behind this
// interface; one file for each implements it.
import type { Expression, Kysely, RawBuilder, SelectQueryBuilder } from 'kysely'
import type { Database } from '../../db/schema.ts'

/**
 * What a failed statement means to the transaction that it was part of. `again`: run it again (busy, deadlock); `taken`:
 * a unique row was there first; `lost`: the connection broke, and what was not committed is undone; `down`: there is no
 * connection to be had, nothing was sent; `away`: the database can't do it at the moment.
 */
export type Failure = 'again' | 'taken' | 'lost' | 'down' | 'away'

/**
 * Until the transaction ends nobody else gets the row for `change`; with `change` nobody else gets it at all; `free` is
 * `change` for rows that nobody holds.
 */
export type LockMode = 'share' | 'change' | 'free'

export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** Whether this process is the only one that writes: it needs no locks, and no lease can be another's. */
  readonly alone: boolean
  /** A subquery of the given texts: one parameter whatever their number, so that the statement's text stays the same. */
  keys(values: readonly string[]): RawBuilder<string>
  /** Rows `(position, value)` of the given texts, as a table for `from`. */
  keyTable(values: readonly string[]): RawBuilder<{ position: number; value: string }>
  /** The parameter that `keys` and `keyTable` make of the texts. */
  list(values: readonly string[]): unknown
  /** The given rows as a table with these columns, all text: as many parameters whatever their number. */
  records<C extends string>(
    columns: readonly C[],
    rows: readonly Record<C, string | null>[],
  ): RawBuilder<Record<C, string | null>>
  /** What follows `from`: the rows `child` that `walk` finds for each row `parent` of `parents`. */
  firstOfEach(
    parents: RawBuilder<unknown>,
    child: { table: string; key: string },
    walk: (selected: RawBuilder<unknown>) => Expression<unknown>,
  ): RawBuilder<unknown>
  /** Whether the column's text holds the other, any case; `%` and `_` are letters. */
  contains(column: Expression<string | null>, part: string): RawBuilder<boolean>
  /** As `contains`, case told apart, from the beginning. */
  startsWith(column: Expression<string | null>, part: string): RawBuilder<boolean>
  /** Whether the JSON object in the column has each of these keys with just this value. */
  jsonContains(column: Expression<string>, part: Record<string, unknown>): RawBuilder<boolean>
  /** The rows stay as they are read until the transaction ends; `of` names the only table whose rows are meant. */
  lock<TB extends keyof Database, O>(
    query: SelectQueryBuilder<Database, TB, O>,
    mode: LockMode,
    of?: TB,
  ): SelectQueryBuilder<Database, TB, O>
  /**
   * Holds back, until this transaction ends, every other one that asks for one of the names; those that `share` hold back
   * only those that `change`. First come, first served. Null where there are no others.
   */
  queue(names: readonly string[], mode: 'share' | 'change'): RawBuilder<unknown> | null
  /** Appends rows to the log in the order of their commits; answers by what the commit can be told, where that is ever asked. */
  log<C extends string>(
    columns: readonly C[],
    rows: readonly Record<C, string | null>[],
  ): RawBuilder<{ trace: string | null }>
  /** The instant so many milliseconds from now by the database's own clock, which all replicas share. RFC 3339. */
  instant(inMs: number): RawBuilder<string>
  failureOf(error: unknown): Failure | null
}

/** The dialect that a database, or a transaction of it, speaks. */
// biome-ignore lint/suspicious/noExplicitAny: any schema will do, migrations have none yet
export function dialectOf(db: Kysely<any>): Dialect {
  return (db.getExecutor().adapter as unknown as { dialect: Dialect }).dialect
}

/** The text as a part of a LIKE pattern with `escape '\'`: `%` and `_` stand for themselves. */
export const like = (text: string): string => text.replace(/[\\%_]/g, (letter) => `\\${letter}`)
