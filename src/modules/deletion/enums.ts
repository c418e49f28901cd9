import { DELETION_EVENT_TYPES } from '../../events/catalogue/deletion.ts'
import { builder } from '../../graphql/builder.ts'

export const DeletionPolicyEnum = builder.enumType('DeletionPolicy', {
  description: 'CASCADE removes all contents. RESTRICT refuses while there are resources.',
  values: ['CASCADE', 'RESTRICT'] as const,
})
export const DeletionStateEnum = builder.enumType('DeletionState', { values: ['RUNNING', 'SUCCEEDED'] as const })
export const StepStateEnum = builder.enumType('StepState', {
  description: 'RETRYING: the database refused the step; it goes on at `nextAttemptAt`.',
  values: ['WAITING', 'RUNNING', 'RETRYING', 'SUCCEEDED'] as const,
})
export const DeletionEventTypeEnum = builder.enumType('DeletionEventType', { values: DELETION_EVENT_TYPES })
