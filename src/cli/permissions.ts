import type { Permission } from '../client/index.ts'

/** Every permission; the compiler reports a missing one. */
const ALL = {
  WORKSPACE_READ: true,
  MEMBER_READ: true,
  RESOURCE_READ: true,
  TOKEN_CREATE: true,
  PROJECT_WRITE: true,
  RESOURCE_WRITE: true,
  WORKSPACE_UPDATE: true,
  MEMBER_INVITE: true,
  MEMBER_UPDATE: true,
  MEMBER_REMOVE: true,
  TOKEN_MANAGE: true,
  SERVICE_ACCOUNT_MANAGE: true,
  EVENT_READ: true,
  WORKSPACE_DELETE: true,
  WORKSPACE_RESTORE: true,
  OWNERSHIP_GRANT: true,
} as const satisfies Record<Permission, true>

export const PERMISSIONS = Object.keys(ALL) as Permission[]
