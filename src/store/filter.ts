// Translates the API's filters to SQL conditions. A filter is a conjunction; missing and null fields are ignored.
import { type Expression, type SqlBool, sql } from 'kysely'
import { invalid } from '../errors.ts'
import { checkStorable } from '../validate.ts'
import type { Db } from './database.ts'
import { dialectOf } from './dialect.ts'

export type Condition = Expression<SqlBool>

type Maybe<T> = T | null | undefined
interface StringFilter {
  eq?: string | null | undefined
  in?: readonly string[] | null | undefined
  contains?: string | null | undefined
  startsWith?: string | null | undefined
}
interface DateTimeFilter {
  gt?: string | null | undefined
  gte?: string | null | undefined
  lt?: string | null | undefined
  lte?: string | null | undefined
}

/** All of the conditions; true where there are none. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`(1 = 1)` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** At least one of the conditions; false where there are none. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`(1 = 0)` : sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

/** The condition does not hold. Rows for which it is unknown (a null description) are included. */
export function not(condition: Condition): Condition {
  return sql<boolean>`((${condition}) is not true)`
}

/**
 * The condition, in a form for which databases use no index. A slice walks one index from key to key: another that has
 * the condition would read all of its rows for each slice. Not for subqueries, which are planned worse in this form.
 */
export function unindexed(condition: Condition): Condition {
  return sql<boolean>`(${condition}) is true`
}

/** The column is one of the values. */
export function oneOf(db: Db, column: Expression<string | null>, values: readonly string[]): Condition {
  // With a single value databases see that the column is constant, and use an index for the order of what follows it.
  if (values.length === 1) return sql<boolean>`${column} = ${values[0]}`
  return sql<boolean>`${column} in ${dialectOf(db).keys(values)}`
}

/** With more values, no index walks are merged: so many values are likely to match most rows. */
const MAX_WALKS = 10

/** At least one of several conditions holds. An index walk finds the rows of each. */
export interface Either {
  readonly any: Condition
  /** No row meets two of them. Empty if there are too many. */
  readonly each: readonly Condition[]
  /** First keys of the orders for which an index has the rows of each condition in order. */
  readonly walkedBy: readonly string[]
  /** The column that the conditions compare, and its values: an order that begins with it is read value by value. */
  readonly of?: { readonly key: string; readonly values: readonly (string | number)[] }
  /** Names the conditions, where their SQL contains the values: it is the same whenever the name is. */
  readonly literal?: string
  /** An index has the rows of each condition, but not those of one parent alone. */
  readonly acrossParents?: boolean
  /** So few rows meet it that they are sorted. */
  readonly isFew?: boolean
  /** Depending on what is stored, more rows may meet it: they are counted first. */
  readonly mayBeMany?: boolean
}

/** As `oneOf`, as alternatives; null without values. INVALID_INPUT for too many, naming the field. */
export function eitherOf(
  db: Db,
  field: string,
  column: Expression<string | null>,
  values: Maybe<readonly string[]>,
  walkedBy: readonly string[],
): Either | null {
  if (!values) return null
  const distinct = checkValues(field, values)
  const each = distinct.length > MAX_WALKS ? [] : distinct.map((value) => oneOf(db, column, [value]))
  return { any: oneOf(db, column, distinct), each, walkedBy }
}

/** A condition whose rows an index has in the orders that begin with these keys. */
export function walked(condition: Condition, walkedBy: readonly string[]): Either {
  return { any: condition, each: [condition], walkedBy }
}

/**
 * A condition that an index finds and so few rows meet that they can be sorted in orders that begin with these keys;
 * `values`: how many values it asks for, each of which several rows may have.
 */
export function few(condition: Condition, orders: readonly string[], values = 1): Either {
  return { ...walked(condition, orders), isFew: true, mayBeMany: values > MAX_WALKS }
}

const MAX_VALUES = 1000

/** The distinct values of a list in a filter. INVALID_INPUT for more than 1,000. */
export function checkValues<T>(field: string, values: readonly T[]): T[] {
  if (values.length > MAX_VALUES) throw invalid(field, `${field} takes at most ${MAX_VALUES} values`)
  return [...new Set(values)]
}

const MAX_SEARCH_CHARACTERS = 256

/** INVALID_INPUT for a text that is too long to search every row for, or that no row could contain. */
function checkSearch(field: string, text: string): string {
  checkStorable(field, JSON.stringify(text))
  if (text.length > MAX_SEARCH_CHARACTERS)
    throw invalid(field, `${field} must have at most ${MAX_SEARCH_CHARACTERS} characters`)
  return text
}

/**
 * What a StringFilter on the column asks for, and with how many values `exact` compares it at most. INVALID_INPUT for text
 * that no row could contain, naming the field.
 */
export function stringFilter(
  db: Db,
  field: string,
  column: Expression<string | null>,
  filter: StringFilter,
): { exact: Condition | null; values: number; others: Condition[] } {
  const dialect = dialectOf(db)
  checkStorable('filter', JSON.stringify([filter.eq, filter.startsWith, filter.in]))
  const exact: Condition[] = []
  if (typeof filter.eq === 'string') exact.push(sql<boolean>`${column} = ${filter.eq}`)
  if (filter.in) exact.push(oneOf(db, column, checkValues(`${field}.in`, filter.in)))
  const others: Condition[] = []
  if (typeof filter.contains === 'string')
    others.push(dialect.contains([column], checkSearch('contains', filter.contains)))
  if (typeof filter.startsWith === 'string') others.push(dialect.startsWith(column, filter.startsWith))
  const values = typeof filter.eq === 'string' ? 1 : (filter.in?.length ?? 0)
  return { exact: exact.length > 0 ? allOf(exact) : null, values, others }
}

/** The conditions of a DateTimeFilter on the column. */
export function dateTimeFilter(column: Expression<string>, filter: DateTimeFilter): Condition[] {
  const conditions: Condition[] = []
  if (filter.gt) conditions.push(sql<boolean>`${column} > ${filter.gt}`)
  if (filter.gte) conditions.push(sql<boolean>`${column} >= ${filter.gte}`)
  if (filter.lt) conditions.push(sql<boolean>`${column} < ${filter.lt}`)
  if (filter.lte) conditions.push(sql<boolean>`${column} <= ${filter.lte}`)
  return conditions
}

/** At least one of the columns contains the text, ignoring case. */
export function search(db: Db, columns: readonly Expression<string | null>[], part: string): Condition {
  return dialectOf(db).contains(columns, checkSearch('search', part))
}
