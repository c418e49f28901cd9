// The list of workspaces: what the caller may see, filtered and ordered in one statement.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { RoleName, Row, WorkspaceHosting, WorkspaceState } from '../../../db/schema.ts'
import { accessOf, watched } from '../../access/access.ts'
import { ceiling, type Principal, principalKeys, ROLE_RANK } from '../../access/principal.ts'
import { AppError, invalid } from '../../errors.ts'
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
  const query = () => {
    const { matching, watching } = visibleTo(db, principal, filter)
    return applyWindow(matching as never, window)
      .selectAll('workspace')
      .select([sql<number | null>`mine.rank`.as('member_rank'), sql<number>`${watching}`.as('watching')])
  }
  const rows = await (args.filter || window.behind || principal.token?.workspaceId
    ? query().execute()
    : runPrepared(
        db,
        nameOf(window, principal),
        [dialectOf(db).list(principalKeys(principal)), window.limit + 1],
        query,
      ))
  const seen = rows.flatMap(({ member_rank, watching, ...workspace }) => {
    const access = accessOf(principal, workspace as WorkspaceRow, member_rank ?? 0, Boolean(watching))
    if (access) context.load.access.prime(workspace.id, access)
    return access ? [access.workspace] : []
  })
  return pageOf(seen, window, cursors, () => countOf(visibleTo(db, principal, filter).matching as never))
}

/** All that the text of the plain list depends on. */
const nameOf = (window: Window, principal: Principal): string =>
  `workspaces, ${principal.platformAdmin ? 'all' : 'own'}, ${ceiling(principal, '') > 0}, ${shapeOf(window)}`

function visibleTo(db: Db, principal: Principal, filter: WorkspaceFilter) {
  const deletingToo = asksForDeleting(filter)
  const { visible, watching } = scopeOf(db, principal, deletingToo)
  const condition = allOf([visible, compile(db, principal, filter)])
  const mine = ranks(db, principal, deletingToo).as('mine')
  // only who sees all has to walk all; others begin with their own, an order that SQLite keeps for a cross join
  const joined = principal.platformAdmin
    ? db.selectFrom('workspace').leftJoin(mine, 'mine.workspace_id', 'workspace.id')
    : db.selectFrom(mine).crossJoin('workspace').whereRef('workspace.id', '=', 'mine.workspace_id')
  return { matching: joined.where(condition), watching }
}

/** The caller's highest role in each workspace where it has one; null for those it knows as a watcher alone. */
function ranks(db: Db, principal: Principal, watchedToo: boolean) {
  const bound = principal.token?.workspaceId ?? null
  const bindings = db
    .selectFrom('membership')
    .where('principal', 'in', dialectOf(db).keys(principalKeys(principal)))
    .where(bound === null ? allOf([]) : sql<boolean>`workspace_id = ${bound}`)
    .select(['workspace_id', 'role_rank'])
  const watched = db
    .selectFrom('deletion')
    .innerJoin('deletion_watcher', 'deletion_watcher.deletion_id', 'deletion.id')
    .where('deletion_watcher.user_id', '=', principal.id)
    .where('deletion.state', '=', 'RUNNING')
    .select(['deletion.workspace_id', sql<number>`cast(null as integer)`.as('role_rank')])
  return db
    .selectFrom((watchedToo && !principal.platformAdmin ? bindings.unionAll(watched) : bindings).as('known'))
    .groupBy('workspace_id')
    .select((eb) => ['workspace_id', eb.fn.max('role_rank').as('rank')])
}

interface Scope {
  readonly visible: Condition
  readonly watching: Condition
}

function scopeOf(db: Db, principal: Principal, deletingToo: boolean): Scope {
  const bound = principal.token?.workspaceId ?? null
  const isMember: Condition = principal.platformAdmin ? allOf([]) : sql<boolean>`mine.rank is not null`
  const here: Condition = bound === null ? allOf([]) : sql<boolean>`${column('id')} = ${bound}`
  const readable: Condition = bound !== null || ceiling(principal, '') > 0 ? allOf([]) : anyOf([])
  const living = allOf([sql<boolean>`${column('state')} <> 'DELETING'`, isMember])
  const watching = deletingToo
    ? allOf([sql<boolean>`${column('state')} = 'DELETING'`, watchedBy(db, principal)])
    : anyOf([])
  return {
    visible: allOf([here, readable, deletingToo ? anyOf([living, watching]) : living]),
    watching,
  }
}

function watchedBy(db: Db, principal: Principal): Expression<SqlBool> {
  let condition: Expression<SqlBool> = anyOf([])
  db.selectFrom('workspace').where((eb) => {
    condition = watched(eb, principal)
    return condition
  })
  return condition
}

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

/** The role that counts is the lower of the binding's and the token's. */
function holdsOneOf(principal: Principal, roles: readonly RoleName[]): Condition {
  const wanted = roles.map((role) => ROLE_RANK[role])
  const bound = principal.token?.workspaceId ?? ''
  const most = ceiling(principal, bound)
  const ranks = [1, 2, 3, 4].filter((rank) => wanted.includes(Math.min(rank, most)))
  if (principal.platformAdmin) return ranks.includes(ROLE_RANK.OWNER) ? allOf([]) : anyOf([])
  return anyOf(ranks.map((rank) => sql<boolean>`mine.rank = ${rank}`))
}

/** No owner who can act is left. Only platform admins may look for such; the built-ins never count. */
function ownerless(principal: Principal): Condition {
  if (!principal.platformAdmin) {
    throw new AppError('FORBIDDEN', 'filter.ownerless is for platform admins', {
      permission: null,
      requiredRole: null,
      myRole: null,
    })
  }
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
