// Why a person has access to a workspace: every membership that names them, and what comes of it.
import type { RoleName, Row } from '../../../db/schema.ts'
import { countingGroups } from '../../access/groups.ts'
import { inGroups } from '../../access/loaders.ts'
import { PERMISSIONS, type Permission, rankHolds } from '../../access/policy.ts'
import { EVERYONE, groupKey, groupOfKey, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described, PermissionEnum, RoleNameEnum } from '../../graphql/enums.ts'
import { oneOf } from '../../store/filter.ts'
import { UserRef } from '../refs.ts'
import { findUser } from '../user/queries.ts'
import { Workspace } from '../workspace/graphql.ts'
import { Membership } from './graphql.ts'

type AccessVia = 'DIRECT' | 'GROUP' | 'EVERYONE' | 'PLATFORM_ADMIN'
interface Source {
  readonly via: AccessVia
  readonly role: RoleName
  readonly membership: Row<'membership'> | null
}

const VIAS = {
  DIRECT: 'A membership of their own.',
  GROUP: 'The membership of a group that they are in.',
  EVERYONE: 'The visibility of the workspace.',
  PLATFORM_ADMIN: 'They are a platform admin.',
} satisfies Record<AccessVia, string>
const VIA_ORDER = Object.keys(VIAS)

const AccessViaEnum = builder.enumType('AccessVia', {
  description: 'What gives a user a role.',
  values: described(VIAS),
})

const AccessSource = builder.objectRef<Source>('AccessSource').implement({
  description: "One source of a user's role.",
  fields: (t) => ({
    via: t.expose('via', { type: AccessViaEnum, description: 'What gives the role.' }),
    role: t.expose('role', { type: RoleNameEnum, description: 'The role that it gives.' }),
    membership: t.field({
      type: Membership,
      nullable: true,
      description: 'The membership that gives the role; null for a platform admin.',
      resolve: ({ membership }) => membership,
    }),
  }),
})

const EffectiveAccess = builder.objectRef<readonly Source[]>('EffectiveAccess').implement({
  description: 'What a user may do in a workspace, and why. Their tokens may allow less.',
  fields: (t) => ({
    role: t.field({
      type: RoleNameEnum,
      nullable: true,
      description: 'The highest role of the sources; null if there is none.',
      resolve: (sources) => roleOfRank(highestRank(sources)),
    }),
    permissions: t.field({
      type: [PermissionEnum],
      description: 'The permissions of that role.',
      resolve: (sources): Permission[] => PERMISSIONS.filter((name) => rankHolds(highestRank(sources), name)),
    }),
    sources: t.field({
      type: [AccessSource],
      description:
        'Every source of a role: the highest role first, and sources of the same role in the order of `AccessVia`.',
      resolve: (sources) => [...sources],
    }),
  }),
})

builder.objectField(Workspace, 'accessOf', (t) =>
  t.field({
    type: EffectiveAccess,
    nullable: true,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    description:
      "Every source of a user's access to the workspace, and the resulting role. Groups and platform rights of another user are shown only to platform admins; for all other callers they do not count in the role. Null for a user whom the caller may not find.",
    args: { user: t.arg({ type: UserRef, required: true, description: 'The user.' }) },
    resolve: async (workspace, { user: ref }, context) => {
      const user = await findUserOnce(ref, context)
      if (!user) return null
      return workspace.state === 'DELETING' ? [] : sourcesOf(workspace.id, user, context)
    },
  }),
)

const highestRank = (sources: readonly Source[]): number => Math.max(0, ...sources.map(({ role }) => ROLE_RANK[role]))

/** The person, read once for all workspaces of a request. */
function findUserOnce(ref: typeof UserRef.$inferInput, context: Context): Promise<Row<'user'> | null> {
  return context.load.once(`person ${JSON.stringify(ref)}`, () => findUser(ref, context))
}

async function sourcesOf(workspaceId: string, user: Row<'user'>, context: Context): Promise<Source[]> {
  const { platformAdmin, id, groupsCountSince } = context.signedIn
  const knowsAll = platformAdmin || id === user.id
  const groups = knowsAll ? countingGroups(user, groupsCountSince) : []
  const memberships = await membershipsIn(workspaceId, user.id, [user.id, ...groups.map(groupKey), EVERYONE], context)
  const sources = memberships.map((membership): Source => {
    return { via: viaOf(membership.principal), role: membership.role, membership }
  })
  if (knowsAll && user.platform_admin === 1) sources.push({ via: 'PLATFORM_ADMIN', role: 'OWNER', membership: null })
  return sources.sort(
    (a, b) => ROLE_RANK[b.role] - ROLE_RANK[a.role] || VIA_ORDER.indexOf(a.via) - VIA_ORDER.indexOf(b.via),
  )
}

/** The memberships of a workspace that name the person by one of these keys: one statement for all workspaces. */
function membershipsIn(
  workspaceId: string,
  userId: string,
  keys: readonly string[],
  { load, store: { db } }: Context,
): Promise<Row<'membership'>[]> {
  const loader = load.batched(`memberships that name ${userId}`, () => async (ids: readonly string[]) => {
    const rows = await db
      .selectFrom('membership')
      .selectAll()
      .where(({ ref }) => oneOf(db, ref('workspace_id'), ids))
      .where(({ ref }) => oneOf(db, ref('principal'), keys))
      .orderBy('id')
      .execute()
    return inGroups(ids, rows, (row) => row.workspace_id)
  })
  return loader.load(workspaceId)
}

function viaOf(key: string): AccessVia {
  if (key === EVERYONE) return 'EVERYONE'
  return groupOfKey(key) === null ? 'DIRECT' : 'GROUP'
}
