// Who is calling. A principal is read for each request; a stream keeps it until the log has an event that may have
// changed it.
import type { RoleName, Row } from '../../db/schema.ts'
import { NOUNS } from '../store/nouns.ts'

/** The ranks by which roles are compared; the same numbers as `membership.role_rank`. */
export const ROLE_RANK: Readonly<Record<RoleName, number>> = { VIEWER: 1, EDITOR: 2, ADMIN: 3, OWNER: 4 }
const ROLE_BY_RANK: readonly (RoleName | null)[] = [null, 'VIEWER', 'EDITOR', 'ADMIN', 'OWNER']

/** The role of a rank; null for 0, which is no role. */
export function roleOfRank(rank: number): RoleName | null {
  return ROLE_BY_RANK[rank] ?? null
}

/** The caller of one request. */
export interface Principal {
  readonly id: string
  /** As it was read when the principal was made; null for nobody. */
  readonly row: Row<'user'> | null
  readonly name: string
  /** Holds OWNER rights everywhere: the user is a platform admin, and the credential was made to carry these rights. */
  readonly platformAdmin: boolean
  readonly groups: readonly string[]
  /** RFC 3339; the groups no longer count from then on. Null where there are none. */
  readonly groupsExpireAt: string | null
  /** RFC 3339; groups that a user had at a sign-in before this instant do not count now. */
  readonly groupsCountSince: () => string
  /** The API token of this request, or the one that opened its session; null for a JWT, and for a sign-in without one. */
  readonly token: TokenRights | null
  /** The id of the browser session that sends this request; null for every other credential. */
  readonly session: string | null
  /** Set for a token that requested the deletion of its own workspace: from then on it can follow that deletion only. */
  readonly watchesDeletion: string | null
  /** RFC 3339; the credential expires then. */
  readonly expiresAt: string
}

/** The limits of an API token; null where it has none. */
export interface TokenRights {
  readonly id: string
  readonly workspaceId: string | null
  readonly role: RoleName | null
  readonly permissions: readonly string[] | null
  /**
   * RFC 3339. Whatever is made with the token ends then at the latest; an earlier end of the session that uses it does
   * not count.
   */
  readonly expiresAt: string
}

/** A principal and the request that it makes: the actor of an action and of its event. */
export interface Caller {
  readonly principal: Principal
  readonly requestId: string
  readonly ip: string | null
}

/**
 * The key under which the use of a credential is counted: the id of the session, of the token, or, for any JWT, of the
 * user.
 */
export const credentialKey = ({ session, token, id }: Principal): string => session ?? token?.id ?? id

/** How memberships name principals: the id of a user or service account, the key of a group, the key of everyone. */
export const EVERYONE = 'everyone'
const GROUP_PREFIX = 'group:'
export const groupKey = (name: string): string => `${GROUP_PREFIX}${name}`

/** The name of the group that a key stands for; null for the key of another principal. */
export function groupOfKey(key: string): string | null {
  return key.startsWith(GROUP_PREFIX) ? key.slice(GROUP_PREFIX.length) : null
}

/** Whether a key or id is that of a service account. */
export const isServiceAccount = (key: string): boolean => key.startsWith(`${NOUNS.service_account.prefix}_`)

/** Every key under which a membership can name the caller. */
export function principalKeys(principal: Principal): string[] {
  if (isServiceAccount(principal.id)) return [principal.id]
  return [principal.id, ...principal.groups.map(groupKey), EVERYONE]
}

/** The workspace that the caller's token is limited to; null where the credential is good everywhere. */
export function boundWorkspace({ token }: Principal): string | null {
  return token?.workspaceId ?? null
}

/**
 * Whether the caller's token is limited to a workspace, a role or a list of permissions, and so allows less than its
 * owner may do.
 */
export function isLimited({ token }: Principal): boolean {
  if (!token) return false
  return token.workspaceId !== null || token.permissions !== null || (token.role ?? 'OWNER') !== 'OWNER'
}

/** The highest rank that the credential allows in a workspace, whatever the caller's role there; 0 for no access. */
export function tokenCeiling(principal: Principal, workspaceId: string): number {
  const { token } = principal
  if (principal.watchesDeletion !== null) return 0
  if (!token) return ROLE_RANK.OWNER
  if (token.workspaceId !== null && token.workspaceId !== workspaceId) return 0
  if (token.permissions && !token.permissions.includes('WORKSPACE_READ')) return 0
  return ROLE_RANK[token.role ?? 'OWNER']
}
