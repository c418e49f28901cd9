// The members of a workspace, the memberships of a user, and single memberships: each read for all parents of a list by
// one statement.
import type DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { RoleName, Row } from '../../../db/schema.ts'
import { inGroups, inOrder } from '../../access/loaders.ts'
import { belongsTo, readsPeople } from '../../access/people.ts'
import { boundWorkspace, EVERYONE, type Principal, ROLE_RANK } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described, orderType, RoleNameEnum } from '../../graphql/enums.ts'
import { nestedList, workspaceList } from '../../graphql/list.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, anyOf, type Condition, checkValues, type Either, few, oneOf, search } from '../../store/filter.ts'
import type { PageArgs } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'

const PrincipalTypeEnum = builder.enumType('PrincipalType', {
  description: 'The kind of principal that a membership is for.',
  values: described({
    USER: 'A user.',
    SERVICE_ACCOUNT: 'A service account.',
    GROUP: 'A group of the identity provider.',
    EVERYONE: 'Every signed-in user.',
  }),
})
export const MemberFilter = builder.inputType('MemberFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    search: t.string({ description: "Part of the member's name or address, in upper or lower case." }),
    role: t.field({ description: 'One of these roles.', type: [RoleNameEnum] }),
    principalType: t.field({ description: 'One of these kinds.', type: [PrincipalTypeEnum] }),
  }),
})
export const MemberOrder = orderType('Member', 'members', {
  NAME: 'By the name of the member.',
  ROLE: 'By role, from VIEWER to OWNER.',
  CREATED_AT: 'By the time at which they became a member.',
})

type Filter = typeof MemberFilter.$inferInput
type Order = typeof MemberOrder.$inferInput
type Args = PageArgs & { filter?: Filter | null | undefined; orderBy?: readonly Order[] | null | undefined }

const ORDER_COLUMNS = { NAME: 'name', ROLE: 'role_rank', CREATED_AT: 'id' } as const
/** An index has a workspace's members of each role in every order. */
const EVERY_ORDER = Object.values(ORDER_COLUMNS)
const column = (name: keyof Row<'membership'>) => sql.ref<string>(`membership.${name}`)

/** The members of a workspace, newest first unless `orderBy` says otherwise. */
export const membersOf = workspaceList<'membership', Args>({
  name: 'members',
  table: 'membership',
  orderColumns: ORDER_COLUMNS,
  byValue: { key: 'role_rank', values: async () => Object.values(ROLE_RANK) },
  select: ({ filter }, { store: { db }, signedIn }) => {
    const { search: part, role, principalType } = filter ?? {}
    const conditions: Condition[] = []
    const eithers: Either[] = []
    if (principalType) {
      const types = checkValues('filter.principalType', principalType)
      const onlyEveryone = types.length === 1 && types[0] === 'EVERYONE'
      if (onlyEveryone) eithers.push(few(sql<boolean>`${column('principal')} = ${EVERYONE}`, EVERY_ORDER))
      else conditions.push(oneOf(db, column('principal_type'), types))
    }
    if (role) eithers.push(hasRole(db, role))
    if (part) conditions.push(matchesText(db, signedIn, part))
    return { conditions, eithers }
  },
  keptCount: ({ filter }, workspaceId, context) => {
    const { role, ...others } = filter ?? {}
    const isKept = Object.values(others).every((value) => value === undefined || value === null)
    return isKept ? keptCount(workspaceId, role, context) : null
  },
})

async function keptCount(
  workspaceId: string,
  roles: readonly RoleName[] | null | undefined,
  context: Context,
): Promise<number> {
  const counts = await memberCounts(workspaceId, context)
  return sumOf(roles ? counts.filter(({ role }) => roles.includes(role)) : counts)
}

export const sumOf = (counts: readonly { count: number }[]): number => counts.reduce((sum, { count }) => sum + count, 0)

/** How many members of each role a workspace has, highest role first; roles without any are left out. */
export function memberCounts(
  workspaceId: string,
  { load, store: { db } }: Context,
): Promise<{ role: RoleName; count: number }[]> {
  const loader = load.batched('member counts', () => {
    return async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('member_count')
        .selectAll()
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .where('count', '>', 0)
        .execute()
      const sorted = rows.sort((a, b) => ROLE_RANK[b.role] - ROLE_RANK[a.role])
      return inGroups(ids, sorted, (row) => row.workspace_id)
    }
  })
  return loader.load(workspaceId)
}

function hasRole(db: Db, role: readonly RoleName[]): Either {
  const roles = checkValues('filter.role', role)
  const values = roles.map((name) => ROLE_RANK[name])
  const each = values.map((rank) => sql<boolean>`${column('role_rank')} = ${sql.lit(rank)}`)
  const any = oneOf(db, column('role'), roles)
  return { any, each, walkedBy: EVERY_ORDER, of: { key: 'role_rank', values }, literal: `role_rank in ${values}` }
}

/** The name contains the text, or the address does and the caller may read it. */
function matchesText(db: Db, caller: Principal, part: string): Condition {
  const email = sql<
    string | null
  >`(select person.email from ${sql.table('user')} as person where person.id = ${column('principal')})`
  const matchesEmail = allOf([belongsTo(db, caller, column('workspace_id')), search(db, [email], part)])
  return anyOf([search(db, [column('name')], part), matchesEmail])
}

/** The memberships that a user holds itself, newest first; without those of workspaces that are being deleted. */
export const membershipsOf = nestedList<'membership', PageArgs>({
  name: 'memberships',
  table: 'membership',
  parent: 'principal',
  scope: ({ signedIn }) => {
    const bound = boundWorkspace(signedIn)
    const isLiving = sql<boolean>`exists (
      select 1 from workspace where workspace.id = ${column('workspace_id')} and workspace.state <> 'DELETING'
    )`
    return bound === null ? [isLiving] : [sql<boolean>`${column('workspace_id')} = ${bound}`, isLiving]
  },
})

const FIRST_OWNERS: Args = {
  first: 5,
  filter: { role: ['OWNER'] },
  orderBy: [{ field: 'CREATED_AT', direction: 'ASC' }],
}

/** The first five owners, those with the oldest memberships first; none while the workspace is being deleted. */
export async function ownersOf(workspace: Row<'workspace'>, context: Context): Promise<Row<'user'>[]> {
  const { rows } = await membersOf(workspace, FIRST_OWNERS, context)
  const users = await Promise.all(rows.map((row) => context.load.user.load(row.principal)))
  return users.filter((user) => user !== null)
}

/** The membership that the principal itself holds in a workspace; null while the workspace is being deleted. */
export async function membershipOf(
  workspace: Row<'workspace'>,
  principal: string,
  context: Context,
): Promise<Row<'membership'> | null> {
  return workspace.state === 'DELETING' ? null : bindingsOf(principal, context).load(workspace.id)
}

/** The memberships that a principal itself holds, by workspace. */
function bindingsOf(principal: string, { store: { db }, load }: Context): DataLoader<string, Row<'membership'> | null> {
  return load.batched(`membership of ${principal}`, () => {
    return async (ids: readonly string[]) => {
      const rows = db
        .selectFrom('membership')
        .selectAll()
        .where('principal', '=', principal)
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
      return inOrder(ids, await rows.execute(), (row) => row.workspace_id)
    }
  })
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
