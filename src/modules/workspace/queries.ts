import type { Row } from '../../../db/schema.ts'
import { accessOf } from '../../access/access.ts'
import { boundWorkspace, type Principal, principalKeys } from '../../access/principal.ts'
import { accessColumns, seesWorkspaces, visibleWorkspaces } from '../../access/visible-workspaces.ts'
import type { Context } from '../../graphql/context.ts'
import { orderType } from '../../graphql/enums.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf } from '../../store/filter.ts'
import { applyWindow } from '../../store/keyset.ts'
import { orderTerms, type Page, type PageArgs, pageOf, pageWindow, shapeOf, type Window } from '../../store/page.ts'
import { runPrepared } from '../../store/prepared.ts'
import { asksForDeleting, assertFilterSize, compileFilter, indexed, named, type WorkspaceFilter } from './filter.ts'
import { type Asked, countWorkspaces, findWorkspaces, knowsMany, type WorkspaceRow } from './search.ts'

export const WorkspaceOrder = orderType('Workspace', 'workspaces', {
  NAME: 'By `name`, byte by byte.',
  DISPLAY_NAME: 'By `displayName`.',
  CREATED_AT: 'By the time of creation.',
  UPDATED_AT: 'By the time of the last change.',
})

// ids are made in the order of time
const ORDER_COLUMNS = { NAME: 'name', DISPLAY_NAME: 'display_name', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }

interface Args extends PageArgs {
  filter?: typeof WorkspaceFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof WorkspaceOrder.$inferInput)[] | null | undefined
}

/**
 * A page of the workspaces that the caller may know of: in one statement if these are few and there is no filter, else in
 * slices. It primes the access loader with each.
 */
export async function listWorkspaces(args: Args, context: Context): Promise<Page<Row<'workspace'>>> {
  const { store, turns, signedIn: principal } = context
  const { db, cursors } = store
  const order = orderTerms('workspace', args.orderBy, ORDER_COLUMNS, ['id', 'name'])
  const window = pageWindow(args, `workspaces:${principal.id}`, order, cursors)
  const asked = args.filter ? askedBy(args.filter, context) : null
  // The statement of a plain page takes time for each workspace of the caller, so that it takes its turn, too.
  const found =
    asked || (await knowsMany(context))
      ? await findWorkspaces(context, asked ?? askedBy({}, context), window)
      : { rows: await turns.run(() => plainPage(db, principal, window)), stoppedAt: null }
  const seen = found.rows.flatMap((row) => {
    const access = accessOf(principal, row)
    if (access) context.load.access.prime(row.id, access)
    return access ? [access.workspace] : []
  })
  return pageOf({ ...found, rows: seen }, window, cursors, () =>
    countWorkspaces(context, asked ?? askedBy({}, context)),
  )
}

/** What the filter asks for; INVALID_INPUT for one that is too large. */
function askedBy(filter: NonNullable<Args['filter']>, { store: { db }, signedIn }: Context): Asked {
  assertFilterSize(filter)
  return {
    condition: compileFilter(db, signedIn, filter),
    named: named(db, filter),
    indexed: indexed(db, filter),
    deletingToo: asksForDeleting(filter),
  }
}

async function plainPage(db: Db, principal: Principal, window: Window): Promise<WorkspaceRow[]> {
  const page = () =>
    applyWindow(visibleWorkspaces(db, principal, false, allOf([])), window)
      .selectAll('workspace')
      .select(accessColumns(principal, false))
  if (window.behind || boundWorkspace(principal) !== null) return page().execute()
  const parameters = [dialectOf(db).list(principalKeys(principal)), window.limit + 1]
  return runPrepared(db, plainName(window, principal), parameters, page)
}

/** Names the prepared statement of a first page without a filter: all that its text depends on. */
const plainName = (window: Window, principal: Principal): string =>
  `workspaces, ${principal.platformAdmin ? 'all' : 'own'}, ${seesWorkspaces(principal)}, ${shapeOf(window)}`
