import type { Generated, GeneratedAlways } from 'kysely'
import type { RoleName } from './member.ts'
import type { CleanupMode } from './resource.ts'

export type DeletionState = 'SCHEDULED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
export type DeletionPolicy = 'CASCADE' | 'RESTRICT' | 'RETAIN'
export type StepState = 'WAITING' | 'RUNNING' | 'RETRYING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED'
/** How a step cleans up; RELEASE takes external resources out of the register and leaves them as they are. */
export type StepCleanup = CleanupMode | 'RELEASE'
export type TaskState = 'READY' | 'CLAIMED' | 'RETRYING' | 'DONE' | 'FAILED'

export interface DeletionTables {
  deletion: DeletionTable
  deletion_step: DeletionStepTable
  deletion_watcher: DeletionWatcherTable
  cleanup_task: CleanupTaskTable
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
  /** External resources whose removal has failed and is not tried any more. */
  failed: Generated<number>
  /** External resources that were left behind. */
  skipped: Generated<number>
  /** When an event last told that it moved; null until a process begins. */
  moved_at: string | null
  last_error: string | null
  /** The event that ended it, as JSON, where the other columns do not tell all of it: `deletion.restored`. */
  last_event: string | null
  /** The workspace's own token that requested the deletion is moved here: it may watch until it expires. */
  token_id: string | null
  token_hash: string | null
  /** The secret before the last rotation is good until `token_previous_until`. */
  token_previous_hash: string | null
  token_previous_until: string | null
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
  failed: Generated<number>
  skipped: Generated<number>
  attempts: Generated<number>
  /** Refusals by the database since it last went on. */
  failures: Generated<number>
  /** As it was when the deletion was planned, or RELEASE from when it was skipped; NONE where it is not of one kind. */
  cleanup: Generated<StepCleanup>
  /** The position of the first of the steps that go on side by side; null for the step's own. */
  stage: number | null
  /** The last resource that has become a clean-up task; `~` if all have. */
  handed_over_to: string | null
  started_at: string | null
  finished_at: string | null
  next_attempt_at: string | null
  last_error: string | null
}

/** An external resource that its owner service must remove. */
interface CleanupTaskTable {
  id: string
  deletion_id: string
  /** Of the step. */
  position: number
  workspace_id: string
  workspace_name: string
  kind: string
  cleanup: Exclude<CleanupMode, 'NONE'>
  resource_id: string
  resource_name: string
  external_id: string | null
  labels: string
  state: TaskState
  /** How often it was claimed or sent: the fencing token of reports. */
  attempt: Generated<number>
  /** Attempts that have failed since it was created or retried. */
  failures: Generated<number>
  /** When it may be taken: at once, at the next attempt, or when its lease expires. Null: not at all. */
  due_at: string | null
  last_error: string | null
}

interface DeletionWatcherTable {
  deletion_id: string
  user_id: string
  /** 1 if the user was an OWNER when the deletion was requested. */
  was_owner: number
}
