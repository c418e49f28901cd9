// Nested lists: one statement reads the same page for many parents, where a resolver for each parent would run one
// statement each.
import DataLoader from 'dataloader'
import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { Db } from './database.ts'
import { dialectOf } from './dialect.ts'
import type { Either } from './filter.ts'
import { applyWindow } from './keyset.ts'
import type { WorkspaceChild } from './nouns.ts'
import { type ListCursors, type Page, pageOf, shapeOf, type Window } from './page.ts'
import { runPrepared } from './prepared.ts'

/** The tables of which a list belongs to each of many parents. */
export type NestedTable = WorkspaceChild | 'event' | 'deletion_step'
/** The query for the rows of one parent. */
type Walk<T extends NestedTable> = SelectQueryBuilder<Database, T, object>

interface NestedList<T extends NestedTable> {
  db: Db
  cursors: ListCursors
  table: T
  /** The column that names the parent. */
  parent: keyof Row<T> & string
  key: keyof Row<T> & string
  /** The window of a parent's list. Windows of different parents differ only in the name that signs their cursors. */
  window: (parent: string) => Window
  filter?: (rows: Walk<T>) => Walk<T>
  /** At least one of these conditions holds (`applyWindow`). */
  either?: Either | null
  total: (parent: string) => Promise<number | null>
}

/**
 * Loads the same page of a list for many parents in one statement. The statement walks the list's index once for each
 * parent, so its cost depends on the rows returned, not on how many rows the parents have.
 */
export function nestedPages<T extends NestedTable>(list: NestedList<T>): DataLoader<string, Page<Row<T>>> {
  return new DataLoader(async (parents: readonly string[]) => {
    const rows = await readNested(list, parents)
    const byParent = new Map<string, Row<T>[]>()
    for (const row of rows) {
      const parent = row[list.parent] as string
      const siblings = byParent.get(parent)
      if (siblings) siblings.push(row)
      else byParent.set(parent, [row])
    }
    return parents.map((parent) =>
      pageOf({ rows: byParent.get(parent) ?? [], stoppedAt: null }, list.window(parent), list.cursors, () =>
        list.total(parent),
      ),
    )
  })
}

async function readNested<T extends NestedTable>(list: NestedList<T>, parents: readonly string[]): Promise<Row<T>[]> {
  const [first, ...others] = parents
  if (first === undefined) return []
  const { db, table, parent, key, filter, either } = list
  const part = list.window(first)
  // For a single parent the planner can estimate how many rows it has.
  const single = others.length === 0
  const query = () => (single ? queryOfOne(list, first, part) : queryOfEach(list, parents, part))
  // The SQL text depends on the filter and on the cursor, so only the plain first page is cached.
  if (filter || either || part.behind) return (await query().execute(db)).rows
  const name = `${table} of ${single ? 'one' : 'each'} ${parent} by ${key}, ${shapeOf(part)}`
  const of = single ? first : dialectOf(db).list(parents)
  return runPrepared(db, name, [of, part.limit + 1], () => ({ compile: () => query().compile(db) }))
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
