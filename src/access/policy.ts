// The permission matrix as data: what each role may do. Everything that is allowed or refused is derived from it.
import type { RoleName } from '../../db/schema.ts'
import { ROLE_RANK } from './principal.ts'

/** The lowest role that holds each permission. A role holds everything that the roles below it hold. */
export const LOWEST_ROLE = {
  WORKSPACE_READ: 'VIEWER',
  MEMBER_READ: 'VIEWER',
  RESOURCE_READ: 'VIEWER',
  TOKEN_CREATE: 'VIEWER',
  PROJECT_WRITE: 'EDITOR',
  RESOURCE_WRITE: 'EDITOR',
  WORKSPACE_UPDATE: 'ADMIN',
  MEMBER_INVITE: 'ADMIN',
  MEMBER_UPDATE: 'ADMIN',
  MEMBER_REMOVE: 'ADMIN',
  TOKEN_MANAGE: 'ADMIN',
  SERVICE_ACCOUNT_MANAGE: 'ADMIN',
  EVENT_READ: 'ADMIN',
  WORKSPACE_DELETE: 'OWNER',
  WORKSPACE_RESTORE: 'OWNER',
  OWNERSHIP_GRANT: 'OWNER',
} as const satisfies Record<string, RoleName>

export type Permission = keyof typeof LOWEST_ROLE
export const PERMISSIONS = Object.keys(LOWEST_ROLE) as Permission[]

/** What a suspended workspace still allows: to read it, to remove members and to revoke tokens. */
export const KEPT_WHILE_SUSPENDED: readonly Permission[] = [
  'WORKSPACE_READ',
  'MEMBER_READ',
  'RESOURCE_READ',
  'EVENT_READ',
  'MEMBER_REMOVE',
  'TOKEN_MANAGE',
]

/** What only platform admins may do in the built-in workspaces, whatever role somebody else has there. */
export const CLOSED_IN_BUILT_INS: readonly Permission[] = [
  'WORKSPACE_UPDATE',
  'MEMBER_INVITE',
  'MEMBER_UPDATE',
  'MEMBER_REMOVE',
  'SERVICE_ACCOUNT_MANAGE',
  'OWNERSHIP_GRANT',
]

/** What each permission allows, shown in the API. */
export const PERMISSION_MEANINGS: Readonly<Record<Permission, string>> = {
  WORKSPACE_READ: 'See the workspace.',
  MEMBER_READ: 'See its members.',
  RESOURCE_READ: 'See its projects and resources.',
  TOKEN_CREATE: 'Create tokens of their own.',
  PROJECT_WRITE: 'Create, change and delete projects.',
  RESOURCE_WRITE: 'Register, change and delete resources.',
  WORKSPACE_UPDATE: 'Change its display name, description, address and visibility.',
  MEMBER_INVITE: 'Add members, with at most their own role.',
  MEMBER_UPDATE: 'Change the roles of members, up to their own role.',
  MEMBER_REMOVE: 'Remove members.',
  TOKEN_MANAGE: "See and revoke everybody's tokens of the workspace.",
  SERVICE_ACCOUNT_MANAGE: 'Create and delete service accounts, and create and revoke their tokens.',
  EVENT_READ: 'Read the audit log and subscribe to it.',
  WORKSPACE_DELETE: 'Delete the workspace, and set its protection against deletion.',
  WORKSPACE_RESTORE: 'Restore the workspace before its deletion begins.',
  OWNERSHIP_GRANT: 'Make owners, and change or remove them.',
}

/** What each role is for, shown in the API. */
export const ROLES: Readonly<Record<RoleName, string>> = {
  OWNER: 'Everything, including ownership, deletion and its protection.',
  ADMIN: 'Members, service accounts, tokens, settings and the audit log, besides all that an editor does.',
  EDITOR: 'Projects and resources, besides reading.',
  VIEWER: 'Reading, and tokens of their own that read.',
}

/** Whether a role of this rank holds the permission. */
export function rankHolds(rank: number, permission: Permission): boolean {
  return rank >= ROLE_RANK[LOWEST_ROLE[permission]]
}
