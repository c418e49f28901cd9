import type { DELETION_EVENT_TYPES } from '../../events/catalogue/deletion.ts'
import { builder } from '../../graphql/builder.ts'
import { described } from '../../graphql/enums.ts'

export const DeletionPolicyEnum = builder.enumType('DeletionPolicy', {
  description: 'What happens to the contents of a workspace when it is deleted.',
  values: described({
    CASCADE: 'They are removed.',
    RESTRICT: 'The deletion is refused with WORKSPACE_NOT_EMPTY while there are resources.',
    RETAIN:
      'As CASCADE, but external resources are taken out of the register and left as they are; RELEASED events name them.',
  }),
})
export const DeletionStateEnum = builder.enumType('DeletionState', {
  description: 'How far a deletion has come.',
  values: described({
    SCHEDULED: 'Clean-up begins at `startsAt`. Until then `restoreWorkspace` brings the workspace back.',
    RUNNING: 'Contents are being removed.',
    SUCCEEDED: 'The workspace is gone.',
    FAILED: 'It stands still until `retryDeletion` or `skipDeletionStep`; `lastError` says why.',
    CANCELLED: 'The workspace was restored.',
  }),
})
export const StepStateEnum = builder.enumType('StepState', {
  description: 'How far a step of a deletion has come.',
  values: described({
    WAITING: 'The steps before it are not done.',
    RUNNING: 'It removes rows, or waits for the services that own them.',
    RETRYING: 'An attempt failed; the next is at `nextAttemptAt`.',
    SUCCEEDED: 'It has nothing more to remove.',
    FAILED: 'It is not tried any more.',
    SKIPPED: 'What was left of it is left behind.',
  }),
})
export const DeletionEventTypeEnum = builder.enumType('DeletionEventType', {
  description: 'What a deletion tells its watchers.',
  values: described<(typeof DELETION_EVENT_TYPES)[number]>({
    SNAPSHOT: 'The state of the deletion when the subscription begins.',
    SCHEDULED: 'The deletion was asked for; clean-up begins at `startsAt`.',
    STARTED: 'Clean-up has begun.',
    STEP_STARTED: 'A step has begun.',
    PROGRESS: 'A step has removed rows.',
    STEP_RETRYING: 'A step was refused; it is tried again.',
    TASK_FAILED: 'An external resource could not be removed, and is not tried any more.',
    STEP_FAILED: 'A step has failed.',
    STEP_SUCCEEDED: 'A step is done.',
    STEP_SKIPPED: 'What is left of a step is left behind.',
    RELEASED: 'External resources were left behind: `resourceIds`.',
    PAUSED: 'It stands still: platform admins have paused all deletions.',
    RESUMED: 'It goes on.',
    FAILED: 'The deletion stands still.',
    RETRIED: 'A failed deletion goes on.',
    RESTORED: 'The workspace is back. The stream completes.',
    SUCCEEDED: 'The workspace is gone. The stream completes.',
  }),
})
