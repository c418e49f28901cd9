import type { Generated, GeneratedAlways } from 'kysely'
import type { RoleName } from './member.ts'

export type DeletionState = 'SCHEDULED' | 'RUNNING' | 'SUCCEEDED' | 'CANCELLED'
export type DeletionPolicy = 'CASCADE' | 'RESTRICT'
export type StepState = 'WAITING' | 'RUNNING' | 'RETRYING' | 'SUCCEEDED'

export interface DeletionTables {
  deletion: DeletionTable
  deletion_step: DeletionStepTable
  deletion_watcher: DeletionWatcherTable
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
  /** When the grace period ends; null in records of a time without grace periods. */
  starts_at: string | null
  started_at: string | null
  finished_at: string | null
  /** `finished_at`; until then a text in front of all instants, in the order of ids. */
  finished_order: GeneratedAlways<string>
  total: number
  done: Generated<number>
  last_error: string | null
  /** The event that ended it, as JSON, where the other columns do not tell all of it: `deletion.restored`. */
  last_event: string | null
  /** The workspace's own token that requested the deletion is moved here: it may watch until it expires. */
  token_id: string | null
  token_hash: string | null
  token_owner_id: string | null
  token_minted_by: string | null
  token_expires_at: string | null
  /** JSON: the row of the token as it was then, without what it is found by. Null in records of a version before. */
  token_row: string | null
  /** `token_hash` is null from then on. */
  token_revoked_at: string | null
  token_revoked_by: string | null
  token_role: RoleName | null
  token_permissions: string | null
  /** The lease of the process that runs the deletion. `lease_fence` is its fencing token: it grows with each holder. */
  lease_holder: string | null
  lease_until: string | null
  lease_fence: Generated<number>
  /** The time at which all deletions were paused, once an event has told it to this one's watchers; null while it runs. */
  paused_at: string | null
}

interface DeletionStepTable {
  deletion_id: string
  position: number
  name: string
  /** For people: a kind may be called otherwise later. Null in plans that were made before labels were recorded. */
  label: string | null
  state: Generated<StepState>
  total: number
  done: Generated<number>
  attempts: Generated<number>
  started_at: string | null
  finished_at: string | null
  next_attempt_at: string | null
  last_error: string | null
}

interface DeletionWatcherTable {
  deletion_id: string
  user_id: string
  /** 1 if the user was an OWNER when the deletion was requested. */
  was_owner: number
}
