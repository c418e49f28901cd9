// Handles the events of `nodeChanges`: deleted nodes leave the cache, changed nodes that are cached are requested
// again, and new nodes are counted by the lists that are shown. Events of deletions bring their own data; what is
// handled here are answers that are older than these events, and arrive after them.
import type { Cache } from '@urql/exchange-graphcache'

export interface NodeChange {
  readonly action: 'CREATED' | 'UPDATED' | 'DELETED'
  readonly id: string
}
type Follower = (change: NodeChange & { readonly type: string }) => void

/** The types of the nodes in a workspace, by the prefix of their ids. */
const TYPES: Readonly<Record<string, string>> = {
  ws: 'Workspace',
  inv: 'Invitation',
  mem: 'Membership',
  tok: 'ApiToken',
  prj: 'Project',
  res: 'Resource',
  svc: 'ServiceAccount',
}
const followers = new Set<Follower>()

/** Calls the follower for each change; returns a function that stops this. */
export function followNodes(follower: Follower): () => void {
  followers.add(follower)
  return () => void followers.delete(follower)
}

/** One set of changes for each query in progress: those since it was sent. */
const sinceAsked = new Set<NodeChange[]>()

/**
 * Records changes until the answer arrives. The returned function gives those of nodes in the answer, which may contain
 * older data.
 */
export function recordChanges(): (answer: unknown) => readonly NodeChange[] {
  const changes: NodeChange[] = []
  sinceAsked.add(changes)
  return (answer) => {
    sinceAsked.delete(changes)
    const text = changes.length > 0 ? JSON.stringify(answer) : ''
    return changes.filter(({ id }) => text.includes(id))
  }
}

const typeOf = (id: string) => TYPES[id.slice(0, id.indexOf('_'))]

/** Records that an event has brought newer data of a deletion. */
export function deletionChanged(id: string): void {
  for (const changes of sinceAsked) changes.push({ action: 'UPDATED', id })
}

/** Notifies all followers. */
export function tellOf({ action, id }: NodeChange): void {
  const type = typeOf(id)
  if (type) for (const follower of followers) follower({ action, id, type })
}

export function nodeChanged(change: NodeChange, cache: Cache): void {
  const { action, id } = change
  const type = typeOf(id)
  if (!type) return
  const key = { __typename: type, id }
  for (const changes of sinceAsked) changes.push(change)
  if (action === 'UPDATED' && cache.resolve(key, 'id') === undefined) return
  if (action === 'DELETED') cache.invalidate(key)
  tellOf(change)
}
