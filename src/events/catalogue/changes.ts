// The nodes that an event changes. The subscription `nodeChanges` reports them to those who may read the node
// (`graphql/node.ts`) and hold the permission that the change needs in addition.
import type { Permission } from '../../access/policy.ts'

export type NodeAction = 'CREATED' | 'UPDATED' | 'DELETED'

/** What happened to one node. */
export interface NodeChange {
  readonly action: NodeAction
  readonly id: string
  /** The permission needed to learn of the change, if that is more than the permission to read the node. */
  readonly needs?: Permission
}

/** An event as its declaration reads it: `workspace`, `actor` and `subject` are ids. */
export interface Happened<Data> {
  readonly workspace: string | null
  readonly actor: string | null
  readonly subject: string | null
  readonly data: Data
}

/** The nodes that an event changes, in the order in which subscribers get them. */
export type ChangesOf<Data> = (event: Happened<Data>) => readonly NodeChange[]

/** The same action on several nodes; an id that the event does not have is left out. */
export const each = (action: NodeAction, ...ids: readonly (string | null | undefined)[]): NodeChange[] =>
  ids.flatMap((id) => (id ? [{ action, id }] : []))

/** For an event that changes its subject alone. */
export const changesSubject =
  (action: NodeAction): ChangesOf<unknown> =>
  ({ subject }) =>
    each(action, subject)

/** A change of the workspace's numbers of members or resources, for those who may read these. */
export const countsOf = (workspace: string | null, needs: 'MEMBER_READ' | 'RESOURCE_READ'): NodeChange[] =>
  each('UPDATED', workspace).map((change) => ({ ...change, needs }))

/** For an event that changes no node of a workspace. */
export const changesNothing: ChangesOf<unknown> = () => []
