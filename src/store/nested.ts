import DataLoader from 'dataloader'
import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { CursorSigner } from './cursor.ts'
import { dialectOf } from './dialect.ts'
import { applyWindow, type Page, pageOf, shapeOf, type Window } from './page.ts'
import { runPrepared } from './prepared.ts'
import type { Db } from './store.ts'

type Child = 'membership' | 'resource' | 'project' | 'api_token' | 'event' | 'deletion_step'
/** The rows of one parent, as they are walked. */
export type Walk<T extends Child> = SelectQueryBuilder<Database, T, object>

interface NestedList<T extends Child> {
  db: Db
  cursors: CursorSigner
  table: T
  /** The column that names the parent. */
  parent: keyof Row<T> & string
  key: keyof Row<T> & string
  /** The part of a parent's list: the same for each, but for the name by which its cursors are signed. */
  window: (parent: string) => Window
  filter?: (rows: Walk<T>) => Walk<T>
  total: (parent: string) => Promise<number>
}

/**
 * The same part of a list for many parents in one statement. It walks the list's index once for each parent, so that
 * the cost is that of the rows answered, however many others the parents have.
 */
export function nestedPages<T extends Child>(list: NestedList<T>): DataLoader<string, Page<Row<T>>> {
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

async function readNested<T extends Child>(list: NestedList<T>, parents: readonly string[]): Promise<Row<T>[]> {
  const [first] = parents
  if (first === undefined) return []
  const { db, table, parent, key, filter } = list
  const part = list.window(first)
  const query = () => queryOf(list, parents, part)
  // with a filter, or behind a row, each has a text of its own
  if (filter || part.behind) return (await query().execute(db)).rows
  const name = `${table} of each ${parent} by ${key}, ${shapeOf(part)}`
  return runPrepared(db, name, [dialectOf(db).list(parents), part.limit + 1], () => ({
    compile: () => query().compile(db),
  }))
}

function queryOf<T extends Child>(
  { db, table, parent, key, filter }: NestedList<T>,
  parents: readonly string[],
  part: Window,
): RawBuilder<Row<T>> {
  const column = (name: string): Expression<string> => sql.ref(`${table}.${name}`)
  const walk = (selected: RawBuilder<unknown>) => {
    const walked = db
      .selectFrom(table as Child)
      .select(selected as never)
      .where(sql<boolean>`${column(parent)} = ${sql.ref('parent.value')}`) as unknown as Walk<T>
    return applyWindow(filter ? filter(walked) : walked, part)
  }
  const dialect = dialectOf(db)
  return sql<Row<T>>`
    select child.* from ${dialect.firstOfEach(dialect.keyTable(parents), { table, key }, walk)}
    order by parent.position, ${sql.join(part.order.map((term) => orderOf(term.key, term.direction, part.backward)))}`
}

function orderOf(key: string, direction: 'asc' | 'desc', backward: boolean) {
  const descending = (direction === 'desc') !== backward
  return sql`${sql.ref(`child.${key}`)} ${descending ? sql`desc` : sql`asc`}`
}
