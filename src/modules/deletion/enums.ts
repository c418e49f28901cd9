import type { DELETION_EVENT_TYPES } from '../../events/catalogue/deletion.ts'
import { builder } from '../../graphql/builder.ts'
import { described } from '../../graphql/enums.ts'

export const DeletionPolicyEnum = builder.enumType('DeletionPolicy', {
  description: 'What happens to the contents of a workspace when it is deleted.',
  values: described({
    CASCADE: 'They are removed.',
    RESTRICT: 'The deletion is refused with WORKSPACE_NOT_EMPTY while there are resources.',
    RETAIN:
      'Like CASCADE, but external resources are only taken out of the register, not removed; RELEASED events list them.',
  }),
})
export const DeletionStateEnum = builder.enumType('DeletionState', {
  description: 'How far a deletion has come.',
  values: described({
    SCHEDULED: 'Clean-up begins at `startsAt`. Until then `restoreWorkspace` brings the workspace back.',
    RUNNING: 'Contents are being removed.',
    SUCCEEDED: 'The workspace is gone.',
    FAILED: 'It does not continue before `retryDeletion` or `skipDeletionStep`; `lastError` says why.',
    CANCELLED: 'The workspace was restored.',
  }),
})
export const StepStateEnum = builder.enumType('StepState', {
  description: 'How far a step of a deletion has come.',
  values: described({
    WAITING: 'The steps before it are not finished.',
    RUNNING: 'It removes rows, or waits for the services that own them.',
    RETRYING: 'An attempt failed; the next is at `nextAttemptAt`.',
    SUCCEEDED: 'It has nothing more to remove.',
    FAILED: 'It is not tried again.',
    SKIPPED: 'The rest of it was skipped and left behind.',
  }),
})
export const DeletionEventTypeEnum = builder.enumType('DeletionEventType', {
  description: 'The type of an event of a deletion.',
  values: described<(typeof DELETION_EVENT_TYPES)[number]>({
    SNAPSHOT: 'The state of the deletion when the subscription begins.',
    SCHEDULED: 'The deletion was requested; clean-up begins at `startsAt`.',
    STARTED: 'Clean-up has begun.',
    STEP_STARTED: 'A step has begun.',
    PROGRESS: 'A step has removed rows.',
    STEP_RETRYING: 'A step failed and will be tried again.',
    TASK_FAILED: 'An external resource could not be removed and is not tried again.',
    STEP_FAILED: 'A step has failed.',
    STEP_SUCCEEDED: 'A step is done.',
    STEP_SKIPPED: 'The rest of a step is skipped and left behind.',
    RELEASED: 'External resources were left behind; `resourceIds` lists them.',
    PAUSED: 'The deletion is paused, because platform admins have paused all deletions.',
    RESUMED: 'The deletion continues.',
    FAILED: 'The deletion has failed and does not continue by itself.',
    RETRIED: 'A failed deletion was retried and continues.',
    RESTORED: 'The workspace was restored. The stream completes.',
    SUCCEEDED: 'The workspace is gone. The stream completes.',
  }),
})
