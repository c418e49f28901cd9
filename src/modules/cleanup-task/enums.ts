import type { TaskState } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { described } from '../../graphql/enums.ts'

export const TaskStateEnum = builder.enumType('TaskState', {
  description: 'How far a clean-up task has come.',
  values: described<TaskState>({
    READY: 'It can be claimed, or is about to be sent to the owner service.',
    CLAIMED: 'It is being worked on until the lease expires.',
    RETRYING: 'An attempt failed; the next one is possible from `nextAttemptAt` on.',
    DONE: 'The external resource is gone.',
    FAILED: 'It is not tried again unless the deletion is retried.',
  }),
})
