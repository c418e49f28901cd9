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
  EVENT_READ: 'ADMIN',
  WORKSPACE_DELETE: 'OWNER',
  OWNERSHIP_GRANT: 'OWNER',
} as const satisfies Record<string, RoleName>

export type Permission = keyof typeof LOWEST_ROLE
export const PERMISSIONS = Object.keys(LOWEST_ROLE) as Permission[]

/** What each role is for, shown in the API. */
export const ROLES: Readonly<Record<RoleName, string>> = {
  OWNER: 'Everything, including ownership, deletion and its protection.',
  ADMIN: 'Members, tokens, settings and the audit log, besides all that an editor does.',
  EDITOR: 'Projects and resources, besides reading.',
  VIEWER: 'Reading, and tokens of their own that read.',
}

/** Whether a role of this rank holds the permission. */
export function rankHolds(rank: number, permission: Permission): boolean {
  return rank >= ROLE_RANK[LOWEST_ROLE[permission]]
}
