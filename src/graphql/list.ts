// Lists as connections: one page of a query, and the same page of a list for many parents. A page that an index answers
// is read for all parents in one statement, or in one for each value of the column that comes first in its order. A
// page that no index answers is read for each parent in slices.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import { allOf, type Condition, unindexed } from '../store/filter.ts'
import { type NestedTable, nestedCounts, nestedPages } from '../store/nested.ts'
import {
  emptyPage,
  type ListCursors,
  type OrderTerm,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
  type Window,
} from '../store/page.ts'
import type { Context } from './context.ts'
import {
  approachTo,
  areFew,
  countRows,
  findRows,
  isReadByValue,
  type ListQuestion,
  type ListRead,
  ofAnyValue,
  type Selection,
  valuesIn,
} from './read-list.ts'

interface ListArgs extends PageArgs {
  filter?: unknown
  orderBy?: readonly { field: string; direction: 'ASC' | 'DESC' }[] | null | undefined
}

/** One list of a query. */
interface QueryList<T extends keyof Database> extends ListRead<T> {
  /** Names the list, and whose it is, in its cursors. */
  readonly name: string
  readonly table: T
  readonly order: readonly OrderTerm[]
  readonly args: PageArgs
  /** The cursors of the store if left out. */
  readonly cursors?: ListCursors
  /** Counts the rows, where that is cheaper than counting those of the query. */
  readonly total?: (() => Promise<number | null>) | undefined
}

/** The page that the arguments ask for. */
export async function onePage<T extends keyof Database>(
  { store, turns }: Context,
  list: QueryList<T>,
): Promise<Page<Row<T>>> {
  const { db } = store
  const { name, table, order, args, cursors = store.cursors } = list
  const window = pageWindow(args, name, order, cursors)
  const found = await findRows(db, list, window, turns, (query) => query.selectAll(table as never))
  const total = list.total ?? (() => countRows(db, list, order, turns))
  return pageOf({ ...found, rows: found.rows as unknown as Row<T>[] }, window, cursors, total)
}

interface NestedListOptions<T extends NestedTable, Args extends ListArgs> {
  /** Names the list in its cursors, together with the parent's id. */
  readonly name: string
  readonly table: T
  /** The column that names the parent. */
  readonly parent: keyof Row<T> & string
  /** The columns of `orderBy`; newest first without it. */
  readonly orderColumns?: Readonly<Record<string, string>>
  /** The order of a list without `orderBy`. Its last term is the table's key. */
  readonly order?: readonly OrderTerm[]
  /** Makes cursors that are places in the list of every parent; without it a cursor is of one list. */
  readonly cursors?: (context: Context) => ListCursors
  /** Conditions that hold for nearly every row of a parent, or that an index answers together with the parent. */
  readonly scope?: (context: Context, variant: string) => readonly Condition[]
  /** What the filter asks for; the same for all parents of one variant. */
  readonly select?: (args: Args, context: Context, variant: string) => Selection | Promise<Selection>
  /** Distinguishes parents of which the caller may see different parts. */
  readonly variantOf?: (parent: string, context: Context, args: Args) => Promise<string>
  /** The column that can be the first of two in an order, and the values that it has among a parent's rows. */
  readonly byValue?: {
    readonly key: string
    values(parent: string, context: Context): Promise<readonly (string | number)[]>
  }
  /**
   * For an order in which no index has the rows of a parent: the condition of a larger set of rows that an index has in
   * this order. The rows of the parent are looked for in that set, unless they are so few that they are sorted. Null
   * for all other orders.
   */
  readonly within?: (
    parent: string,
    context: Context,
    variant: string,
    order: readonly OrderTerm[],
  ) => Condition | null | Promise<Condition | null>
  /** The maintained count of a parent's rows; null for a filter whose rows have to be counted. */
  readonly keptCount?: (args: Args, parent: string, context: Context) => Promise<number> | null
}

/** Reads the part of a list that one field asks for. */
type ListReader<T extends NestedTable, Args extends ListArgs> = (
  parent: string,
  args: Args,
  context: Context,
) => Promise<Page<Row<T>>>
/** As `ListReader`, with everything decided but the parent. */
type ReadOf<T extends NestedTable> = (parent: string) => Promise<Page<Row<T>>>

/** A list that belongs to each of many parents. Answers the function that reads the part of it that a field asks for. */
export function nestedList<T extends NestedTable, Args extends ListArgs>(
  options: NestedListOptions<T, Args>,
): ListReader<T, Args> {
  const { name, variantOf, select } = options
  return (parent, args, context) => {
    const readAs = (variant: string): Promise<Page<Row<T>>> => {
      // what does not depend on the parent is decided once for all of them
      const read = context.load.once(`${name}: ${variant} ${JSON.stringify(args)}`, () => {
        const selection = select?.(args, context, variant) ?? { conditions: [] }
        return selection instanceof Promise
          ? selection.then((selected) => readerOf(options, args, context, variant, selected))
          : readerOf(options, args, context, variant, selection)
      })
      return read instanceof Promise ? read.then((readOf) => readOf(parent)) : read(parent)
    }
    return variantOf ? variantOf(parent, context, args).then(readAs) : readAs('')
  }
}

function readerOf<T extends NestedTable, Args extends ListArgs>(
  options: NestedListOptions<T, Args>,
  args: Args,
  context: Context,
  variant: string,
  selection: Selection,
): ReadOf<T> {
  const { name, table, parent: column, orderColumns = {}, scope, byValue, keptCount, within } = options
  const { db } = context.store
  const cursors = options.cursors?.(context) ?? context.store.cursors
  const scopes = scope?.(context, variant) ?? []
  const order = options.order ?? orderTerms(table, args.orderBy, orderColumns)
  const isOf = (parent: string): Condition => sql<boolean>`${sql.ref(`${table}.${column}`)} = ${parent}`
  const question = (parent: string): ListQuestion => ({
    selection,
    isNested: true,
    byValue: byValue && { ...byValue, values: () => byValue.values(parent, context) },
  })
  const rowsOf = (parent: string) => {
    const all = db.selectFrom(table) as unknown as SelectQueryBuilder<Database, T, object>
    return { ...question(parent), rows: all.where(isOf(parent)).where(allOf(scopes)), all }
  }
  const filter = scopes.length > 0 ? (rows: SelectQueryBuilder<Database, T, object>) => rows.where(allOf(scopes)) : null
  const nested = { db, table, parent: column, ...(filter ? { filter } : {}) }
  const isWhole = selection.conditions.length === 0 && !selection.eithers?.some((either) => either !== null)
  const count = async (parent: string): Promise<number | null> => {
    const counts = () => nestedCounts<T>({ ...nested, turns: context.turns })
    const counted = isWhole ? await context.load.batched(`${name} counted: ${variant}`, counts).load(parent) : null
    return counted ?? countRows(db, rowsOf(parent), order, context.turns)
  }
  const total = (parent: string) => keptCount?.(args, parent, context) ?? count(parent)
  const onePageOf = (parent: string, read: ListRead<T>) =>
    onePage(context, { ...read, name: `${name}:${parent}`, table, order, args, cursors, total: () => total(parent) })
  const readTogether = (): ReadOf<T> | null => {
    // none of this depends on whose the lists are
    const any = question('')
    const isOfOneParent = !options.cursors && typeof (args.after ?? args.before) === 'string'
    const first = isReadByValue(any, order, !isOfOneParent) ? order.slice(0, 1) : []
    const asked = first.length > 0 ? ofAnyValue(any) : any
    const { direct, either, order: rest } = approachTo(asked, order.slice(first.length))
    if (!direct || either?.mayBeMany || (isOfOneParent && first.length > 0)) return null
    const pagesIn = (window: Window) =>
      nestedPages<T>({
        ...nested,
        cursors,
        key: (options.order?.at(-1)?.key ?? 'id') as keyof Row<T> & string,
        window: { ...window, list: name },
        either,
        ...(first.length > 0 ? { byValue: { valuesOf: (of) => valuesIn(question(of)), turns: context.turns } } : {}),
        total,
      })
    const windowOf = (list: string) => pageWindow(args, list, [...first, ...rest], cursors)
    if (isOfOneParent) {
      return async (parent) => {
        const [page] = await pagesIn(windowOf(`${name}:${parent}`))([parent])
        return page as Page<Row<T>>
      }
    }
    const pages = () => pagesIn(windowOf(name))
    const loader = context.load.batched(`${name} read: ${variant} ${JSON.stringify(args)}`, pages)
    return (parent) => loader.load(parent)
  }
  if (!within) return readTogether() ?? ((parent) => onePageOf(parent, rowsOf(parent)))
  let together: ReadOf<T> | null | undefined
  return async (parent) => {
    const wider = await within(parent, context, variant, order)
    const own = rowsOf(parent)
    if (!wider) {
      together ??= readTogether()
      return together ? together(parent) : onePageOf(parent, own)
    }
    const isFew = await context.turns.run(() => areFew(own.rows, order.at(-1) as OrderTerm))
    if (isFew) return onePageOf(parent, { ...own, isSorted: true })
    const isOwn = [isOf(parent), ...scopes].map(unindexed)
    const conditions = [...isOwn, ...selection.conditions]
    return onePageOf(parent, { ...own, rows: own.all.where(wider), selection: { ...selection, conditions } })
  }
}

/** As `nestedList`, for the lists of a workspace: they are empty for a watcher while it is being deleted. */
export function workspaceList<T extends NestedTable, Args extends ListArgs>(
  options: Omit<NestedListOptions<T, Args>, 'parent'>,
): (workspace: Row<'workspace'>, args: Args, context: Context) => Promise<Page<Row<T>>> | Page<Row<T>> {
  const read = nestedList<T, Args>({ ...options, parent: 'workspace_id' as keyof Row<T> & string })
  return (workspace, args, context) =>
    workspace.state === 'DELETING' ? emptyPage() : read(workspace.id, args, context)
}
