// How one list is read, depending on its filter: a walk of an index is one statement; if conditions are left that no
// index answers, the list is looked at in slices. Counts are always made in slices, since any list may be long.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { type Condition, type Either, unindexed } from '../store/filter.ts'
import { applyWindow, compareKeys, isUniform, isWalked, withoutIndex } from '../store/keyset.ts'
import { addOnce } from '../store/nested.ts'
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

/** What is asked of a list, whosever it is. */
export interface ListQuestion {
  readonly selection: Selection
  /** It is the list of one of many parents. */
  readonly isNested?: boolean
  /** The rows are so few that they are sorted. */
  readonly isSorted?: boolean
  /**
   * A column that can be the first of two in an order, and the values that it has: the list is then read value by value,
   * each in the order of the second column.
   */
  readonly byValue?: ByValue | undefined
}

/** A list, and which of its rows are asked for. */
export interface ListRead<T extends keyof Database> extends ListQuestion {
  /** The rows from which the filter selects. An index has them in every order of the list, unless they are sorted. */
  readonly rows: Query<T>
  /** Its statement is one of many, so it waits for its turn. */
  readonly isPart?: boolean
  /** The whole table, where the list is nested. */
  readonly all?: Query<T>
}

interface ByValue {
  readonly key: string
  values(): Promise<readonly (string | number)[]>
}

/** How a list is read in one order. It is the same for every parent of a nested list. */
interface Approach {
  /** Whether an index has the rows in the order, so that one statement reads a page. */
  readonly direct: boolean
  /** The alternatives that an index walk finds. */
  readonly either: Either | null
  /** What else must hold. */
  readonly conditions: readonly Condition[]
  /** The order, in a form that suits how the rows are found. */
  readonly order: readonly OrderTerm[]
}
interface Plan<T extends keyof Database> extends Approach {
  /** The list in parts that have no row in common. There is one unless the plan is direct. */
  readonly parts: readonly [Sliced<T>, ...Sliced<T>[]]
}

/** Decides how a list is read in one order. */
export function approachTo({ selection, isNested, isSorted }: ListQuestion, wanted: readonly OrderTerm[]): Approach {
  const eithers = (selection.eithers ?? []).filter((either) => either !== null)
  const either = eithers.find((each) => isWalked(each, wanted)) ?? null
  const order = isSorted || either?.isFew ? wanted.map(withoutIndex) : wanted
  const others = eithers.filter((each) => each !== either).map(({ any }) => unindexed(any))
  const conditions = [...selection.conditions, ...others]
  const isElsewhere = Boolean(isNested && either?.acrossParents)
  return { direct: conditions.length === 0 && !isElsewhere, either, conditions, order }
}

function planOf<T extends keyof Database>(read: ListRead<T>, wanted: readonly OrderTerm[]): Plan<T> {
  const { rows, all = rows } = read
  const approach = approachTo(read, wanted)
  const { direct, either, conditions } = approach
  const source = either?.acrossParents ? all : rows
  const [first, ...further] = (either?.each ?? []).map((condition) => source.where(condition))
  if (direct) {
    const whole = (walked: Query<T>) => ({ walked, matching: walked })
    return { ...approach, parts: [whole(first ?? rows), ...further.map(whole)] }
  }
  const matching = [...conditions, ...(either ? [either.any] : [])].reduce((query, each) => query.where(each), rows)
  return { ...approach, parts: [{ walked: first && further.length === 0 ? first : rows, matching }] }
}

const MAX_SORTED = 1000

/**
 * Whether the rows are so few that they can be sorted for each page. An index has them by `key`, which is unique; without
 * it, in whatever order it finds them.
 */
export async function areFew<T extends keyof Database>(rows: Query<T>, key?: OrderTerm): Promise<boolean> {
  const found = rows.select(sql`1`.as('one'))
  const beyond = key ? found.orderBy(key.expression as never) : found
  return (await beyond.limit(1).offset(MAX_SORTED).execute()).length === 0
}

/** As `approachTo`, with the queries, but rows that were taken for few are counted first, and not sorted if they are many. */
async function countedPlan<T extends keyof Database>(
  read: ListRead<T>,
  order: readonly OrderTerm[],
  turns: Turns,
): Promise<Plan<T>> {
  const plan = planOf(read, order)
  const { either, parts } = plan
  if (!either?.mayBeMany || (await turns.run(() => areFew(parts[0].walked)))) return plan
  const eithers = read.selection.eithers?.map((each) => (each === either ? { ...each, walkedBy: [] } : each)) ?? []
  return planOf({ ...read, selection: { ...read.selection, eithers } }, order)
}

/** Reads the window's rows. `select` chooses the columns. */
export async function findRows<T extends keyof Database, O>(
  db: Db,
  read: ListRead<T>,
  window: Window,
  turns: Turns,
  select: (query: Query<T>) => SelectQueryBuilder<Database, T, O>,
): Promise<Found<O>> {
  if (isReadByValue(read, window.order, window.behind === null)) return findByValue(db, read, window, turns, select)
  const { direct, either, order, parts } = await countedPlan(read, window.order, turns)
  const inOrder = { ...window, order }
  if (!direct) return findInSlices(db, parts[0], inOrder, turns, select)
  const page = applyWindow(select(read.rows), inOrder, either)
  const takesTurn = read.isSorted || read.isPart || either?.mayBeMany
  const rows = await (takesTurn ? turns.run(() => page.execute()) : page.execute())
  return { rows: rows as O[], stoppedAt: null }
}

/**
 * Whether the list is read value by value. It is if the order has two columns, which no index has as a whole in both
 * directions of each. It also is if the order begins with a column of which the filter has values, and the list is not
 * read from its start: SQLite finds the rows of a value, but walks all of them to a key that begins with the value.
 */
export function isReadByValue(read: ListQuestion, order: readonly OrderTerm[], fromStart: boolean): boolean {
  const key = order[0]?.key
  if (read.isSorted || !read.byValue || read.byValue.key !== key) return false
  if (order.length > 2 || !isUniform(order)) return true
  const hasValues = read.selection.eithers?.some((either) => either?.of?.key === key) ?? false
  return hasValues && !(fromStart && approachTo(read, order).direct)
}

/** The values by which the list is read: those that its rows have and the filter asks for. */
export async function valuesIn({ byValue, selection }: ListQuestion): Promise<(string | number)[]> {
  const wanted = (selection.eithers ?? []).flatMap((either) => (either?.of?.key === byValue?.key ? [either?.of] : []))
  const values = (await byValue?.values()) ?? []
  return values.filter((value) => wanted.every((each) => each?.values.includes(value) ?? true))
}

/** The list without the filter's condition on the column by whose values it is read. */
export function ofAnyValue<Q extends ListQuestion>(read: Q): Q {
  const eithers = (read.selection.eithers ?? []).filter((either) => either?.of?.key !== read.byValue?.key)
  return { ...read, selection: { ...read.selection, eithers } }
}

/** A row whose value changes between two statements is answered once, as it was when it was first read. */
async function findByValue<T extends keyof Database, O>(
  db: Db,
  read: ListRead<T>,
  window: Window,
  turns: Turns,
  select: (query: Query<T>) => SelectQueryBuilder<Database, T, O>,
): Promise<Found<O>> {
  const [first, ...order] = window.order as [OrderTerm, ...OrderTerm[]]
  const { expression } = first
  const byFirst = { order: [first], backward: window.backward }
  const [from, ...behindIt] = window.behind ?? []
  const values = (await valuesIn(read))
    .filter((value) => from === undefined || compareKeys(byFirst, [value], [from]) >= 0)
    .sort((a, b) => compareKeys(byFirst, [a], [b]))
  const ofAny = ofAnyValue(read)
  const rows = new Map<string, O>()
  for (const value of values) {
    const part = { ...ofAny, rows: read.rows.where(sql<boolean>`${expression} = ${value}`), isPart: true }
    const behind = value === from ? behindIt : null
    const found = await findRows(db, part, { ...window, order, behind, limit: window.limit - rows.size }, turns, select)
    addOnce(rows, found.rows)
    if (found.stoppedAt) return { rows: [...rows.values()], stoppedAt: [value, ...found.stoppedAt] }
    if (rows.size > window.limit) break
  }
  return { rows: [...rows.values()], stoppedAt: null }
}

/** Counts the rows; null if that takes too long. */
export async function countRows<T extends keyof Database>(
  db: Db,
  read: ListRead<T>,
  order: readonly OrderTerm[],
  turns: Turns,
): Promise<number | null> {
  let total = 0
  const plan = await countedPlan(read, order.slice(-1), turns)
  for (const part of plan.parts) {
    const count = await countInSlices(db, part, { order: plan.order, backward: false }, turns)
    if (count === null) return null
    total += count
  }
  return total
}
