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

export function nodeChanged({ action, id }: NodeChange, cache: Cache): void {
  const type = TYPES[id.slice(0, id.indexOf('_'))]
  if (!type) return
  const isKnown = cache.resolve({ __typename: type, id }, 'id') !== undefined
  if (action === 'DELETED') cache.invalidate({ __typename: type, id })
  if (action === 'UPDATED' && !isKnown) return
  for (const follower of followers) follower({ action, id, type })
}
