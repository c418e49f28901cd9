// Nested lists: one statement reads the same page for many parents, where a resolver for each parent would run one
// statement each; and one counts the rows of many parents.
import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { Db } from './database.ts'
import { dialectOf } from './dialect.ts'
import type { Either } from './filter.ts'
import { applyWindow, compareKeys, isUniform, isWalked } from './keyset.ts'
import type { WorkspaceChild } from './nouns.ts'
import { type ListCursors, type OrderTerm, type Page, pageOf, shapeOf, type Window } from './page.ts'
import { runPrepared } from './prepared.ts'
import { COUNTED_FASTER, type Turns } from './slices.ts'

/** The tables of which a list belongs to each of many parents. */
export type NestedTable = WorkspaceChild | 'event' | 'deletion_step' | 'cleanup_task'
/** The query for the rows of one parent. */
type Walk<T extends NestedTable> = SelectQueryBuilder<Database, T, object>

interface NestedRows<T extends NestedTable> {
  db: Db
  table: T
  /** The column that names the parent. */
  parent: keyof Row<T> & string
  filter?: (rows: Walk<T>) => Walk<T>
}

interface NestedList<T extends NestedTable> extends NestedRows<T> {
  cursors: ListCursors
  key: keyof Row<T> & string
  /** The window of every parent's list. In cursors, the parent's id follows the name of the list. */
  window: Window
  /** At least one of these conditions holds (`applyWindow`). */
  either?: Either | null
  /** The lists are read from their start value by value of the first column of their order, one statement for each value. */
  byValue?: {
    valuesOf(parent: string): Promise<readonly (string | number)[]>
    turns: Turns
  }
  total: (parent: string) => Promise<number | null>
}

/** Answers what belongs to each of the parents, in their order. */
type OfParents<V> = (parents: readonly string[]) => Promise<V[]>

/**
 * Loads the same page of a list for many parents in one statement. The statement walks the list's index once for each
 * parent, so its cost depends on the rows returned, not on how many rows the parents have.
 */
export function nestedPages<T extends NestedTable>(list: NestedList<T>): OfParents<Page<Row<T>>> {
  return async (parents) => {
    const rows = await (list.byValue ? readByValue(list, list.byValue, parents) : readNested(list, parents))
    const byParent = new Map<string, Row<T>[]>()
    for (const row of rows) {
      const parent = row[list.parent] as string
      const siblings = byParent.get(parent)
      if (siblings) siblings.push(row)
      else byParent.set(parent, [row])
    }
    const { window, cursors, total } = list
    return parents.map((parent) => {
      const own = { ...window, list: `${window.list}:${parent}` }
      return pageOf({ rows: byParent.get(parent) ?? [], stoppedAt: null }, own, cursors, () => total(parent))
    })
  }
}

/**
 * Each statement reads the rows of one value for all parents whose pages are not full yet. A row whose value changes
 * between two statements is answered once, as it was when it was first read.
 */
async function readByValue<T extends NestedTable>(
  list: NestedList<T>,
  { valuesOf, turns }: NonNullable<NestedList<T>['byValue']>,
  parents: readonly string[],
): Promise<Row<T>[]> {
  const { order, backward, limit } = list.window
  const [first, ...rest] = order as [OrderTerm, ...OrderTerm[]]
  const byFirst = { order: [first], backward }
  const lists = await Promise.all(
    parents.map(async (parent) => ({
      parent,
      values: new Set(await valuesOf(parent)),
      rows: new Map<string, Row<T>>(),
    })),
  )
  const values = [...new Set(lists.flatMap((each) => [...each.values]))]
  for (const value of values.sort((a, b) => compareKeys(byFirst, [a], [b]))) {
    const open = new Map(lists.filter((each) => each.values.has(value)).map((each) => [each.parent, each]))
    for (const [parent, { rows }] of open) if (rows.size > limit) open.delete(parent)
    if (open.size === 0) continue
    const part = {
      ...list,
      window: { ...list.window, order: rest },
      filter: (rows: Walk<T>) =>
        (list.filter?.(rows) ?? rows).where(sql<boolean>`${first.expression} = ${value}`) as Walk<T>,
    }
    for (const row of await turns.run(() => readNested(part, [...open.keys()]))) {
      const rows = open.get(row[list.parent] as string)?.rows
      if (rows) addOnce(rows, [row])
    }
  }
  return lists.flatMap(({ rows }) => [...rows.values()].slice(0, limit + 1))
}

/** Adds the rows by their ids, except those that are there already. */
export function addOnce<R>(rows: Map<string, R>, found: readonly R[]): void {
  for (const row of found) {
    const { id } = row as { id: string }
    if (!rows.has(id)) rows.set(id, row)
  }
}

/**
 * Counts the rows of many parents in one statement; null for a parent that has so many that they are counted in slices.
 * It takes no longer than one slice.
 */
export function nestedCounts<T extends NestedTable>({
  db,
  table,
  parent,
  filter,
  turns,
}: NestedRows<T> & { turns: Turns }): OfParents<number | null> {
  const counts = countsUpTo({ db, table, parent, ...(filter ? { filter } : {}), turns })
  return async (parents) => (parents.length === 1 ? [null] : counts(parents))
}

/** The same, also for a single parent. An index must answer the filter together with the parent. */
export function countsUpTo<T extends NestedTable>({
  db,
  table,
  parent,
  filter,
  turns,
}: NestedRows<T> & { turns: Turns }): OfParents<number | null> {
  const rows = db
    .selectFrom(table as NestedTable)
    .where(sql<boolean>`${sql.ref(`${table}.${parent}`)} = given.value`) as unknown as Walk<T>
  return async (parents) => {
    const most = Math.ceil((turns.size.maxRows * COUNTED_FASTER) / parents.length)
    const counted = (filter?.(rows) ?? rows).select(sql`1`.as('one')).limit(most + 1)
    const counts = db
      .selectFrom(dialectOf(db).keyTable(parents).as('given'))
      .select(sql<number>`(select count(*) from ${counted} as counted)`.as('count'))
      .orderBy('given.position')
    const found = await turns.run(() => counts.execute())
    return found.map(({ count }) => (Number(count) > most ? null : Number(count)))
  }
}

async function readNested<T extends NestedTable>(list: NestedList<T>, parents: readonly string[]): Promise<Row<T>[]> {
  const [first, ...others] = parents
  if (first === undefined) return []
  const { db, table, parent, key, window: part } = list
  // For a single parent the planner can estimate how many rows it has.
  const single = others.length === 0
  const query = () => (single ? queryOfOne(list, first, part) : queryOfEach(list, parents, part))
  const text = textOf(list)
  if (text === null) return (await query().execute(db)).rows
  const name = `${table} of ${single ? 'one' : 'each'} ${parent} by ${key}, ${text}`
  const of = single ? first : dialectOf(db).list(parents)
  return runPrepared(db, name, [of, ...(part.behind ?? []), part.limit + 1], query)
}

/**
 * What the SQL text of a page depends on besides the table and the parents; null if on more than that, or if it has a value
 * of the cursor twice.
 */
function textOf<T extends NestedTable>({ filter, either, window }: NestedList<T>): string | null {
  const { behind, order } = window
  if (filter || (behind && !isUniform(order))) return null
  if (either && (either.literal === undefined || either.each.length > 1 || !isWalked(either, order))) return null
  return [shapeOf(window), ...(behind ? ['behind a row'] : []), ...(either ? [either.literal] : [])].join(', ')
}

function queryOfOne<T extends NestedTable>(list: NestedList<T>, parent: string, part: Window): RawBuilder<Row<T>> {
  return sql<
    Row<T>
  >`select child.* from ${walkOf(list, part, sql.val(parent), sql`${sql.table(list.table)}.*`)} as child`
}

function queryOfEach<T extends NestedTable>(
  list: NestedList<T>,
  parents: readonly string[],
  part: Window,
): RawBuilder<Row<T>> {
  const dialect = dialectOf(list.db)
  const walk = (selected: RawBuilder<unknown>) => walkOf(list, part, sql.ref('parent.value'), selected)
  return sql<Row<T>>`
    select child.* from ${dialect.firstOfEach(dialect.keyTable(parents), list, walk)}
    order by parent.position, ${sql.join(part.order.map((term) => orderOf(term.key, term.direction, part.backward)))}`
}

/** Selects the window from the rows of one parent, in its order. */
function walkOf<T extends NestedTable>(
  { db, table, parent, filter, either }: NestedList<T>,
  part: Window,
  value: Expression<unknown>,
  selected: RawBuilder<unknown>,
): Expression<unknown> {
  const walked = db
    .selectFrom(table as NestedTable)
    .select(selected as never)
    .where(sql<boolean>`${sql.ref(`${table}.${parent}`)} = ${value}`) as unknown as Walk<T>
  return applyWindow(filter ? filter(walked) : walked, part, either)
}

function orderOf(key: string, direction: 'asc' | 'desc', backward: boolean) {
  const descending = (direction === 'desc') !== backward
  return sql`${sql.ref(`child.${key}`)} ${descending ? sql`desc` : sql`asc`}`
}
