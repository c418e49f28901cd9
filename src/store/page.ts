// Keyset pagination: a page begins after a row, not after a number of rows, so it stays correct while rows come and go.
// A `Window` says which rows to read, `applyWindow` adds it to a query, and `pageOf` makes a page of the result.
import { type Expression, type ReferenceExpression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { invalid } from '../errors.ts'
import type { CursorSigner } from './cursor.ts'
import { allOf, type Either } from './filter.ts'

export const MAX_PAGE_SIZE = 100
export const DEFAULT_PAGE_SIZE = 20

export interface PageArgs {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

/** One column that orders a list. `key` is the name under which the row carries its value. */
export interface OrderTerm {
  key: string
  expression: Expression<unknown>
  direction: 'asc' | 'desc'
}

const MAX_ORDERS = 2

/**
 * The terms of the requested order of `table`, newest first by default. INVALID_INPUT for more than two. The last term
 * is unique: terms after a unique one decide nothing and are dropped, and if none is unique, the id is added in the
 * direction of the first. Ids sort by creation time.
 */
export function orderTerms<F extends string>(
  table: keyof Database,
  orders: readonly { field: F; direction: 'ASC' | 'DESC' }[] | null | undefined,
  columns: Readonly<Record<F, string>>,
  unique: readonly string[] = ['id'],
): OrderTerm[] {
  if (orders && orders.length > MAX_ORDERS) throw invalid('orderBy', `At most ${MAX_ORDERS} orders`)
  const terms: OrderTerm[] = []
  const add = (key: string, direction: 'asc' | 'desc') =>
    terms.push({ key, expression: sql.ref(`${table}.${key}`), direction })
  for (const { field, direction } of orders ?? []) {
    add(columns[field], direction === 'ASC' ? 'asc' : 'desc')
    if (unique.includes(columns[field])) return terms
  }
  add('id', terms[0]?.direction ?? 'desc')
  return terms
}

/** Which rows to read. It is the same for every parent of a nested list. */
export interface Window {
  readonly limit: number
  readonly backward: boolean
  readonly order: readonly OrderTerm[]
  /** The row that the window begins after: its values for the terms of `order`. Null for the start of the list. */
  readonly behind: readonly (string | number)[] | null
  readonly list: string
  readonly args: PageArgs
}

/** One page of a list, in its order. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  /** The opaque cursor of a row of this page. */
  cursor(row: T): string
  /** The number of rows in the list. It is counted only when called. */
  total(): Promise<number>
}

/** Everything in a window that the SQL text depends on, provided that it begins at the start of the list. */
export function shapeOf({ order, backward }: Window): string {
  return `${order.map(({ key, direction }) => `${key} ${direction}`).join()} ${backward ? 'last' : 'first'}`
}

/**
 * Reads the page arguments. INVALID_INPUT for 0, negative numbers, more than 100, both directions at once, and for a
 * cursor that was not issued for this list in this order. The last order term must be unique.
 */
export function pageWindow(args: PageArgs, list: string, order: readonly OrderTerm[], cursors: CursorSigner): Window {
  const { first, last, after, before } = args
  if (typeof first === 'number' && typeof last === 'number') throw invalid('last', 'Give first or last, not both')
  const isCursor = (cursor: unknown) => typeof cursor === 'string'
  if (isCursor(after) && isCursor(before)) throw invalid('before', 'Give after or before, not both')
  const backward = typeof last === 'number' || (typeof first !== 'number' && isCursor(before))
  if (backward && isCursor(after)) throw invalid('after', 'after goes with first, before with last')
  if (!backward && isCursor(before)) throw invalid('before', 'before goes with last, after with first')
  const field = backward ? 'last' : 'first'
  const limit = (backward ? last : first) ?? DEFAULT_PAGE_SIZE
  if (limit < 1 || limit > MAX_PAGE_SIZE) throw invalid(field, `${field} must be from 1 to ${MAX_PAGE_SIZE}`)
  const name = `${list}|${order.map((term) => `${term.key} ${term.direction}`).join(',')}`
  const cursor = backward ? before : after
  let behind: Window['behind'] = null
  if (cursor !== null && cursor !== undefined) {
    behind = cursors.open(name, cursor)
    if (!behind) throw invalid(backward ? 'before' : 'after', 'The cursor is not one of this list in this order')
  }
  return { limit, backward, order, behind, list: name, args }
}

/** The next `limit` rows after a row, for readers that go on to the end of the list and need no pages. */
export function windowBehind(behind: Window['behind'], order: readonly OrderTerm[], limit: number): Window {
  return { limit: limit - 1, backward: false, order, behind, list: '', args: {} }
}

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
  const [first] = window.order
  const key = window.order.at(-1)?.expression
  const [only, ...others] = either && first && either.walkedBy.includes(first.key) ? either.each : []
  if (!key || !only || others.length === 0) {
    const condition = only ?? either?.any
    const within = condition ? query.where(condition) : query
    return ordered(window.behind ? within.where(behind(window, window.behind)) : within, window)
  }
  const walks = [only, ...others].map((condition) => {
    const walk = query.clearSelect().where(condition).select(sql`${key}`.as('key'))
    return sql`select walk.key from ${applyWindow(walk, window)} as walk`
  })
  return ordered(query.clearWhere().where(sql<boolean>`${key} in (${sql.join(walks, sql` union all `)})`), window)
}

function ordered<TB extends keyof Database, O>(
  query: SelectQueryBuilder<Database, TB, O>,
  window: Window,
): SelectQueryBuilder<Database, TB, O> {
  let paged = query
  for (const term of window.order) {
    paged = paged.orderBy(term.expression as ReferenceExpression<Database, TB>, directionOf(term, window))
  }
  return paged.limit(window.limit + 1)
}

function directionOf(term: OrderTerm, window: Window): 'asc' | 'desc' {
  return window.backward ? (term.direction === 'asc' ? 'desc' : 'asc') : term.direction
}

/** (a, b) comes after (x, y) if a comes after x, or a equals x and b comes after y; each term in its own direction. */
function behind(window: Window, values: readonly (string | number)[]): Expression<SqlBool> {
  const [term, ...rest] = window.order
  const [value, ...others] = values
  if (!term || value === undefined) return sql<boolean>`false`
  const further = directionOf(term, window) === 'asc' ? sql`>` : sql`<`
  // A row comparison lets an index start at exactly that row. It requires the same direction for all terms.
  if (rest.length > 0 && rest.every(({ direction }) => direction === term.direction))
    return sql<boolean>`(${sql.join(window.order.map(({ expression }) => expression))}) ${further} (${sql.join([...values])})`
  const strictly = sql<boolean>`${term.expression} ${further} ${value}`
  if (rest.length === 0) return strictly
  const next = behind({ ...window, order: rest }, others)
  // The first condition lets an index start at the value; the second drops rows with this value that come before.
  return sql<boolean>`${term.expression} ${further}= ${value} and (${strictly} or ${next})`
}

/** The number of rows that the query finds; with `either`, of those that meet at least one of its conditions. */
export async function countOf<TB extends keyof Database>(
  query: SelectQueryBuilder<Database, TB, object>,
  either: Either | null = null,
): Promise<number> {
  const counted = query.where(either?.any ?? allOf([])).select((eb) => eb.fn.countAll<number>().as('count'))
  const { count } = await counted.executeTakeFirstOrThrow()
  return Number(count)
}

/** Makes a page of the rows that a query with `applyWindow` returned. */
export function pageOf<T extends object>(
  read: readonly T[],
  window: Window,
  cursors: CursorSigner,
  total: () => Promise<number>,
): Page<T> {
  const more = read.length > window.limit
  const kept = more ? read.slice(0, window.limit) : read
  return {
    rows: window.backward ? [...kept].reverse() : kept,
    hasNextPage: window.backward ? Boolean(window.args.before) : more,
    hasPreviousPage: window.backward ? more : Boolean(window.args.after),
    cursor: (row) =>
      cursors.seal(
        window.list,
        window.order.map((term) => (row as Record<string, string | number>)[term.key] as string | number),
      ),
    total,
  }
}

/** A list without rows. Watchers of a deletion see it in place of the lists of the deleted workspace. */
export function emptyPage<T>(): Page<T> {
  return { rows: [], hasNextPage: false, hasPreviousPage: false, cursor: () => '', total: async () => 0 }
}
