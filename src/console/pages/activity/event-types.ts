// The names of events, in groups: for the filter, and for the icon of each event.
import type { EventType } from '../../generated/types.ts'
import type { IconName } from '../../ui/Icon.tsx'

export type EventGroup =
  | 'workspace'
  | 'members'
  | 'invitations'
  | 'tokens'
  | 'machines'
  | 'projects'
  | 'resources'
  | 'deletion'
  | 'users'
  | 'sign-ins'
  | 'kinds'
  | 'brake'

/** In the order of the filter; `platform` marks groups whose events never belong to a workspace. */
export const EVENT_GROUPS: Readonly<
  Record<EventGroup, { readonly title: string; readonly icon: IconName; readonly platform?: true }>
> = {
  workspace: { title: 'Workspace', icon: 'workspaces' },
  members: { title: 'Members', icon: 'users' },
  invitations: { title: 'Invitations', icon: 'mail' },
  tokens: { title: 'Tokens', icon: 'key' },
  machines: { title: 'Service accounts', icon: 'robot' },
  projects: { title: 'Projects', icon: 'folder' },
  resources: { title: 'Resources', icon: 'box' },
  deletion: { title: 'Deletion', icon: 'trash' },
  users: { title: 'Users', icon: 'users', platform: true },
  'sign-ins': { title: 'Sign-ins', icon: 'shield', platform: true },
  kinds: { title: 'Kinds of resource', icon: 'box', platform: true },
  brake: { title: 'All deletions', icon: 'pause', platform: true },
}

export const EVENT_TYPES: Readonly<Record<EventType, readonly [group: EventGroup, title: string]>> = {
  WORKSPACE_CREATED: ['workspace', 'Created'],
  WORKSPACE_UPDATED: ['workspace', 'Settings changed'],
  WORKSPACE_SUSPENDED: ['workspace', 'Suspended'],
  WORKSPACE_RESUMED: ['workspace', 'Resumed'],
  WORKSPACE_OWNERLESS: ['workspace', 'Left without an owner'],
  MEMBER_ADDED: ['members', 'Added'],
  MEMBER_ROLE_CHANGED: ['members', 'Role changed'],
  MEMBER_REMOVED: ['members', 'Removed'],
  MEMBER_LEFT: ['members', 'Left'],
  OWNERSHIP_TRANSFERRED: ['members', 'Ownership transferred'],
  INVITATION_CREATED: ['invitations', 'Invited'],
  INVITATION_RESENT: ['invitations', 'Sent again'],
  INVITATION_REVOKED: ['invitations', 'Revoked'],
  INVITATION_ACCEPTED: ['invitations', 'Accepted'],
  INVITATION_DECLINED: ['invitations', 'Declined'],
  INVITATION_EXPIRED: ['invitations', 'Expired'],
  TOKEN_CREATED: ['tokens', 'Created'],
  TOKEN_REVOKED: ['tokens', 'Revoked'],
  TOKEN_ROTATED: ['tokens', 'Rotated'],
  TOKEN_SUSPENDED: ['tokens', 'Suspended'],
  TOKEN_RESUMED: ['tokens', 'Resumed'],
  TOKEN_EXPIRING: ['tokens', 'About to expire'],
  SERVICE_ACCOUNT_CREATED: ['machines', 'Created'],
  SERVICE_ACCOUNT_DELETED: ['machines', 'Deleted'],
  PROJECT_CREATED: ['projects', 'Created'],
  PROJECT_UPDATED: ['projects', 'Changed'],
  PROJECT_DELETED: ['projects', 'Deleted'],
  RESOURCE_REGISTERED: ['resources', 'Registered'],
  RESOURCE_UPDATED: ['resources', 'Changed'],
  RESOURCE_DELETED: ['resources', 'Deleted'],
  DELETION_SCHEDULED: ['deletion', 'Scheduled'],
  DELETION_STARTED: ['deletion', 'Started'],
  DELETION_STEP_STARTED: ['deletion', 'Step started'],
  DELETION_STEP_RETRYING: ['deletion', 'Step tried again'],
  DELETION_TASK_FAILED: ['deletion', 'Resource not removed'],
  DELETION_STEP_FAILED: ['deletion', 'Step failed'],
  DELETION_STEP_SUCCEEDED: ['deletion', 'Step finished'],
  DELETION_STEP_SKIPPED: ['deletion', 'Step skipped'],
  DELETION_RELEASED: ['deletion', 'Resources left behind'],
  DELETION_PAUSED: ['deletion', 'Paused'],
  DELETION_RESUMED: ['deletion', 'Went on'],
  DELETION_FAILED: ['deletion', 'Failed'],
  DELETION_RETRIED: ['deletion', 'Retried'],
  DELETION_RESTORED: ['deletion', 'Restored'],
  DELETION_SUCCEEDED: ['deletion', 'Finished'],
  USER_CREATED: ['users', 'Created'],
  USER_LINKED: ['users', 'Linked to the identity provider'],
  USER_UPDATED: ['users', 'Changed'],
  USER_SUSPENDED: ['users', 'Suspended'],
  USER_RESUMED: ['users', 'Resumed'],
  USER_DELETED: ['users', 'Deleted'],
  GROUP_MEMBERSHIP_CHANGED: ['users', 'Groups changed'],
  SESSION_STARTED: ['sign-ins', 'Signed in'],
  SESSION_ENDED: ['sign-ins', 'Session ended'],
  SIGN_IN_LINK_CREATED: ['sign-ins', 'Sign-in link made'],
  RESOURCE_KIND_REGISTERED: ['kinds', 'Registered'],
  RESOURCE_KIND_UPDATED: ['kinds', 'Changed'],
  DELETIONS_PAUSED: ['brake', 'Paused'],
  DELETIONS_RESUMED: ['brake', 'Went on'],
}

/** The types of a group. */
export const typesIn = (group: EventGroup): EventType[] =>
  (Object.keys(EVENT_TYPES) as EventType[]).filter((type) => EVENT_TYPES[type][0] === group)

/** The types for `type` in the address: those of a group, or one type; undefined if it is neither. */
export function typesOf(text: string): EventType[] | undefined {
  if (Object.hasOwn(EVENT_GROUPS, text)) return typesIn(text as EventGroup)
  return Object.hasOwn(EVENT_TYPES, text) ? [text as EventType] : undefined
}
