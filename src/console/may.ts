// What the console offers: a page that the user has no right to is absent, and an action without a right says why. The
// server checks the rights in any case.
import type { Permission, RoleName, TokenStatus, WorkspaceState } from './generated/types.ts'
import { aRole, ROLE_WORDS, ROLES } from './words.ts'

export interface Rights {
  readonly state: WorkspaceState
  readonly suspendedReason?: string | null
  readonly myRole: RoleName | null
  readonly myPermissions: readonly Permission[]
}
interface RoleRights {
  readonly name: RoleName
  readonly permissions: readonly Permission[]
}

/** The lowest role that has each permission; computed from `roles`, once they are loaded. */
let lowest: Partial<Record<Permission, RoleName>> = {}
export function learnRoles(roles: readonly RoleRights[]): void {
  const held = ROLES.flatMap((name) => {
    const { permissions = [] } = roles.find((role) => role.name === name) ?? {}
    return permissions.map((permission) => [permission, name] as const)
  })
  lowest = Object.fromEntries(held)
}

/** What is still allowed while a workspace is suspended: to read, to remove members, and to revoke tokens. */
const KEPT_WHILE_SUSPENDED: readonly Permission[] = [
  'WORKSPACE_READ',
  'MEMBER_READ',
  'RESOURCE_READ',
  'EVENT_READ',
  'MEMBER_REMOVE',
  'TOKEN_MANAGE',
]

/** Whether the user has a permission now: `myPermissions` lists those of the role, and ignores a suspension. */
export const may = ({ myPermissions, state }: Rights, permission: Permission): boolean =>
  myPermissions.includes(permission) && (state !== 'SUSPENDED' || KEPT_WHILE_SUSPENDED.includes(permission))

/** The reason why a permission is missing, as a sentence; undefined if the user has it. */
export function whyNot(workspace: Rights, permission: Permission): string | undefined {
  if (may(workspace, permission)) return undefined
  if (workspace.state === 'SUSPENDED' && workspace.myPermissions.includes(permission)) {
    return `The workspace is suspended${workspace.suspendedReason ? `: ${workspace.suspendedReason}` : ''}.`
  }
  const role = lowest[permission]
  const mine = workspace.myRole ? `, and you are ${aRole(workspace.myRole)}` : ''
  return role ? `This takes ${aRole(role)}${mine}. Ask an owner.` : 'This is not allowed here.'
}

/** The roles that the user may grant: up to their own; OWNER only for users who may make owners. */
export function grantable(workspace: Rights): readonly RoleName[] {
  if (may(workspace, 'OWNERSHIP_GRANT')) return ROLES
  const own = workspace.myRole ? ROLES.indexOf(workspace.myRole) : ROLES.length
  return ROLES.filter((role, index) => index >= own && role !== 'OWNER')
}

/** Why the user may not change something with this role: nobody can change what is above their own role. */
export function whyNotWith(workspace: Rights, permission: Permission, role: RoleName): string | undefined {
  const refusal = whyNot(workspace, permission)
  if (refusal || grantable(workspace).includes(role)) return refusal
  return `This takes ${aRole(role)}. Ask an owner.`
}

/** The ceilings that a token may have: the roles up to the reader's own. */
export function ceilings(workspace: Rights): readonly RoleName[] {
  return workspace.myRole ? ROLES.slice(ROLES.indexOf(workspace.myRole)) : grantable(workspace)
}

interface OwnedToken {
  readonly status: TokenStatus
  readonly owner: { readonly __typename: string; readonly id?: string }
}

/**
 * Why the user can't give a token a new secret; undefined if they can. Everybody who sees a token may suspend and
 * revoke it.
 */
export function whyNotRotate(token: OwnedToken, reader: string | undefined, workspace?: Rights): string | undefined {
  const { owner, status } = token
  const isAccount = owner.__typename === 'ServiceAccount'
  if (!isAccount && owner.id !== reader) return 'Only its owner gives it a new secret.'
  const why = workspace && whyNot(workspace, isAccount ? 'SERVICE_ACCOUNT_MANAGE' : 'TOKEN_CREATE')
  return why ?? (status === 'SUSPENDED' ? 'It is suspended: resume it first.' : undefined)
}

export type WorkspacePage =
  | 'members'
  | 'invitations'
  | 'tokens'
  | 'service-accounts'
  | 'resources'
  | 'projects'
  | 'activity'
  | 'settings'

/** The pages of a workspace, and the permission that each needs. */
export const PAGES: readonly { readonly page: WorkspacePage; readonly title: string; readonly needs: Permission }[] = [
  { page: 'members', title: 'Members', needs: 'MEMBER_READ' },
  { page: 'invitations', title: 'Invitations', needs: 'MEMBER_INVITE' },
  { page: 'tokens', title: 'Tokens', needs: 'WORKSPACE_READ' },
  { page: 'service-accounts', title: 'Service accounts', needs: 'MEMBER_READ' },
  { page: 'resources', title: 'Resources', needs: 'RESOURCE_READ' },
  { page: 'projects', title: 'Projects', needs: 'RESOURCE_READ' },
  { page: 'activity', title: 'Activity', needs: 'EVENT_READ' },
  { page: 'settings', title: 'Settings', needs: 'WORKSPACE_READ' },
]

/** The pages that the user can open. A suspension removes no page. */
export const pagesOf = ({ myPermissions }: Rights): typeof PAGES =>
  PAGES.filter(({ needs }) => myPermissions.includes(needs))

export const roleWord = (role: RoleName | null): string => (role ? ROLE_WORDS[role] : 'No role')
