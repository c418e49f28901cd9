// Lists as connections: one page of a query, and the same page of a list for many parents in one statement.
import type { SelectQueryBuilder } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import { allOf, type Condition, type Either } from '../store/filter.ts'
import { type NestedTable, nestedPages } from '../store/nested.ts'
import {
  applyWindow,
  countOf,
  emptyPage,
  type OrderTerm,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
} from '../store/page.ts'
import type { Context } from './context.ts'

/** What a filter asks for. */
export interface Selection {
  /** All of them must hold. */
  readonly conditions: readonly Condition[]
  /** One of these must hold: an index walks them one by one where it can (`applyWindow`). */
  readonly either?: Either | null
}

interface ListArgs extends PageArgs {
  filter?: unknown
  orderBy?: readonly { field: string; direction: 'ASC' | 'DESC' }[] | null | undefined
}

/** One list of a query. */
interface QueryList<T extends keyof Database> {
  /** Names the list, and whose it is, in its cursors. */
  readonly name: string
  readonly table: T
  readonly query: SelectQueryBuilder<Database, T, object>
  readonly order: readonly OrderTerm[]
  readonly either?: Either | null
  readonly args: PageArgs
  /** Counts the rows, where that is cheaper than counting those of the query. */
  readonly total?: () => Promise<number>
}

/** The page that the arguments ask for. */
export async function onePage<T extends keyof Database>(
  { store: { cursors } }: Context,
  { name, table, query, order, either = null, args, total }: QueryList<T>,
): Promise<Page<Row<T>>> {
  const window = pageWindow(args, name, order, cursors)
  const rows = await applyWindow(query, window, either)
    .selectAll(table as never)
    .execute()
  return pageOf(rows as unknown as Row<T>[], window, cursors, total ?? (() => countOf(query, either)))
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
  /** What the arguments ask for, and what the caller may see of it: for all parents of one variant alike. */
  readonly select?: (args: Args, context: Context, variant: string) => Selection | Promise<Selection>
  /** Tells parents apart of which the caller may see different parts. */
  readonly variantOf?: (parent: string, context: Context) => Promise<string>
  /** Counts a parent's rows where nothing narrows them. */
  readonly keptCount?: (parent: string, context: Context) => Promise<number>
}

/** A list that belongs to each of many parents. Answers the function that reads the part of it that a field asks for. */
export function nestedList<T extends NestedTable, Args extends ListArgs>(
  options: NestedListOptions<T, Args>,
): (parent: string, args: Args, context: Context) => Promise<Page<Row<T>>> {
  const { name, table, parent: column, orderColumns = {}, select, variantOf, keptCount } = options
  const key = (options.order?.at(-1)?.key ?? 'id') as keyof Row<T> & string
  return async (parent, args, context) => {
    const { db, cursors } = context.store
    const variant = (await variantOf?.(parent, context)) ?? ''
    const { conditions, either = null } = (await select?.(args, context, variant)) ?? { conditions: [] }
    const narrowed = conditions.length > 0 || either !== null
    const rowsOf = (of: string) =>
      (db.selectFrom(table) as unknown as SelectQueryBuilder<Database, T, object>)
        .where(`${table}.${column}` as never, '=', of as never)
        .where(allOf(conditions))
    const total = (of: string) =>
      keptCount && !narrowed ? keptCount(of, context) : countOf(rowsOf(of) as never, either)
    const order = options.order ?? orderTerms(table, args.orderBy, orderColumns)
    // a cursor is of one parent: its rest is not the rest of the others
    if (typeof (args.after ?? args.before) === 'string') {
      const page = { name: `${name}:${parent}`, table, query: rowsOf(parent), order, either, args }
      return onePage(context, { ...page, total: () => total(parent) })
    }
    const loader = context.load.once(`${name}: ${variant} ${JSON.stringify(args)}`, () =>
      nestedPages<T>({
        db,
        cursors,
        table,
        parent: column,
        key,
        window: (of) => pageWindow(args, `${name}:${of}`, order, cursors),
        ...(conditions.length > 0 ? { filter: (rows) => rows.where(allOf(conditions)) as typeof rows } : {}),
        either,
        total,
      }),
    )
    return loader.load(parent)
  }
}

/** As `nestedList`, for the lists of a workspace: they are empty for a watcher while it is being deleted. */
export function workspaceList<T extends NestedTable, Args extends ListArgs>(
  options: Omit<NestedListOptions<T, Args>, 'parent'>,
): (workspace: Row<'workspace'>, args: Args, context: Context) => Promise<Page<Row<T>>> {
  const read = nestedList<T, Args>({ ...options, parent: 'workspace_id' as keyof Row<T> & string })
  return async (workspace, args, context) =>
    workspace.state === 'DELETING' ? emptyPage() : read(workspace.id, args, context)
}
