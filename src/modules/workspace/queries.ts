import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { accessOf } from '../../access/access.ts'
import { boundWorkspace, type Principal, principalKeys } from '../../access/principal.ts'
import {
  accessColumns,
  fewVisibleWorkspaces,
  seesWorkspaces,
  visibleWorkspaces,
} from '../../access/visible-workspaces.ts'
import type { Context } from '../../graphql/context.ts'
import { orderType } from '../../graphql/enums.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf } from '../../store/filter.ts'
import { applyWindow } from '../../store/keyset.ts'
import {
  type OrderTerm,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
  shapeOf,
  type Window,
} from '../../store/page.ts'
import { runPrepared } from '../../store/prepared.ts'
import { asksForDeleting, assertFilterSize, compileFilter, indexed, named, type WorkspaceFilter } from './filter.ts'
import {
  ALL_WORKSPACES,
  type Asked,
  countWorkspaces,
  findWorkspaces,
  isFoundToKnowMany,
  knowsMany,
  MAX_FEW,
  type WorkspaceRow,
} from './search.ts'

export const WorkspaceOrder = orderType('Workspace', 'workspaces', {
  NAME: 'By `name`, byte by byte.',
  DISPLAY_NAME: 'By `displayName`.',
  CREATED_AT: 'By the time of creation.',
  UPDATED_AT: 'By the time of the last change.',
})

// ids are made in the order of time
const ORDER_COLUMNS = { NAME: 'name', DISPLAY_NAME: 'display_name', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }

/** The id of a workspace as the caller's own memberships name it. */
const OWN_ID = sql.ref('mine.workspace_id')

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
  const { cursors } = store
  const order = orderTerms('workspace', args.orderBy, ORDER_COLUMNS, ['id', 'name'])
  const window = pageWindow(args, `workspaces:${principal.id}`, order, cursors)
  const asked = args.filter ? askedBy(args.filter, context) : ALL_WORKSPACES
  // The statement of a plain page takes time for each workspace of the caller, so it waits for its turn, too.
  const plain = args.filter ? null : await turns.run(() => plainPage(context, window))
  const found = plain ? { rows: plain, stoppedAt: null } : await findWorkspaces(context, asked, window)
  const seen = found.rows.flatMap((row) => {
    const access = accessOf(principal, row)
    if (access) context.load.access.prime(row.id, access)
    return access ? [access.workspace] : []
  })
  return pageOf({ ...found, rows: seen }, window, cursors, () => countWorkspaces(context, asked))
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

/** Null for a caller who knows of many workspaces: these are read in slices. */
async function plainPage(context: Context, window: Window): Promise<WorkspaceRow[] | null> {
  const { store, signedIn: principal } = context
  const { db } = store
  const isBound = boundWorkspace(principal) !== null
  if (isBound || principal.platformAdmin) {
    if (!isBound && (await knowsMany(context))) return null
    return select(visibleWorkspaces(db, principal, false, allOf([])), principal, window).execute()
  }
  if (isFoundToKnowMany(db, principal)) return null
  const [first] = window.order
  const byId = first?.key === 'id' ? (window.backward === (first.direction === 'asc') ? 'desc' : 'asc') : null
  const order = byId ? [{ ...first, expression: OWN_ID } as OrderTerm] : window.order
  const page = () => select(fewVisibleWorkspaces(db, principal, MAX_FEW, byId), principal, { ...window, order })
  const keys = dialectOf(db).list(principalKeys(principal))
  const name = `workspaces, own, ${seesWorkspaces(principal)}, ${shapeOf(window)}`
  const rows = window.behind
    ? await page().execute()
    : await runPrepared(db, name, [keys, keys, window.limit + 1], page)
  // for a caller who knows many workspaces the statement finds none
  return rows.length === 0 && (await knowsMany(context)) ? null : rows
}

const select = (rows: ReturnType<typeof visibleWorkspaces>, principal: Principal, window: Window) =>
  applyWindow(rows, window).selectAll('workspace').select(accessColumns(principal, false))
