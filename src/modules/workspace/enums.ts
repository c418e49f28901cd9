import { builder } from '../../graphql/builder.ts'

export const WorkspaceStateEnum = builder.enumType('WorkspaceState', {
  description: 'DELETING is seen by the watchers of the deletion only.',
  values: ['ACTIVE', 'SUSPENDED', 'DELETING'] as const,
})

export const WorkspaceHostingEnum = builder.enumType('WorkspaceHosting', {
  values: ['MANAGED', 'LOCAL', 'REMOTE'] as const,
})

export const WorkspaceVisibilityEnum = builder.enumType('WorkspaceVisibility', {
  description: 'SHARED_READ makes everyone a viewer, SHARED_WRITE an editor.',
  values: ['PRIVATE', 'SHARED_READ', 'SHARED_WRITE'] as const,
})
