import type { RoleName } from '../../../db/schema.ts'
import { findAccess } from '../../access/authorize.ts'
import { can } from '../../access/judge.ts'
import { LOWEST_ROLE, PERMISSIONS, type Permission, ROLES, rankHolds } from '../../access/policy.ts'
import { ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { notFound } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import { PermissionEnum, RoleNameEnum } from '../../graphql/enums.ts'
import { WorkspaceRef } from '../refs.ts'

export const Role = builder.objectRef<RoleName>('Role').implement({
  description: 'One row of the permission matrix. A role holds all that the roles below it hold.',
  fields: (t) => ({
    name: t.field({ type: RoleNameEnum, resolve: (role) => role }),
    description: t.string({ resolve: (role) => ROLES[role] }),
    permissions: t.field({
      type: [PermissionEnum],
      resolve: (role) => PERMISSIONS.filter((permission) => rankHolds(ROLE_RANK[role], permission)),
    }),
  }),
})

interface Decision {
  permission: Permission
  allowed: boolean
  reason: string
}

const AccessDecision = builder.objectRef<Decision>('AccessDecision').implement({
  fields: (t) => ({
    permission: t.field({ type: PermissionEnum, resolve: (decision) => decision.permission }),
    allowed: t.exposeBoolean('allowed'),
    reason: t.exposeString('reason'),
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
      'Whether the caller holds each permission in a workspace, and why not. NOT_FOUND where it is hidden or missing.',
    args: {
      workspace: t.arg({ type: WorkspaceRef, required: true }),
      permissions: t.arg({ type: [PermissionEnum], required: true }),
    },
    resolve: async (_root, { workspace, permissions }, context): Promise<Decision[]> => {
      const access = await findAccess(context.store.db, context.signedIn, workspace)
      if (!access) throw notFound()
      const role = roleOfRank(access.rank)
      return permissions.map((permission) => {
        if (can(context.signedIn, access, permission)) return { permission, allowed: true, reason: `${role} holds it` }
        const reason = rankHolds(access.rank, permission)
          ? 'The token does not carry it'
          : `It needs ${LOWEST_ROLE[permission]}; the caller is ${role ?? 'only watching the deletion'}`
        return { permission, allowed: false, reason }
      })
    },
  }),
)
