// The tables as Kysely sees them. Times are RFC 3339 text in UTC, flags are 0 or 1, JSON is text: both databases return
// them so, and rows reach the fields that show them without mapping.
import type { Selectable } from 'kysely'
import type { DeletionTables } from './schema/deletion.ts'
import type { EventTables } from './schema/event.ts'
import type { IdempotencyTables } from './schema/idempotency.ts'
import type { InvitationTables } from './schema/invitation.ts'
import type { MemberTables } from './schema/member.ts'
import type { ProjectTables } from './schema/project.ts'
import type { ResourceTables } from './schema/resource.ts'
import type { ServiceAccountTables } from './schema/service-account.ts'
import type { SessionTables } from './schema/session.ts'
import type { SettingTables } from './schema/setting.ts'
import type { SigningKeyTables } from './schema/signing-key.ts'
import type { TokenTables } from './schema/token.ts'
import type { UserTables } from './schema/user.ts'
import type { WorkspaceTables } from './schema/workspace.ts'

export type { DeletionPolicy, DeletionState, StepCleanup, StepState, TaskState } from './schema/deletion.ts'
export type { InvitationDelivery, InvitationState } from './schema/invitation.ts'
export type { PrincipalType, RoleName } from './schema/member.ts'
export type { CleanupMode } from './schema/resource.ts'
export type { WorkspaceHosting, WorkspaceState, WorkspaceVisibility } from './schema/workspace.ts'

/** Every table by its name. A new area adds its tables here. */
export type Database = UserTables &
  WorkspaceTables &
  MemberTables &
  InvitationTables &
  TokenTables &
  ProjectTables &
  ResourceTables &
  DeletionTables &
  EventTables &
  ServiceAccountTables &
  SessionTables &
  SettingTables &
  IdempotencyTables &
  SigningKeyTables

/** The names of all tables: the compiler refuses one that is missing, and one that there is not. */
export const TABLES = Object.keys({
  api_token: true,
  cleanup_task: true,
  deletion: true,
  deletion_step: true,
  deletion_watcher: true,
  departed_sender: true,
  event: true,
  idempotency_key: true,
  invitation: true,
  invitation_mail: true,
  member_count: true,
  membership: true,
  project: true,
  resource: true,
  resource_count: true,
  resource_kind: true,
  service_account: true,
  session: true,
  setting: true,
  sign_in_link: true,
  signing_key: true,
  user: true,
  workspace: true,
  workspace_preference: true,
} satisfies Record<keyof Database, true>) as readonly (keyof Database)[]

/** A row as it is selected. */
export type Row<T extends keyof Database> = Selectable<Database[T]>
