// What `nodeChanges` tells: what is gone leaves the cache, what has changed and is known is asked again, and what is new is
// counted by whoever shows a list of it.
import type { Cache } from '@urql/exchange-graphcache'

export interface NodeChange {
  readonly action: 'CREATED' | 'UPDATED' | 'DELETED'
  readonly id: string
}
type Follower = (change: NodeChange & { readonly type: string }) => void

/** By the prefix of their ids: the types of nodes that a workspace holds. */
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

/** Told of each change. */
export function followNodes(follower: Follower): () => void {
  followers.add(follower)
  return () => void followers.delete(follower)
}

/** The changes told since each question that is under way was sent. */
const sinceAsked = new Set<NodeChange[]>()

/** Records changes until the answer is there: those of what is in it, which may be older than they are. */
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

/** Tells whoever follows. */
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
