import type { WorkspaceQuery } from '../../generated/types.ts'

export type ShownWorkspace = NonNullable<WorkspaceQuery['workspace']>
/** What each page of a workspace is given. */
export interface OfWorkspace {
  readonly workspace: ShownWorkspace
}
