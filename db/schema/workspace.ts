import type { Generated } from 'kysely'

export type WorkspaceState = 'ACTIVE' | 'SUSPENDED' | 'DELETING'
export type WorkspaceHosting = 'MANAGED' | 'LOCAL' | 'REMOTE'
export type WorkspaceVisibility = 'PRIVATE' | 'SHARED_READ' | 'SHARED_WRITE'

export interface WorkspaceTables {
  workspace: WorkspaceTable
  workspace_preference: WorkspacePreferenceTable
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
  /** While `state` is DELETING: the state of the deletion. */
  deletion_state: 'SCHEDULED' | 'RUNNING' | 'FAILED' | null
  suspended_at: string | null
  suspended_reason: string | null
  visibility: Generated<WorkspaceVisibility>
  deletion_protection: Generated<number>
  version: Generated<number>
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}

interface WorkspacePreferenceTable {
  user_id: string
  workspace_id: string
  favourite: Generated<number>
  hidden: Generated<number>
  is_default: Generated<number>
}
