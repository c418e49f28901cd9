// The seam between what Croft asks and how a database says it. All that differs between databases stands behind this
// interface; one file for each implements it.
import type { CreateTableBuilder, Expression, Kysely, RawBuilder } from 'kysely'

export interface Dialect {
  readonly name: 'sqlite'
  /** A subquery of the given texts: one parameter whatever their number, so that the statement's text stays the same. */
  keys(values: readonly string[]): RawBuilder<string>
  /** Rows `(position, value)` of the given texts, as a table for `from`. */
  keyTable(values: readonly string[]): RawBuilder<{ position: number; value: string }>
  /** The parameter that `keys` and `keyTable` make of the texts. */
  list(values: readonly string[]): unknown
  /** The given rows as a table with these columns, all text: one parameter whatever their number. */
  records<C extends string>(
    columns: readonly C[],
    rows: readonly Record<C, string | null>[],
  ): RawBuilder<Record<C, string | null>>
  /** Whether the column's text holds the other, any case; `%` and `_` are letters. */
  contains(column: Expression<string | null>, part: string): RawBuilder<boolean>
  /** As `contains`, case told apart, from the beginning. */
  startsWith(column: Expression<string | null>, part: string): RawBuilder<boolean>
  /** Whether the JSON object in the column has each of these keys with just this value. */
  jsonContains(column: Expression<string>, part: Record<string, unknown>): RawBuilder<boolean>
  strict<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>
  /** A primary key that only grows and never gives a number twice. */
  counter<T extends string>(table: CreateTableBuilder<T>, column: string): CreateTableBuilder<T>
}

/** The dialect that a database, or a transaction of it, speaks. */
// biome-ignore lint/suspicious/noExplicitAny: any schema will do, migrations have none yet
export function dialectOf(db: Kysely<any>): Dialect {
  return (db.getExecutor().adapter as unknown as { dialect: Dialect }).dialect
}
