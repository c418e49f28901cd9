// The nodes that an event changes, as the subscription `nodeChanges` tells them. Who may be told is not said here: it is
// whoever may read the node (`graphql/node.ts`).

export type NodeAction = 'CREATED' | 'UPDATED' | 'DELETED'

/** What happened to one node. */
export interface NodeChange {
  readonly action: NodeAction
  readonly id: string
}

/** An event as its declaration reads it: `workspace` and `subject` are ids. */
export interface Happened<Data> {
  readonly workspace: string | null
  readonly subject: string | null
  readonly data: Data
}

/** The nodes that an event changes, in the order in which they are told. */
export type ChangesOf<Data> = (event: Happened<Data>) => readonly NodeChange[]

/** The same action on several nodes; an id that the event does not have is left out. */
export const each = (action: NodeAction, ...ids: readonly (string | null | undefined)[]): NodeChange[] =>
  ids.flatMap((id) => (id ? [{ action, id }] : []))

/** For an event that changes its subject alone. */
export const changesSubject =
  (action: NodeAction): ChangesOf<unknown> =>
  ({ subject }) =>
    each(action, subject)

/** For an event that also changes numbers that the workspace keeps of such subjects. */
export const changesSubjectAndCounts =
  (action: NodeAction): ChangesOf<unknown> =>
  ({ subject, workspace }) => [...each(action, subject), ...each('UPDATED', workspace)]

/** For an event that changes no node of a workspace. */
export const changesNothing: ChangesOf<unknown> = () => []
