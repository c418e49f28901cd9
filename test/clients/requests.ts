// `list`, `create`, `rename` and `remove` of a client without a cache: each is one request.

import {
  CREATE,
  type CreateData,
  DELETE,
  type DeleteData,
  RENAME,
  WORKSPACES,
  type WorkspacesData,
} from './documents.ts'
import type { Client } from './journey.ts'

/** Sends a query or a mutation and returns its data. */
export type Send = <R>(query: string, variables: Record<string, unknown>) => Promise<R>

/** The operations of a client that sends them with `send`. */
export const requestsBy = (send: Send): Pick<Client, 'list' | 'create' | 'rename' | 'remove'> => ({
  list: async (prefix) => {
    const names: string[] = []
    for (let after: string | null = null; ; ) {
      const { workspaces }: WorkspacesData = await send(WORKSPACES, { first: 2, after, prefix })
      names.push(...workspaces.edges.map(({ node }) => node.name))
      if (!workspaces.pageInfo.hasNextPage) return names
      after = workspaces.pageInfo.endCursor
    }
  },
  create: async (name) => (await send<CreateData>(CREATE, { name })).createWorkspace.workspace.id,
  rename: (id, displayName) => send(RENAME, { id, displayName }),
  remove: async (id) => (await send<DeleteData>(DELETE, { id })).deleteWorkspace.deletion.id,
})
