import { sql } from 'kysely'
import type { PrincipalType, RoleName, Row } from '../../../db/schema.ts'
import { EVERYONE, groupKey, type Principal, ROLE_RANK } from '../../access/principal.ts'
import type { Context } from '../../graphql/context.ts'
import type { CursorSigner } from '../../store/cursor.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, anyOf, type Condition, type Either, oneOf, search } from '../../store/filter.ts'
import { nestedPages } from '../../store/nested.ts'
import {
  applyWindow,
  countOf,
  emptyPage,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
  type Window,
} from '../../store/page.ts'

type Membership = Row<'membership'>
type Maybe<T> = T | null | undefined

export interface MemberFilter {
  search?: Maybe<string>
  role?: Maybe<readonly RoleName[]>
  principalType?: Maybe<readonly PrincipalType[]>
}
export interface MemberOrder {
  field: 'NAME' | 'ROLE' | 'CREATED_AT'
  direction: 'ASC' | 'DESC'
}
interface MemberArgs extends PageArgs {
  filter?: Maybe<MemberFilter>
  orderBy?: Maybe<readonly MemberOrder[]>
}

const ORDER_COLUMNS = { NAME: 'name', ROLE: 'role_rank', CREATED_AT: 'id' } as const
const column = (name: keyof Membership) => sql.ref<string>(`membership.${name}`)

/** The members of a workspace, newest first unless `orderBy` says otherwise. */
export async function membersOf(
  workspace: Row<'workspace'>,
  args: MemberArgs,
  context: Context,
): Promise<Page<Membership>> {
  if (workspace.state === 'DELETING') return emptyPage()
  if (typeof (args.after ?? args.before) === 'string') return onePage(workspace.id, args, context)
  const { db, cursors } = context.store
  const either = eitherOf(db, args)
  const loader = context.load.once(`members:${JSON.stringify(args)}`, () =>
    nestedPages<'membership'>({
      db,
      cursors,
      table: 'membership',
      parent: 'workspace_id',
      key: 'id',
      window: (id) => windowOf(id, args, cursors),
      ...(args.filter ? { filter: (rows) => rows.where(conditionOf(db, context.signedIn, args.filter ?? {})) } : {}),
      either,
      total: (id) => countOf(matching(id, args, context), either),
    }),
  )
  return loader.load(workspace.id)
}

const windowOf = (workspaceId: string, args: MemberArgs, cursors: CursorSigner): Window =>
  pageWindow(args, `members:${workspaceId}`, orderTerms('membership', args.orderBy, ORDER_COLUMNS), cursors)

async function onePage(workspaceId: string, args: MemberArgs, context: Context): Promise<Page<Membership>> {
  const { cursors } = context.store
  const window = windowOf(workspaceId, args, cursors)
  const query = matching(workspaceId, args, context)
  const either = eitherOf(context.store.db, args)
  const rows = await applyWindow(query, window, either).selectAll('membership').execute()
  return pageOf(rows, window, cursors, () => countOf(query, either))
}

/** Its members that the filter finds, but for what `eitherOf` says. */
function matching(workspaceId: string, { filter }: MemberArgs, { store: { db }, signedIn }: Context) {
  const members = db.selectFrom('membership').where('membership.workspace_id', '=', workspaceId)
  return members.where(conditionOf(db, signedIn, filter ?? {}))
}

/** Of a list of roles and one of types, the one that is walked; `conditionOf` says the other. */
function eitherOf(db: Db, { filter }: MemberArgs): Either | null {
  const { role, principalType } = filter ?? {}
  if (role) {
    const roles = [...new Set(role)]
    const each = roles.map((name) => sql<boolean>`${column('role_rank')} = ${sql.lit(ROLE_RANK[name])}`)
    return { any: oneOf(db, column('role'), roles), each, walkedBy: ['id', 'role_rank'] }
  }
  if (!principalType) return null
  const types = [...new Set(principalType)]
  return { any: oneOf(db, column('principal_type'), types), each: types.map(isOfType), walkedBy: ['id'] }
}

function conditionOf(db: Db, caller: Principal, filter: MemberFilter): Condition {
  const all: Condition[] = []
  if (filter.search) {
    const dialect = dialectOf(db)
    const email = sql<
      string | null
    >`(select person.email from ${sql.table('user')} as person where person.id = ${column('principal')})`
    // addresses are for members: who sees the workspace through everyone alone finds nobody by them
    const isMember = caller.platformAdmin
      ? allOf([])
      : sql<boolean>`exists (
          select 1 from membership as mine
          where mine.workspace_id = ${column('workspace_id')} and mine.principal = ${caller.id}
        )`
    const byAddress = allOf([isMember, dialect.contains(email, filter.search)])
    all.push(anyOf([search(db, [column('name')], filter.search), byAddress]))
  }
  if (filter.role && filter.principalType) all.push(oneOf(db, column('principal_type'), filter.principalType))
  return allOf(all)
}

/** By the key of the principal, for which there is an index. */
function isOfType(type: PrincipalType): Condition {
  if (type === 'EVERYONE') return sql<boolean>`${column('principal')} = ${EVERYONE}`
  // the keys of one type begin alike, and ';' is what follows ':'
  if (type === 'GROUP')
    return sql<boolean>`${column('principal')} >= ${groupKey('')} and ${column('principal')} < 'group;'`
  return sql<boolean>`${column('principal_type')} = ${type}`
}

/** The workspaces where a user has a role of its own, as memberships, newest first. */
export async function membershipsOf(userId: string, args: PageArgs, context: Context): Promise<Page<Membership>> {
  const { db, cursors } = context.store
  const window = pageWindow(args, `memberships:${userId}`, orderTerms('membership', null, ORDER_COLUMNS), cursors)
  let query = db
    .selectFrom('membership')
    .innerJoin('workspace', 'workspace.id', 'membership.workspace_id')
    .where('workspace.state', '<>', 'DELETING')
    .where('membership.principal', '=', userId)
  const bound = context.signedIn.token?.workspaceId ?? null
  if (bound !== null) query = query.where('workspace.id', '=', bound)
  const rows = await applyWindow(query, window).selectAll('membership').execute()
  return pageOf(rows, window, cursors, () => countOf(query))
}

/** The first few owners, longest in office first. */
export async function ownersOf(workspaceId: string, context: Context): Promise<Row<'user'>[]> {
  const loader = context.load.once('owners', () =>
    nestedPages({
      db: context.store.db,
      cursors: context.store.cursors,
      table: 'membership',
      parent: 'workspace_id',
      key: 'id',
      window: (id) =>
        pageWindow(
          { first: 5 },
          `owners:${id}`,
          [{ key: 'id', expression: column('id'), direction: 'asc' }],
          context.store.cursors,
        ),
      filter: (query) => query.where('membership.role_rank', '=', ROLE_RANK.OWNER),
      total: async () => 0,
    }),
  )
  const { rows } = await loader.load(workspaceId)
  const users = await Promise.all(rows.map((row) => context.load.user.load(row.principal)))
  return users.filter((user) => user !== null)
}
