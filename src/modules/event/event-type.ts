import { AUDITED_TYPES, type StoredEventType } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'

/** What each event of the audit log says. */
const MEANINGS: Partial<Record<StoredEventType, string>> = {
  'workspace.created': 'A workspace was created.',
  'workspace.updated': 'Settings of the workspace changed.',
  'workspace.suspended': 'A platform admin suspended the workspace.',
  'workspace.resumed': 'The workspace is no longer suspended.',
  'workspace.ownerless': 'The workspace has no owner left who can act.',
  'member.added': 'A principal became a member.',
  'member.role_changed': 'A member has another role.',
  'member.removed': 'A member was removed.',
  'member.left': 'A member left.',
  'invitation.created': 'Somebody was invited.',
  'invitation.resent': 'An invitation got a new code, and was sent again.',
  'invitation.revoked': 'An invitation was revoked.',
  'invitation.accepted': 'An invitation was accepted.',
  'invitation.declined': 'An invitation was declined.',
  'invitation.expired': 'An invitation was not answered in time.',
  'ownership.transferred': 'The workspace was handed to another owner.',
  'token.created': 'An API token was made.',
  'token.revoked': 'An API token was revoked.',
  'token.rotated': 'An API token got a new secret.',
  'token.suspended': 'An API token was suspended.',
  'token.resumed': 'An API token is no longer suspended.',
  'token.expiring': 'An API token expires within three days.',
  'service_account.created': 'A service account was created.',
  'service_account.deleted': 'A service account was deleted: its memberships and tokens have ended.',
  'project.created': 'A project was created.',
  'project.updated': 'A project changed.',
  'project.deleted': 'A project was deleted; its resources stay.',
  'resource.registered': 'Resources were registered: up to 1,000 in one event.',
  'resource.updated': 'A resource changed.',
  'resource.deleted': 'A resource was taken out of the register.',
  'resource_kind.registered': 'A kind of resource was added.',
  'resource_kind.updated': 'A kind of resource changed: its clean-up, its order, its owner, its webhook or its secret.',
  'user.created': 'A user was created, by an admin or at the first sign-in.',
  'user.linked': 'A user whom an admin had created signed in for the first time.',
  'user.updated': 'A user changed.',
  'user.suspended': 'A user was suspended.',
  'user.resumed': 'A user is no longer suspended.',
  'user.deleted': 'A user was deleted.',
  'group.membership_changed': 'A sign-in changed the groups that count for a user.',
  'deletion.scheduled': 'A deletion of the workspace was asked for; it begins when its grace period ends.',
  'deletion.started': 'The deletion of the workspace began.',
  'deletion.step_started': 'A step of the deletion began.',
  'deletion.step_retrying': 'A step was refused; it is tried again.',
  'deletion.task_failed': 'An external resource could not be removed, and is not tried any more.',
  'deletion.step_failed': 'A step of the deletion has failed.',
  'deletion.step_succeeded': 'A step of the deletion is done.',
  'deletion.step_skipped': 'What is left of a step is left behind.',
  'deletion.released': 'External resources were left behind.',
  'deletion.failed': 'The deletion has failed; it can be retried.',
  'deletion.retried': 'A failed deletion goes on.',
  'deletion.paused': 'The deletion stands still: platform admins have paused all of them.',
  'deletion.resumed': 'The deletion goes on.',
  'deletion.restored': 'The workspace was brought back before its deletion began.',
  'deletion.succeeded': 'The workspace is gone.',
  'deletions.paused': 'A platform admin paused all deletions.',
  'deletions.resumed': 'A platform admin let deletions go on.',
}

/** `member.role_changed` is MEMBER_ROLE_CHANGED. */
export const EventTypeEnum = builder.enumType('EventType', {
  description: 'Each event of the audit log.',
  values: Object.fromEntries(
    AUDITED_TYPES.map((type) => {
      const description = MEANINGS[type]
      return [type.toUpperCase().replace('.', '_'), { value: type, ...(description ? { description } : {}) }]
    }),
  ) as { [T in StoredEventType as string]: { value: T } },
})
