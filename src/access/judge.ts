// Judgement: may this caller, with this access, do that? Pure functions over what has been read already; the same ones
// judge a field before it resolves (scope-auth) and an action inside its transaction.
import type { RoleName } from '../../db/schema.ts'
import { AppError, notFound } from '../errors.ts'
import type { Access } from './access.ts'
import {
  CLOSED_IN_BUILT_INS,
  KEPT_WHILE_SUSPENDED,
  LOWEST_ROLE,
  PERMISSIONS,
  type Permission,
  rankHolds,
} from './policy.ts'
import { type Caller, type Principal, ROLE_RANK, roleOfRank } from './principal.ts'

/** Whether the caller holds the permission in the workspace: by its role there, and by the permissions of its token. */
export function can(principal: Principal, access: Access | null, permission: Permission): boolean {
  return access !== null && rankHolds(access.rank, permission) && tokenCarries(principal, permission)
}

/** Whether the list of permissions of the caller's token, if it has one, contains the permission. */
export function tokenCarries({ token }: Principal, permission: Permission): boolean {
  return token?.permissions?.includes(permission) ?? true
}

/** Whether the workspace is not suspended, or its suspension leaves the permission in force. */
export function isKept({ platformAdmin }: Principal, { workspace }: Access, permission: Permission): boolean {
  if (workspace.state !== 'SUSPENDED' || KEPT_WHILE_SUSPENDED.includes(permission)) return true
  return permission === 'WORKSPACE_DELETE' && platformAdmin
}

/** Whether the workspace is built in and the permission is refused there. Nobody can delete a built-in workspace. */
export function isBuiltInAgainst({ platformAdmin }: Principal, { workspace }: Access, permission: Permission): boolean {
  if (workspace.built_in === 0) return false
  return permission === 'WORKSPACE_DELETE' || (!platformAdmin && CLOSED_IN_BUILT_INS.includes(permission))
}

/** Every permission that the caller holds in the workspace. */
export function permissionsIn(principal: Principal, access: Access | null): Permission[] {
  return PERMISSIONS.filter((permission) => can(principal, access, permission))
}

interface Lacking {
  /** Null where a role or platform rights decide. */
  permission?: Permission | null
  requiredRole?: RoleName | null
  myRole?: RoleName | null
  reason?: string | null
}

/** FORBIDDEN, saying what is needed and what the caller has. Without `requiredRole`: the lowest role of `permission`. */
export function forbidden(
  message: string,
  { permission = null, requiredRole = permission && LOWEST_ROLE[permission], myRole = null, ...details }: Lacking = {},
): AppError {
  return new AppError('FORBIDDEN', message, { permission, requiredRole, myRole, ...details })
}

/** FORBIDDEN unless the caller holds the permission in the workspace. */
export function assertPermission(principal: Principal, access: Access, permission: Permission): void {
  if (can(principal, access, permission)) return
  throw forbidden(`This needs ${permission}`, { permission, myRole: roleOfRank(access.rank) })
}

/** FORBIDDEN where the role or the permissions of the caller's token exclude the permission, whatever its owner holds. */
export function assertTokenPermission(principal: Principal, permission: Permission): void {
  if (tokenAllows(principal, permission)) return
  throw forbidden(`This needs a token with ${permission}`, { permission, myRole: principal.token?.role ?? 'OWNER' })
}

/** Whether the role and the permissions of the caller's token, if it has limits, allow what the permission covers. */
export function tokenAllows(principal: Principal, permission: Permission): boolean {
  return rankHolds(ROLE_RANK[principal.token?.role ?? 'OWNER'], permission) && tokenCarries(principal, permission)
}

/** FORBIDDEN unless the caller is a platform admin, by a credential that carries these rights. */
export function assertPlatformAdmin({ principal }: Pick<Caller, 'principal'>): void {
  if (!principal.platformAdmin) throw notPlatformAdmin()
}

/** FORBIDDEN for a caller without platform rights. */
export function notPlatformAdmin(message = 'This is for platform admins'): AppError {
  return forbidden(message)
}

/** NOT_FOUND unless the caller may know of the workspace. */
export function assertVisible(access: Access | null): asserts access is Access {
  if (!access) throw notFound()
}

/** WORKSPACE_DELETING, with the id under which a watcher follows the deletion. */
export function assertNotDeleting({ workspace, deletionId }: Access): void {
  if (workspace.state === 'DELETING') throw workspaceDeleting(deletionId)
}

/** WORKSPACE_DELETING, for a watcher of the deletion. */
export function workspaceDeleting(deletionId: string | null): AppError {
  return new AppError('WORKSPACE_DELETING', 'The workspace is being deleted', { deletionId })
}

/** FORBIDDEN with the reason of the suspension: a suspended workspace is readable, and refuses writes. */
export function assertNotSuspended({ workspace, rank }: Access, permission: Permission): void {
  if (workspace.state !== 'SUSPENDED') return
  const reason = workspace.suspended_reason
  throw forbidden(`The workspace is suspended: ${reason}`, { permission, myRole: roleOfRank(rank), reason })
}

/** BUILT_IN for all but platform admins, who alone change settings and members of `default` and `system`. */
export function assertNotBuiltIn({ principal }: Caller, { workspace }: Access): void {
  if (workspace.built_in === 0 || principal.platformAdmin) return
  throw new AppError('BUILT_IN', `${workspace.name} is built in: only platform admins change it`)
}
