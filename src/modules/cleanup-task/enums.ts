import type { TaskState } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { described } from '../../graphql/enums.ts'

export const TaskStateEnum = builder.enumType('TaskState', {
  description: 'How far a clean-up task has come.',
  values: described<TaskState>({
    READY: 'It may be claimed, or is about to be sent.',
    CLAIMED: 'Somebody works on it, until the lease expires.',
    RETRYING: 'An attempt failed; it may be claimed again at `nextAttemptAt`.',
    DONE: 'What it stands for is gone.',
    FAILED: 'It is not tried any more, until the deletion is retried.',
  }),
})
