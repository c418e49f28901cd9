import type { GeneratedAlways } from 'kysely'

export type RoleName = 'OWNER' | 'ADMIN' | 'EDITOR' | 'VIEWER'
export type PrincipalType = 'USER' | 'SERVICE_ACCOUNT' | 'GROUP' | 'EVERYONE'

export interface MemberTables {
  membership: MembershipTable
  member_count: MemberCountTable
}

/** Kept by every write: how many memberships of each role a workspace has. */
interface MemberCountTable {
  workspace_id: string
  role: RoleName
  count: number
}

interface MembershipTable {
  id: string
  workspace_id: string
  principal_type: PrincipalType
  /** The id of a user or service account, `group:NAME` or `everyone`. */
  principal: string
  /** A copy of the user's name, by which lists are ordered; for groups and everyone the value of `principal`. */
  name: string
  role: RoleName
  /** From 1 (VIEWER) to 4 (OWNER), for comparing and ordering roles. */
  role_rank: GeneratedAlways<number>
  granted_by: string | null
  created_at: string
  updated_at: string
}
