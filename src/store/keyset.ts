// The SQL of keyset pagination: which rows come behind a key in an order, and how a window is read by walking an index.
import { type Expression, type ReferenceExpression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Either } from './filter.ts'
import type { Key, OrderTerm, Window } from './page.ts'

/** The order of a window, and in which direction it is walked. */
export type Direction = Pick<Window, 'order' | 'backward'>

/**
 * Orders and limits a query to the window. It reads one row more, to know whether others follow. If the rows must meet
 * at least one of several conditions and an index has the rows of each in the window's order, each condition walks the
 * index separately and the results are merged, so that rare values are found as fast as frequent ones. In that case the
 * query must have a single table.
 */
export function applyWindow<TB extends keyof Database, O>(
  query: SelectQueryBuilder<Database, TB, O>,
  window: Window,
  either: Either | null = null,
): SelectQueryBuilder<Database, TB, O> {
  const key = window.order.at(-1)?.expression
  const [only, ...others] = either && isWalked(either, window.order) ? either.each : []
  if (!key || !only || others.length === 0) {
    const condition = only ?? either?.any
    const within = condition ? query.where(condition) : query
    return ordered(window.behind ? within.where(behind(window, window.behind)) : within, window).limit(window.limit + 1)
  }
  const walks = [only, ...others].map((condition) => {
    const walk = query.clearSelect().where(condition).select(sql`${key}`.as('key'))
    return sql`select walk.key from ${applyWindow(walk, window)} as walk`
  })
  const found = query.clearWhere().where(sql<boolean>`${key} in (${sql.join(walks, sql` union all `)})`)
  return ordered(found, window).limit(window.limit + 1)
}

/** Whether an index has the rows of each of the conditions in this order. */
export function isWalked(either: Either, [first]: readonly OrderTerm[]): boolean {
  return first !== undefined && either.each.length > 0 && either.walkedBy.includes(first.key)
}

/** The query in the order of the window. */
export function ordered<TB extends keyof Database, O>(
  query: SelectQueryBuilder<Database, TB, O>,
  window: Direction,
): SelectQueryBuilder<Database, TB, O> {
  let result = query
  for (const term of window.order) {
    result = result.orderBy(term.expression as ReferenceExpression<Database, TB>, directionOf(term, window))
  }
  return result
}

/** SQLite would rather walk an index that has the order than sort few rows, however many rows it has to pass by. */
export const withoutIndex = (term: OrderTerm): OrderTerm => ({
  ...term,
  expression: sql`case when true then ${term.expression} end`,
})

function directionOf(term: OrderTerm, { backward }: Direction): 'asc' | 'desc' {
  return backward ? (term.direction === 'asc' ? 'desc' : 'asc') : term.direction
}

/** (a, b) comes behind (x, y) if a comes behind x, or a equals x and b comes behind y; each term in its own direction. */
export function behind(window: Direction, key: Key): Expression<SqlBool> {
  const [term, ...rest] = window.order
  const [value, ...others] = key
  if (!term || value === undefined) return sql<boolean>`false`
  const further = directionOf(term, window) === 'asc' ? sql`>` : sql`<`
  // A row comparison lets an index start at exactly that row. It requires the same direction for all terms.
  if (rest.length > 0 && isUniform(window.order)) return compareRows(window, further, key)
  const strictly = sql<boolean>`${term.expression} ${further} ${value}`
  if (rest.length === 0) return strictly
  const next = behind({ ...window, order: rest }, others)
  // The first condition lets an index start at the value; the second drops rows with this value that come before.
  return sql<boolean>`${term.expression} ${further}= ${value} and (${strictly} or ${next})`
}

/** The row does not come behind the key. */
export function upTo(window: Direction, key: Key): Expression<SqlBool> {
  const [term, ...rest] = window.order
  if (!term || key.length === 0) return sql<boolean>`false`
  const notFurther = directionOf(term, window) === 'asc' ? sql`<=` : sql`>=`
  if (rest.length > 0 && isUniform(window.order)) return compareRows(window, notFurther, key)
  const first = sql<boolean>`${term.expression} ${notFurther} ${key[0]}`
  // The first condition lets an index end at the value.
  return rest.length === 0 ? first : sql<boolean>`${first} and not (${behind(window, key)})`
}

/** Whether all terms have the same direction: an index can be walked in such an order. */
export const isUniform = (order: readonly OrderTerm[]): boolean =>
  order.every(({ direction }) => direction === order[0]?.direction)

function compareRows({ order }: Direction, operator: Expression<unknown>, key: Key): Expression<SqlBool> {
  return sql<boolean>`(${sql.join(order.map(({ expression }) => expression))}) ${operator} (${sql.join([...key])})`
}

/** Orders two keys as the database does, which compares texts byte by byte. */
export function compareKeys(window: Direction, a: Key, b: Key): number {
  for (const [index, term] of window.order.entries()) {
    const [left, right] = [a[index] as string | number, b[index] as string | number]
    const compared =
      typeof left === 'number' ? left - Number(right) : Buffer.compare(Buffer.from(left), Buffer.from(String(right)))
    if (compared !== 0) return directionOf(term, window) === 'asc' ? compared : -compared
  }
  return 0
}
