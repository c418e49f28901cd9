// Keyset pagination: a page begins after a row, not after a number of rows, so it stays correct while rows come and go.
// A `Window` says which rows to read (`keyset.ts` adds it to a query), and `pageOf` makes a page of the result.
import { type Expression, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { invalid } from '../errors.ts'

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

/** The values of a row for the terms of an order. */
export type Key = readonly (string | number)[]

/** Makes and opens the cursors of lists. `CursorSigner` has those of all lists but of the event log. */
export interface ListCursors {
  /** The cursor of a row, or of a place at a row that was not read. */
  seal(list: string, key: Key, row: object | null): string | Promise<string>
  /** The values of a cursor for the terms of the order; null for anything that is no cursor of this list. */
  open(list: string, cursor: string): Key | null
}

const MAX_ORDERS = 2

/**
 * The terms of the requested order of `table`, newest first by default. INVALID_INPUT for more than two. The last term
 * is unique: terms after a unique one decide nothing and are dropped, and if none is unique, the id is added in the
 * direction of the last, as indexes have it. Ids sort by creation time.
 */
export function orderTerms<F extends string>(
  table: keyof Database,
  orders: readonly { field: F; direction: 'ASC' | 'DESC' }[] | null | undefined,
  columns: Readonly<Record<F, string>>,
  unique: readonly string[] = ['id'],
): OrderTerm[] {
  if (orders && orders.length > MAX_ORDERS) throw invalid('orderBy', `At most ${MAX_ORDERS} orders`)
  const terms: OrderTerm[] = []
  const add = (key: string, direction: 'asc' | 'desc') => terms.push(termOf(table, key, direction))
  for (const { field, direction } of orders ?? []) {
    add(columns[field], direction === 'ASC' ? 'asc' : 'desc')
    if (unique.includes(columns[field])) return terms
  }
  add('id', terms.at(-1)?.direction ?? 'desc')
  return terms
}

/** Which rows to read. It is the same for every parent of a nested list. */
export interface Window {
  readonly limit: number
  readonly backward: boolean
  readonly order: readonly OrderTerm[]
  /** The row that the window begins after: its values for the terms of `order`. Null for the start of the list. */
  readonly behind: Key | null
  /** Names the list, and whose it is. */
  readonly list: string
  readonly args: PageArgs
}

/** One page of a list, in its order. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  /** The opaque cursor of a row of this page. */
  cursor(row: T): string | Promise<string>
  /** Where the page before this one ends; null for an empty page, unless the read stopped early. */
  startCursor(): string | null | Promise<string>
  /** Where the page after this one begins; null for an empty page, unless the read stopped early. */
  endCursor(): string | null | Promise<string>
  /** The number of rows in the list; null if counting them took too long. It is counted only when called. */
  total(): Promise<number | null>
}

/** Everything in a window that the SQL text depends on, provided that it begins at the start of the list. */
export function shapeOf({ order, backward }: Window): string {
  return `${order.map(({ key, direction }) => `${key} ${direction}`).join()} ${backward ? 'last' : 'first'}`
}

/** The terms of all orders of all tables, as they are asked for. */
const madeTerms = new Map<string, OrderTerm>()

function termOf(table: keyof Database, key: string, direction: 'asc' | 'desc'): OrderTerm {
  const name = `${table}.${key} ${direction}`
  const term = madeTerms.get(name) ?? { key, expression: sql.ref(`${table}.${key}`), direction }
  madeTerms.set(name, term)
  return term
}

/** What a cursor is good for: one list in one order. */
const cursorScope = (list: string, order: readonly OrderTerm[]): string =>
  `${list}|${order.map(({ key, direction }) => `${key} ${direction}`).join(',')}`

/**
 * Reads the page arguments. INVALID_INPUT for 0, negative numbers, more than 100, both directions at once, and for a
 * cursor that was not issued for this list in this order. The last order term must be unique.
 */
export function pageWindow(args: PageArgs, list: string, order: readonly OrderTerm[], cursors: ListCursors): Window {
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
  const cursor = backward ? before : after
  let behind: Window['behind'] = null
  if (cursor !== null && cursor !== undefined) {
    behind = cursors.open(cursorScope(list, order), cursor)
    if (!behind) throw invalid(backward ? 'before' : 'after', 'The cursor is not one of this list in this order')
  }
  return { limit, backward, order, behind, list, args }
}

/** The next `limit` rows after a row, for readers that go on to the end of the list and need no pages. */
export function windowBehind(behind: Window['behind'], order: readonly OrderTerm[], limit: number): Window {
  return { limit: limit - 1, backward: false, order, behind, list: '', args: {} }
}

/** The values of a row for the terms of the order. */
export const keyOf = (row: object, order: readonly OrderTerm[]): Key =>
  order.map((term) => (row as Record<string, string | number>)[term.key] as string | number)

/** The rows that were read for a window. */
export interface Found<T> {
  readonly rows: readonly T[]
  /** Where the read stopped because it took too long; null if it did not. */
  readonly stoppedAt: Key | null
}

/** Makes a page of the rows that were read for the window: one more than it holds, if others follow. */
export function pageOf<T extends object>(
  { rows: read, stoppedAt }: Found<T>,
  window: Window,
  cursors: ListCursors,
  total: () => Promise<number | null>,
): Page<T> {
  const { backward, args, list, limit, order } = window
  const more = read.length > limit
  const kept = more ? read.slice(0, limit) : read
  const rows = backward ? [...kept].reverse() : kept
  const scope = () => cursorScope(list, order)
  const cursor = (row: T) => cursors.seal(scope(), keyOf(row, order), row)
  const cursorAt = (row: T | undefined) => (row ? cursor(row) : null)
  // the next page goes on where the read stopped, so that pages advance even where no row was found
  const stopped = stoppedAt && (() => cursors.seal(scope(), stoppedAt, null))
  return {
    rows,
    hasNextPage: backward ? Boolean(args.before) : more || stopped !== null,
    hasPreviousPage: backward ? more || stopped !== null : Boolean(args.after),
    cursor,
    startCursor: (backward && stopped) || (() => cursorAt(rows[0])),
    endCursor: (!backward && stopped) || (() => cursorAt(rows.at(-1))),
    total,
  }
}

/** A list without rows. Watchers of a deletion see it in place of the lists of the deleted workspace. */
export function emptyPage<T>(): Page<T> {
  return {
    rows: [],
    hasNextPage: false,
    hasPreviousPage: false,
    cursor: () => '',
    startCursor: () => null,
    endCursor: () => null,
    total: async () => 0,
  }
}
