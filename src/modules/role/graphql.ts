import type { RoleName } from '../../../db/schema.ts'
import type { Access } from '../../access/access.ts'
import { findAccess } from '../../access/authorize.ts'
import { can, isBuiltInAgainst, isKept } from '../../access/judge.ts'
import { LOWEST_ROLE, PERMISSIONS, type Permission, ROLES, rankHolds } from '../../access/policy.ts'
import { type Principal, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { type ErrorCode, notFound } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import { ErrorCodeEnum, PermissionEnum, RoleNameEnum } from '../../graphql/enums.ts'
import { WorkspaceRef } from '../refs.ts'

export const Role = builder.objectRef<RoleName>('Role').implement({
  description: 'One row of the permission matrix. A role includes all permissions of the roles below it.',
  fields: (t) => ({
    name: t.field({ description: 'The role.', type: RoleNameEnum, resolve: (role) => role }),
    description: t.string({ description: 'What it is for.', resolve: (role) => ROLES[role] }),
    permissions: t.field({
      description: 'All permissions of the role.',
      type: [PermissionEnum],
      resolve: (role) => PERMISSIONS.filter((permission) => rankHolds(ROLE_RANK[role], permission)),
    }),
  }),
})

interface Decision {
  permission: Permission
  allowed: boolean
  code: ErrorCode | null
  reason: string
  requiredRole: RoleName
  myRole: RoleName | null
}

const AccessDecision = builder.objectRef<Decision>('AccessDecision').implement({
  description: 'Whether the caller has a permission, and if not, why.',
  fields: (t) => ({
    permission: t.expose('permission', { type: PermissionEnum, description: 'The permission in question.' }),
    allowed: t.exposeBoolean('allowed', {
      description: 'Whether the caller has it in the workspace and may use it now.',
    }),
    code: t.expose('code', {
      type: ErrorCodeEnum,
      nullable: true,
      description: 'The error code of a mutation that needs it; null if it is allowed.',
    }),
    reason: t.exposeString('reason', { description: 'The reason, as a readable sentence.' }),
    requiredRole: t.expose('requiredRole', {
      type: RoleNameEnum,
      nullable: true,
      description: 'The lowest role that has it.',
    }),
    myRole: t.expose('myRole', {
      type: RoleNameEnum,
      nullable: true,
      description: "The caller's role in the workspace.",
    }),
  }),
})

builder.queryField('roles', (t) =>
  t.field({
    type: [Role],
    auth: { signedIn: true },
    description: 'The permission matrix, from the highest role to the lowest.',
    resolve: () => ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'] as const,
  }),
)

builder.queryField('access', (t) =>
  t.field({
    type: [AccessDecision],
    auth: { signedIn: true },
    errors: ['NOT_FOUND'],
    description:
      'Whether the caller has each permission in a workspace and may use it now, and if not, why. NOT_FOUND if the workspace does not exist or the caller may not see it.',
    args: {
      workspace: t.arg({ type: WorkspaceRef, required: true }),
      permissions: t.arg({
        description: 'The permissions to check.',
        type: [PermissionEnum],
        required: true,
      }),
    },
    resolve: async (_root, { workspace, permissions }, context): Promise<Decision[]> => {
      const access = await findAccess(context.store.db, context.signedIn, workspace)
      if (!access) throw notFound()
      return permissions.map((permission) => decide(context.signedIn, access, permission))
    },
  }),
)

function decide(principal: Principal, access: Access, permission: Permission): Decision {
  const requiredRole = LOWEST_ROLE[permission]
  const myRole = roleOfRank(access.rank)
  const about = { permission, requiredRole, myRole }
  if (can(principal, access, permission)) {
    if (!isKept(principal, access, permission))
      return { ...about, allowed: false, code: 'FORBIDDEN', reason: 'The workspace is suspended' }
    if (isBuiltInAgainst(principal, access, permission))
      return { ...about, allowed: false, code: 'BUILT_IN', reason: 'The workspace is built in' }
    return { ...about, allowed: true, code: null, reason: `${myRole} holds it` }
  }
  const reason = rankHolds(access.rank, permission)
    ? 'The token does not carry it'
    : `It needs ${requiredRole}; the caller is ${myRole ?? 'only watching the deletion'}`
  return { ...about, allowed: false, code: access.deletionId === null ? 'FORBIDDEN' : 'WORKSPACE_DELETING', reason }
}
