// The members of a workspace, the memberships of a user, and single memberships: each read for all parents of a list by
// one statement.
import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { PrincipalType, RoleName, Row } from '../../../db/schema.ts'
import { inOrder } from '../../access/loaders.ts'
import { belongsTo, readsPeople } from '../../access/people.ts'
import { boundWorkspace, EVERYONE, groupKey, type Principal, ROLE_RANK } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { OrderDirection, RoleNameEnum } from '../../graphql/enums.ts'
import { nestedList, workspaceList } from '../../graphql/list.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, anyOf, type Condition, type Either, oneOf, search } from '../../store/filter.ts'
import type { PageArgs } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'

const PrincipalTypeEnum = builder.enumType('PrincipalType', { values: ['USER', 'GROUP', 'EVERYONE'] as const })
export const MemberFilter = builder.inputType('MemberFilter', {
  fields: (t) => ({
    search: t.string({ description: "Part of the member's name or address, any case." }),
    role: t.field({ type: [RoleNameEnum] }),
    principalType: t.field({ type: [PrincipalTypeEnum] }),
  }),
})
const MemberOrderField = builder.enumType('MemberOrderField', { values: ['NAME', 'ROLE', 'CREATED_AT'] as const })
export const MemberOrder = builder.inputType('MemberOrder', {
  fields: (t) => ({
    field: t.field({ type: MemberOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})

type Filter = typeof MemberFilter.$inferInput
type Order = typeof MemberOrder.$inferInput
type Args = PageArgs & { filter?: Filter | null | undefined; orderBy?: readonly Order[] | null | undefined }

const ORDER_COLUMNS = { NAME: 'name', ROLE: 'role_rank', CREATED_AT: 'id' } as const
const column = (name: keyof Row<'membership'>) => sql.ref<string>(`membership.${name}`)

/** The members of a workspace, newest first unless `orderBy` says otherwise. */
export const membersOf = workspaceList<'membership', Args>({
  name: 'members',
  table: 'membership',
  orderColumns: ORDER_COLUMNS,
  select: ({ filter }, { store: { db }, signedIn }) => {
    const { search: part, role, principalType } = filter ?? {}
    const conditions: Condition[] = []
    if (part) conditions.push(matchesText(db, signedIn, part))
    // of the two lists an index walks one; the other filters the rows that are walked
    if (role && principalType) conditions.push(oneOf(db, column('principal_type'), principalType))
    return { conditions, either: eitherOf(db, filter ?? {}) }
  },
  keptCount: async (workspaceId, context) => sumOf(await memberCounts(workspaceId, context)),
})

export const sumOf = (counts: readonly { count: number }[]): number => counts.reduce((sum, { count }) => sum + count, 0)

/** How many members of each role a workspace has, highest role first; roles without any are left out. */
export function memberCounts(
  workspaceId: string,
  { load, store: { db } }: Context,
): Promise<{ role: RoleName; count: number }[]> {
  const loader = load.once('member counts', () => {
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('member_count')
        .selectAll()
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .where('count', '>', 0)
        .execute()
      const sorted = rows.sort((a, b) => ROLE_RANK[b.role] - ROLE_RANK[a.role])
      return ids.map((id) => sorted.filter((row) => row.workspace_id === id))
    })
  })
  return loader.load(workspaceId)
}

/** The roles of the filter, or else its types of principal, as alternatives that an index walks one by one. */
function eitherOf(db: Db, { role, principalType }: Filter): Either | null {
  if (role) {
    const roles = [...new Set(role)]
    const each = roles.map((name) => sql<boolean>`${column('role_rank')} = ${sql.lit(ROLE_RANK[name])}`)
    return { any: oneOf(db, column('role'), roles), each, walkedBy: ['id', 'role_rank'] }
  }
  if (!principalType) return null
  const types = [...new Set(principalType)]
  return { any: oneOf(db, column('principal_type'), types), each: types.map(isOfType), walkedBy: ['id'] }
}

/** The name or the address contains the text. */
function matchesText(db: Db, caller: Principal, part: string): Condition {
  const email = sql<
    string | null
  >`(select person.email from ${sql.table('user')} as person where person.id = ${column('principal')})`
  const matchesEmail = allOf([belongsTo(db, caller, column('workspace_id')), dialectOf(db).contains(email, part)])
  return anyOf([search(db, [column('name')], part), matchesEmail])
}

/** For EVERYONE and GROUP a condition on the principal's key, which is indexed. */
function isOfType(type: PrincipalType): Condition {
  if (type === 'EVERYONE') return sql<boolean>`${column('principal')} = ${EVERYONE}`
  // the keys of groups have a common prefix, and ';' is the character after its ':'
  if (type === 'GROUP')
    return sql<boolean>`${column('principal')} >= ${groupKey('')} and ${column('principal')} < 'group;'`
  return sql<boolean>`${column('principal_type')} = ${type}`
}

/** The memberships that a user holds itself, newest first; without those of workspaces that are being deleted. */
export const membershipsOf = nestedList<'membership', PageArgs>({
  name: 'memberships',
  table: 'membership',
  parent: 'principal',
  select: (_args, { signedIn }) => {
    const bound = boundWorkspace(signedIn)
    const isLiving = sql<boolean>`exists (
      select 1 from workspace where workspace.id = ${column('workspace_id')} and workspace.state <> 'DELETING'
    )`
    return { conditions: bound === null ? [isLiving] : [sql<boolean>`${column('workspace_id')} = ${bound}`, isLiving] }
  },
})

const FIRST_OWNERS: Args = {
  first: 5,
  filter: { role: ['OWNER'] },
  orderBy: [{ field: 'CREATED_AT', direction: 'ASC' }],
}

/** The first five owners, those who became members first at the beginning; none while the workspace is being deleted. */
export async function ownersOf(workspace: Row<'workspace'>, context: Context): Promise<Row<'user'>[]> {
  const { rows } = await membersOf(workspace, FIRST_OWNERS, context)
  const users = await Promise.all(rows.map((row) => context.load.user.load(row.principal)))
  return users.filter((user) => user !== null)
}

/** The membership that the principal itself holds in a workspace; null while the workspace is being deleted. */
export async function membershipOf(
  workspace: Row<'workspace'>,
  principal: string,
  { store: { db }, load }: Context,
): Promise<Row<'membership'> | null> {
  if (workspace.state === 'DELETING') return null
  const loader = load.once(`membership of ${principal}`, () => {
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = db
        .selectFrom('membership')
        .selectAll()
        .where('principal', '=', principal)
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
      return inOrder(ids, await rows.execute(), (row) => row.workspace_id)
    })
  })
  return loader.load(workspace.id)
}

/** The caller's own membership; null for a credential that may not read memberships. */
export async function ownMembership(workspace: Row<'workspace'>, context: Context): Promise<Row<'membership'> | null> {
  return readsPeople(context.signedIn) ? membershipOf(workspace, context.signedIn.id, context) : null
}

/** As `membershipOf`, by a reference to the principal, which is resolved once for all workspaces of a list. */
export async function membershipOfRef(
  workspace: Row<'workspace'>,
  ref: PrincipalRef,
  context: Context,
): Promise<Row<'membership'> | null> {
  const { load, signedIn, store } = context
  const key = await load.once(`key of ${JSON.stringify(ref)}`, () => principalKey(store.db, signedIn, ref))
  return key === null ? null : membershipOf(workspace, key, context)
}
