// From the API's filters to SQL conditions. Every filter is a conjunction; what is left out, or null, holds.
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

export function not(condition: Condition): Condition {
  // what is unknown (a null description) does not match, and so is among the rest
  return sql<boolean>`((${condition}) is not true)`
}

/** The column is one of the values. */
export function oneOf(db: Db, column: Expression<string | null>, values: readonly string[]): Condition {
  // of one value databases know that the column has no other, and walk indices that order by what follows it
  if (values.length === 1) return sql<boolean>`${column} = ${values[0]}`
  return sql<boolean>`${column} in ${dialectOf(db).keys(values)}`
}

/** So many walks are merged; more values are likely to be those of most rows. */
const MAX_WALKS = 10

/** That one of several conditions holds: said at once, or each by itself, to be walked one by one (`applyWindow`). */
export interface Either {
  readonly any: Condition
  /** Empty where there are too many of them. */
  readonly each: readonly Condition[]
  /** The first keys of those orders in which an index has the rows of each. */
  readonly walkedBy: readonly string[]
}

/** As `oneOf`, in alternatives; null where nothing is asked for. */
export function eitherOf(
  db: Db,
  column: Expression<string | null>,
  values: Maybe<readonly string[]>,
  walkedBy: readonly string[],
): Either | null {
  if (!values) return null
  const different = [...new Set(values)]
  const each = different.length > MAX_WALKS ? [] : different.map((value) => oneOf(db, column, [value]))
  return { any: oneOf(db, column, different), each, walkedBy }
}

const MAX_SEARCH_CHARACTERS = 256

/** INVALID_INPUT for a text that is too long to be looked for in every row, or that none could hold. */
function checkSearch(field: string, text: string): string {
  checkStorable(field, JSON.stringify(text))
  if (text.length > MAX_SEARCH_CHARACTERS)
    throw invalid(field, `${field} must have at most ${MAX_SEARCH_CHARACTERS} characters`)
  return text
}

export function stringFilter(db: Db, column: Expression<string | null>, filter: StringFilter): Condition[] {
  const dialect = dialectOf(db)
  const conditions: Condition[] = []
  checkStorable('filter', JSON.stringify([filter.eq, filter.startsWith, filter.in]))
  if (typeof filter.eq === 'string') conditions.push(sql<boolean>`${column} = ${filter.eq}`)
  if (filter.in) conditions.push(oneOf(db, column, filter.in))
  if (typeof filter.contains === 'string')
    conditions.push(dialect.contains(column, checkSearch('contains', filter.contains)))
  if (typeof filter.startsWith === 'string') conditions.push(dialect.startsWith(column, filter.startsWith))
  return conditions
}

export function dateTimeFilter(column: Expression<string>, filter: DateTimeFilter): Condition[] {
  const conditions: Condition[] = []
  if (filter.gt) conditions.push(sql<boolean>`${column} > ${filter.gt}`)
  if (filter.gte) conditions.push(sql<boolean>`${column} >= ${filter.gte}`)
  if (filter.lt) conditions.push(sql<boolean>`${column} < ${filter.lt}`)
  if (filter.lte) conditions.push(sql<boolean>`${column} <= ${filter.lte}`)
  return conditions
}

/** Part of any of the columns, any case. */
export function search(db: Db, columns: readonly Expression<string | null>[], part: string): Condition {
  checkSearch('search', part)
  return anyOf(columns.map((column) => dialectOf(db).contains(column, part)))
}
