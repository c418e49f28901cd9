// The list of workspaces: what the caller may see, filtered and ordered in one statement.
import { sql } from 'kysely'
import type { RoleName, Row, WorkspaceHosting, WorkspaceState } from '../../../db/schema.ts'
import { type AccessColumns, accessOf } from '../../access/access.ts'
import { notPlatformAdmin } from '../../access/judge.ts'
import { boundWorkspace, type Principal, principalKeys, ROLE_RANK } from '../../access/principal.ts'
import { accessColumns, holdsOneOf, seesWorkspaces, visibleWorkspaces } from '../../access/visible-workspaces.ts'
import { invalid } from '../../errors.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, anyOf, type Condition, dateTimeFilter, not, oneOf, search, stringFilter } from '../../store/filter.ts'
import {
  applyWindow,
  countOf,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
  shapeOf,
  type Window,
} from '../../store/page.ts'
import { runPrepared } from '../../store/prepared.ts'

const MAX_DEPTH = 5
const MAX_LEAVES = 50

type Maybe<T> = T | null | undefined
export interface WorkspaceFilter {
  search?: Maybe<string>
  name?: Maybe<Parameters<typeof stringFilter>[2]>
  displayName?: Maybe<Parameters<typeof stringFilter>[2]>
  state?: Maybe<readonly WorkspaceState[]>
  hosting?: Maybe<readonly WorkspaceHosting[]>
  myRole?: Maybe<readonly RoleName[]>
  ownerless?: Maybe<boolean>
  favourite?: Maybe<boolean>
  hidden?: Maybe<boolean>
  builtIn?: Maybe<boolean>
  createdAt?: Maybe<Parameters<typeof dateTimeFilter>[1]>
  updatedAt?: Maybe<Parameters<typeof dateTimeFilter>[1]>
  and?: Maybe<readonly WorkspaceFilter[]>
  or?: Maybe<readonly WorkspaceFilter[]>
  not?: Maybe<WorkspaceFilter>
}
export interface WorkspaceOrder {
  field: 'NAME' | 'DISPLAY_NAME' | 'CREATED_AT' | 'UPDATED_AT'
  direction: 'ASC' | 'DESC'
}

type WorkspaceRow = Row<'workspace'>
const column = (name: keyof WorkspaceRow) => sql.ref<string>(`workspace.${name}`)
const ORDER_COLUMNS = {
  NAME: 'name',
  DISPLAY_NAME: 'display_name',
  CREATED_AT: 'id',
  UPDATED_AT: 'updated_at',
} as const

/** A page of the workspaces that the caller may know of; primes the access loader with what it read. */
export async function listWorkspaces(
  context: Context,
  args: PageArgs & { filter?: Maybe<WorkspaceFilter>; orderBy?: Maybe<readonly WorkspaceOrder[]> },
): Promise<Page<WorkspaceRow>> {
  const { db, cursors } = context.store
  const principal = context.signedIn
  const window = pageWindow(
    args,
    `workspaces:${principal.id}`,
    orderTerms('workspace', args.orderBy, ORDER_COLUMNS, ['id', 'name']),
    cursors,
  )
  const filter = args.filter ?? {}
  checkSize(filter)
  const deletingToo = asksForDeleting(filter)
  const matching = () => visibleWorkspaces(db, principal, deletingToo, compile(db, principal, filter))
  const query = () =>
    applyWindow(matching() as never, window)
      .selectAll('workspace')
      .select(accessColumns(principal, deletingToo))
  const rows = await (args.filter || window.behind || boundWorkspace(principal)
    ? query().execute()
    : runPrepared(
        db,
        nameOf(window, principal),
        [dialectOf(db).list(principalKeys(principal)), window.limit + 1],
        query,
      ))
  const seen = rows.flatMap((row) => {
    const access = accessOf(principal, row as WorkspaceRow & AccessColumns)
    if (access) context.load.access.prime(row.id, access)
    return access ? [access.workspace] : []
  })
  return pageOf(seen, window, cursors, () => countOf(matching() as never))
}

/** Everything that the text of the unfiltered list depends on. */
const nameOf = (window: Window, principal: Principal): string =>
  `workspaces, ${principal.platformAdmin ? 'all' : 'own'}, ${seesWorkspaces(principal)}, ${shapeOf(window)}`

function asksForDeleting(filter: WorkspaceFilter): boolean {
  if (filter.state?.includes('DELETING')) return true
  return [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])].some(asksForDeleting)
}

function checkSize(filter: WorkspaceFilter): void {
  let leaves = 0
  const walk = (part: WorkspaceFilter, depth: number): void => {
    if (depth > MAX_DEPTH) throw invalid('filter', `Filters nest at most ${MAX_DEPTH} deep`)
    const { and, or, not: negated, ...own } = part
    const parts = [...(and ?? []), ...(or ?? []), ...(negated ? [negated] : [])]
    const conditions = Object.values(own).filter((value) => value !== null && value !== undefined).length
    // an empty one is a condition too: it has to be looked at
    leaves += parts.length > 0 ? conditions : Math.max(1, conditions)
    if (leaves > MAX_LEAVES) throw invalid('filter', `Filters have at most ${MAX_LEAVES} conditions`)
    for (const inner of parts) walk(inner, depth + 1)
  }
  walk(filter, 1)
}

function compile(db: Db, principal: Principal, filter: WorkspaceFilter): Condition {
  const all: Condition[] = []
  if (filter.search)
    all.push(search(db, [column('name'), column('display_name'), column('description')], filter.search))
  if (filter.name) all.push(...stringFilter(db, column('name'), filter.name))
  if (filter.displayName) all.push(...stringFilter(db, column('display_name'), filter.displayName))
  if (filter.state) all.push(oneOf(db, column('state'), filter.state))
  if (filter.hosting) all.push(oneOf(db, column('hosting'), filter.hosting))
  if (filter.myRole) all.push(holdsOneOf(principal, filter.myRole))
  if (typeof filter.ownerless === 'boolean')
    all.push(filter.ownerless ? ownerless(principal) : not(ownerless(principal)))
  if (typeof filter.builtIn === 'boolean')
    all.push(sql<boolean>`${column('built_in')} = ${sql.lit(filter.builtIn ? 1 : 0)}`)
  for (const mark of ['favourite', 'hidden'] as const) {
    const wanted = filter[mark]
    if (typeof wanted === 'boolean') all.push(wanted ? marked(principal, mark) : unmarked(principal, mark))
  }
  if (filter.createdAt) all.push(...dateTimeFilter(column('created_at'), filter.createdAt))
  if (filter.updatedAt) all.push(...dateTimeFilter(column('updated_at'), filter.updatedAt))
  for (const part of filter.and ?? []) all.push(compile(db, principal, part))
  if (filter.or) all.push(anyOf(filter.or.map((part) => compile(db, principal, part))))
  if (filter.not) all.push(not(compile(db, principal, filter.not)))
  return allOf(all)
}

/** No owner who can act is left. Only platform admins may look for such; the built-ins never count. */
function ownerless(principal: Principal): Condition {
  if (!principal.platformAdmin) throw notPlatformAdmin('filter.ownerless is for platform admins')
  return sql<boolean>`(${column('built_in')} = 0 and not exists (
    select 1 from membership as owner join ${sql.table('user')} as person on person.id = owner.principal
    where owner.workspace_id = ${column('id')} and owner.role_rank = ${sql.lit(ROLE_RANK.OWNER)}
      and person.suspended_at is null and person.deleted_at is null
  ))`
}

function marked(principal: Principal, mark: 'favourite' | 'hidden'): Condition {
  return sql<boolean>`${column('id')} in (
    select preference.workspace_id from workspace_preference as preference
    where preference.user_id = ${principal.id} and ${sql.ref(`preference.${mark}`)} = 1
  )`
}

/** Most are: each is looked up, where `marked` begins with the few that are not. */
function unmarked(principal: Principal, mark: 'favourite' | 'hidden'): Condition {
  return sql<boolean>`not exists (
    select 1 from workspace_preference as preference
    where preference.user_id = ${principal.id} and preference.workspace_id = ${column('id')}
      and ${sql.ref(`preference.${mark}`)} = 1
  )`
}
