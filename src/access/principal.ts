import type { RoleName } from '../../db/schema.ts'

/** What compares roles: the same numbers as `membership.role_rank`. */
export const ROLE_RANK: Readonly<Record<RoleName, number>> = { VIEWER: 1, EDITOR: 2, ADMIN: 3, OWNER: 4 }
const BY_RANK: readonly (RoleName | null)[] = [null, 'VIEWER', 'EDITOR', 'ADMIN', 'OWNER']

/** The role of a rank; null for 0, which is no role. */
export function roleOfRank(rank: number): RoleName | null {
  return BY_RANK[rank] ?? null
}

/** Who is calling, as it was read for this request: nothing of it is kept for the next. */
export interface Principal {
  readonly id: string
  readonly name: string
  /** Holds OWNER rights everywhere in this request: a platform admin, by a credential that carries it. */
  readonly platformAdmin: boolean
  readonly groups: readonly string[]
  /** The API token of this request; null for a JWT. */
  readonly token: TokenRights | null
  /** Set for the token that asked for a deletion, once its workspace is going: all that it is still good for. */
  readonly watchesDeletion: string | null
  /** RFC 3339; the credential is dead from then on. */
  readonly expiresAt: string
}

export interface TokenRights {
  readonly id: string
  readonly workspaceId: string | null
  readonly role: RoleName | null
  readonly permissions: readonly string[] | null
}

/** A principal and the request it makes: what an action is done by, and what its event tells. */
export interface Caller {
  readonly principal: Principal
  readonly requestId: string
  readonly ip: string | null
}

/** How memberships name principals: a user's id, a group's key, everyone's key. */
export const EVERYONE = 'everyone'
export const groupKey = (name: string): string => `group:${name}`

/** All the keys that a membership of the caller may carry. */
export function principalKeys(principal: Principal): string[] {
  return [principal.id, ...principal.groups.map(groupKey), EVERYONE]
}

/** The most that a credential lets through, whatever the role: 0 where it is bound to another workspace. */
export function ceiling(principal: Principal, workspaceId: string): number {
  const { token } = principal
  if (principal.watchesDeletion !== null) return 0
  if (!token) return ROLE_RANK.OWNER
  if (token.workspaceId !== null && token.workspaceId !== workspaceId) return 0
  if (token.permissions && !token.permissions.includes('WORKSPACE_READ')) return 0
  return token.role ? ROLE_RANK[token.role] : ROLE_RANK.OWNER
}
