import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { described } from '../../graphql/enums.ts'

export const WorkspaceStateEnum = builder.enumType('WorkspaceState', {
  description: 'The state of a workspace, which decides what can be done with it.',
  values: described({
    ACTIVE: 'It can be used.',
    SUSPENDED: 'A platform admin has suspended it: it can be read, but most writes are refused.',
    PENDING_DELETION:
      'Its deletion is SCHEDULED, and `restoreWorkspace` can bring it back. Only the watchers of the deletion see it.',
    DELETING: 'It is being deleted. Only the watchers of the deletion see it.',
    DELETE_FAILED:
      'Its deletion is FAILED and does not continue before `retryDeletion` or `skipDeletionStep`. Only the watchers of the deletion see it.',
  }),
})
export type WorkspaceState = typeof WorkspaceStateEnum.$inferType

/** The state that a workspace shows while its deletion is in each state. */
export const STATE_WHILE = {
  SCHEDULED: 'PENDING_DELETION',
  RUNNING: 'DELETING',
  FAILED: 'DELETE_FAILED',
} as const satisfies Record<NonNullable<Row<'workspace'>['deletion_state']>, WorkspaceState>

/** What can be done with a workspace, from its row. */
export function workspaceState({ state, deletion_state }: Row<'workspace'>): WorkspaceState {
  return state === 'DELETING' ? STATE_WHILE[deletion_state ?? 'RUNNING'] : state
}

export const WorkspaceHostingEnum = builder.enumType('WorkspaceHosting', {
  description: 'Where the services of the workspace run.',
  values: described({
    MANAGED: 'On the platform.',
    LOCAL: 'On a machine of its members.',
    REMOTE: 'At `instanceUrl`.',
  }),
})

export const WorkspaceVisibilityEnum = builder.enumType('WorkspaceVisibility', {
  description: 'Who sees the workspace besides its members.',
  values: described({
    PRIVATE: 'Nobody.',
    SHARED_READ: 'Every signed-in user, as a viewer.',
    SHARED_WRITE: 'Every signed-in user, as an editor.',
  }),
})
