import DataLoader from 'dataloader'
import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { CursorSigner } from './cursor.ts'
import type { Db } from './database.ts'
import { dialectOf } from './dialect.ts'
import type { Either } from './filter.ts'
import { applyWindow, type Page, pageOf, shapeOf, type Window } from './page.ts'
import { runPrepared } from './prepared.ts'

export type NestedTable = 'membership' | 'resource' | 'project' | 'api_token' | 'event' | 'deletion_step'
/** The rows of one parent, as they are walked. */
export type Walk<T extends NestedTable> = SelectQueryBuilder<Database, T, object>

interface NestedList<T extends NestedTable> {
  db: Db
  cursors: CursorSigner
  table: T
  /** The column that names the parent. */
  parent: keyof Row<T> & string
  key: keyof Row<T> & string
  /** The part of a parent's list: the same for each, but for the name by which its cursors are signed. */
  window: (parent: string) => Window
  filter?: (rows: Walk<T>) => Walk<T>
  /** One of these holds (`applyWindow`). */
  either?: Either | null
  total: (parent: string) => Promise<number>
}

/**
 * The same part of a list for many parents in one statement. It walks the list's index once for each parent, so that
 * the cost is that of the rows answered, however many others the parents have.
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
      pageOf(byParent.get(parent) ?? [], list.window(parent), list.cursors, () => list.total(parent)),
    )
  })
}

async function readNested<T extends NestedTable>(list: NestedList<T>, parents: readonly string[]): Promise<Row<T>[]> {
  const [first, ...others] = parents
  if (first === undefined) return []
  const { db, table, parent, key, filter, either } = list
  const part = list.window(first)
  // a database that is told the parent can know how many rows it has
  const alone = others.length === 0
  const query = () => (alone ? queryOfOne(list, first, part) : queryOfEach(list, parents, part))
  // with a filter, or behind a row, each has a text of its own
  if (filter || either || part.behind) return (await query().execute(db)).rows
  const name = `${table} of ${alone ? 'one' : 'each'} ${parent} by ${key}, ${shapeOf(part)}`
  const of = alone ? first : dialectOf(db).list(parents)
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

/** What is selected of the rows of one parent, in the window's order. */
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
