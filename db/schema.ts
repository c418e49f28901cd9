// One interface for each table, as Kysely sees it. Times are RFC 3339 text in UTC, flags are 0 or 1, JSON is text:
// both databases hand them out so, and rows travel unmapped to the fields that show them.
import type { Generated, GeneratedAlways, Selectable } from 'kysely'

export type RoleName = 'OWNER' | 'ADMIN' | 'EDITOR' | 'VIEWER'
export type PrincipalType = 'USER' | 'GROUP' | 'EVERYONE'
export type WorkspaceState = 'ACTIVE' | 'SUSPENDED' | 'DELETING'
export type WorkspaceHosting = 'MANAGED' | 'LOCAL' | 'REMOTE'
export type WorkspaceVisibility = 'PRIVATE' | 'SHARED_READ' | 'SHARED_WRITE'
export type DeletionPolicy = 'CASCADE' | 'RESTRICT'
export type DeletionState = 'RUNNING' | 'SUCCEEDED'
export type StepState = 'WAITING' | 'RUNNING' | 'RETRYING' | 'SUCCEEDED'

interface UserTable {
  id: string
  name: string
  email: string | null
  platform_admin: number
  /** The identity provider's (issuer, subject); null until the first sign-in. */
  issuer: string | null
  subject: string | null
  /** JSON array: the groups of the last sign-in, good until `groups_at` is too old. */
  groups: Generated<string>
  groups_at: string | null
  suspended_at: string | null
  suspended_reason: string | null
  last_seen_at: string | null
  created_at: string
  /** Set: a tombstone, kept so that history keeps its names. */
  deleted_at: string | null
}

interface WorkspaceTable {
  id: string
  name: string
  display_name: string
  description: string | null
  hosting: WorkspaceHosting
  instance_url: string | null
  built_in: Generated<number>
  state: Generated<WorkspaceState>
  suspended_reason: string | null
  visibility: Generated<WorkspaceVisibility>
  deletion_protection: Generated<number>
  version: Generated<number>
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}

interface MembershipTable {
  id: string
  workspace_id: string
  principal_type: PrincipalType
  /** A user's id, `group:NAME` or `everyone`. */
  principal: string
  /** The user's, kept here for lists that are ordered by it; of others the key. */
  name: string
  role: RoleName
  /** 1 VIEWER … 4 OWNER: what compares and orders. */
  role_rank: GeneratedAlways<number>
  granted_by: string | null
  created_at: string
  updated_at: string
}

interface WorkspacePreferenceTable {
  user_id: string
  workspace_id: string
  favourite: Generated<number>
  hidden: Generated<number>
  is_default: Generated<number>
}

interface ApiTokenTable {
  id: string
  /** SHA-256 of the secret, hexadecimal. */
  hash: string
  hint: string
  name: string
  description: string | null
  workspace_id: string | null
  owner_id: string
  role: RoleName | null
  /** JSON array, or null for all that the role holds. */
  permissions: string | null
  platform_admin: Generated<number>
  created_at: string
  created_by: string | null
  /** The token that minted this one: revoked together. */
  minted_by: string | null
  expires_at: string
  last_used_at: string | null
  last_used_ip: string | null
  last_used_operation: string | null
  revoked_at: string | null
  revoked_by: string | null
}

interface ProjectTable {
  id: string
  workspace_id: string
  name: string
  description: string | null
  version: Generated<number>
  created_at: string
  updated_at: string
}

interface ResourceKindTable {
  name: string
  display_name: string
  cleanup: 'NONE'
  cleanup_order: number
  built_in: number
}

interface ResourceTable {
  id: string
  workspace_id: string
  project_id: string | null
  kind: string
  name: string
  external_id: string | null
  labels: Generated<string>
  spec: Generated<string>
  version: Generated<number>
  created_at: string
  created_by: string | null
  updated_at: string
}

interface ResourceCountTable {
  workspace_id: string
  kind: string
  count: number
}

interface DeletionTable {
  id: string
  workspace_id: string
  workspace_name: string
  workspace_display_name: string
  state: DeletionState
  policy: DeletionPolicy
  reason: string | null
  requested_by: string | null
  requested_at: string
  started_at: string | null
  finished_at: string | null
  total: number
  done: Generated<number>
  last_error: string | null
  /** The workspace token that asked, moved here: it may watch until it expires. */
  token_id: string | null
  token_hash: string | null
  token_owner_id: string | null
  token_minted_by: string | null
  token_expires_at: string | null
  /** The process that takes the workspace down, until when, and how often it has changed: only the last one's writes count. */
  lease_holder: string | null
  lease_until: string | null
  lease_fence: Generated<number>
}

interface DeletionStepTable {
  deletion_id: string
  position: number
  name: string
  state: Generated<StepState>
  total: number
  done: Generated<number>
  attempts: Generated<number>
  next_attempt_at: string | null
  last_error: string | null
}

interface DeletionWatcherTable {
  deletion_id: string
  user_id: string
  /** 1: was OWNER when the deletion was asked for. */
  was_owner: number
}

interface EventTable {
  seq: Generated<number>
  type: string
  at: string
  workspace_id: string | null
  deletion_id: string | null
  actor_id: string | null
  actor_name: string
  token_id: string | null
  subject_id: string | null
  request_id: string | null
  ip: string | null
  summary: string
  data: string
}

/** What all replicas of a deployment have in common. */
interface SettingTable {
  name: 'secret_key_fingerprint'
  value: string
}

export interface Database {
  user: UserTable
  workspace: WorkspaceTable
  membership: MembershipTable
  workspace_preference: WorkspacePreferenceTable
  api_token: ApiTokenTable
  project: ProjectTable
  resource_kind: ResourceKindTable
  resource: ResourceTable
  resource_count: ResourceCountTable
  deletion: DeletionTable
  deletion_step: DeletionStepTable
  deletion_watcher: DeletionWatcherTable
  event: EventTable
  setting: SettingTable
}

/** A row as it is selected. */
export type Row<T extends keyof Database> = Selectable<Database[T]>
