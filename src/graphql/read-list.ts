// How one list is read. What its filter asks for decides: a walk of an index is one statement; where conditions are left
// that no index answers, the list is looked at in slices. Counts are always made in slices, since any list may be long.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import type { Condition, Either } from '../store/filter.ts'
import { applyWindow, compareKeys, isUniform, isWalked } from '../store/keyset.ts'
import type { Found, OrderTerm, Window } from '../store/page.ts'
import { countInSlices, findInSlices, type Sliced, type Turns } from '../store/slices.ts'

/** What a filter asks for. */
export interface Selection {
  /** All of them must hold. No index answers them. */
  readonly conditions: readonly Condition[]
  /** Of each of these, one condition must hold. The first that an index has in the list's order is walked. */
  readonly eithers?: readonly (Either | null)[]
}

type Query<T extends keyof Database> = SelectQueryBuilder<Database, T, object>

/** A list, and which of its rows are asked for. */
export interface ListRead<T extends keyof Database> {
  /** The rows from which the filter selects. An index has them in every order of the list. */
  readonly rows: Query<T>
  /** The whole table, where `rows` are those of one parent. */
  readonly all?: Query<T> | undefined
  readonly selection: Selection
  /**
   * A column that can be the first of two in an order, and the values that it has: the list is then read value by value,
   * each in the order of the second column.
   */
  readonly byValue?: ByValue | undefined
}

interface ByValue {
  readonly key: string
  values(): Promise<readonly (string | number)[]>
}

interface Plan<T extends keyof Database> {
  /** Whether an index has the rows in the order, so that one statement reads a page. */
  readonly direct: boolean
  readonly either: Either | null
  /** The list in parts that have no row in common. There is one unless the plan is direct. */
  readonly parts: readonly [Sliced<T>, ...Sliced<T>[]]
}

/** Decides how a list is read in one order. */
export function planOf<T extends keyof Database>(
  { rows, all = rows, selection }: ListRead<T>,
  order: readonly OrderTerm[],
): Plan<T> {
  const eithers = (selection.eithers ?? []).filter((either) => either !== null)
  const either = eithers.find((each) => isWalked(each, order)) ?? null
  const conditions = [...selection.conditions, ...eithers.filter((each) => each !== either).map(({ any }) => any)]
  const source = either?.acrossParents ? all : rows
  const [first, ...others] = (either?.each ?? []).map((condition) => source.where(condition))
  if (conditions.length === 0 && source === rows) {
    const whole = (walked: Query<T>) => ({ walked, matching: walked })
    return { direct: true, either, parts: [whole(first ?? rows), ...others.map(whole)] }
  }
  const matching = [...conditions, ...(either ? [either.any] : [])].reduce((query, each) => query.where(each), rows)
  return { direct: false, either, parts: [{ walked: first && others.length === 0 ? first : rows, matching }] }
}

/** Reads the window's rows. `select` says what of each row. */
export async function findRows<T extends keyof Database, O>(
  db: Db,
  read: ListRead<T>,
  window: Window,
  turns: Turns,
  select: (query: Query<T>) => SelectQueryBuilder<Database, T, O>,
): Promise<Found<O>> {
  if (isReadByValue(read, window.order)) return findByValue(db, read, window, turns, select)
  const { direct, either, parts } = planOf(read, window.order)
  if (!direct) return findInSlices(db, parts[0], window, turns, select)
  const rows = await applyWindow(select(read.rows), window, either).execute()
  return { rows: rows as O[], stoppedAt: null }
}

/** Whether no index has the order as a whole: its columns go in different directions. */
export function isReadByValue<T extends keyof Database>(
  { byValue }: ListRead<T>,
  order: readonly OrderTerm[],
): boolean {
  return byValue?.key === order[0]?.key && !isUniform(order)
}

async function findByValue<T extends keyof Database, O>(
  db: Db,
  read: ListRead<T>,
  window: Window,
  turns: Turns,
  select: (query: Query<T>) => SelectQueryBuilder<Database, T, O>,
): Promise<Found<O>> {
  const [first, ...order] = window.order as [OrderTerm, ...OrderTerm[]]
  const { key, expression } = first
  const byFirst = { order: [first], backward: window.backward }
  const [from, ...behindIt] = window.behind ?? []
  const wanted = (read.selection.eithers ?? []).flatMap((either) => (either?.of?.key === key ? [either.of.values] : []))
  const values = [...((await read.byValue?.values()) ?? [])]
    .filter((value) => wanted.every((each) => each.includes(value)))
    .filter((value) => from === undefined || compareKeys(byFirst, [value], [from]) >= 0)
    .sort((a, b) => compareKeys(byFirst, [a], [b]))
  const eithers = read.selection.eithers?.filter((either) => either?.of?.key !== key)
  const rows: O[] = []
  for (const value of values) {
    const isOfValue = sql<boolean>`${expression} = ${value}`
    const part = { ...read, rows: read.rows.where(isOfValue), selection: { ...read.selection, eithers: eithers ?? [] } }
    const behind = value === from ? behindIt : null
    const found = await findRows(
      db,
      part,
      { ...window, order, behind, limit: window.limit - rows.length },
      turns,
      select,
    )
    rows.push(...found.rows)
    if (found.stoppedAt) return { rows, stoppedAt: [value, ...found.stoppedAt] }
    if (rows.length > window.limit) break
  }
  return { rows, stoppedAt: null }
}

/** Counts the rows; null if that takes too long. */
export async function countRows<T extends keyof Database>(
  db: Db,
  read: ListRead<T>,
  order: readonly OrderTerm[],
  turns: Turns,
): Promise<number | null> {
  let total = 0
  const byKey = { order: order.slice(-1), backward: false }
  for (const part of planOf(read, byKey.order).parts) {
    const count = await countInSlices(db, part, byKey, turns)
    if (count === null) return null
    total += count
  }
  return total
}
