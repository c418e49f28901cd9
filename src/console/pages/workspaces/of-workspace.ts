import type { WorkspaceQuery } from '../../generated/types.ts'

export type ShownWorkspace = NonNullable<WorkspaceQuery['workspace']>
/** The properties of each page of a workspace. */
export interface OfWorkspace {
  readonly workspace: ShownWorkspace
}
