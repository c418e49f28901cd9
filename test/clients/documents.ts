// The operations that the clients send. A client that resumes a stream sends the last cursor as `after`.

export const WORKSPACES = /* GraphQL */ `
  query Workspaces($first: Int!, $after: String, $prefix: String!) {
    workspaces(
      first: $first
      after: $after
      filter: { name: { startsWith: $prefix } }
      orderBy: [{ field: NAME, direction: ASC }]
    ) {
      edges { cursor node { id name displayName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const CREATE = /* GraphQL */ `
  mutation Create($name: String!) {
    createWorkspace(input: { name: $name }) { workspace { id name displayName } }
  }
`
export const RENAME = /* GraphQL */ `
  mutation Rename($id: ID!, $displayName: String!) {
    updateWorkspace(input: { workspace: { id: $id }, displayName: $displayName }) { workspace { id displayName } }
  }
`
export const DISPLAY_NAME = /* GraphQL */ `
  query DisplayName($id: ID!) { workspace(by: { id: $id }) { displayName } }
`
/** They select different fields of the same objects, many of which have no id. */
export const NESTED = [
  /* GraphQL */ `
    query NestedA {
      me { platformAdmin token { id } }
      serverInfo { version limits { maxPageSize } }
      roles { name permissions }
      workspaces(first: 3) {
        edges { cursor node { id myPreferences { favourite } members(first: 2) { nodes { id principal { __typename ... on User { id name } ... on Everyone { description } } } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  /* GraphQL */ `
    query NestedB {
      me { groups defaultWorkspace { id } }
      serverInfo { publicUrl limits { maxBodyBytes } }
      roles { name description }
      workspaces(first: 3) {
        edges { cursor node { id myPreferences { hidden } memberCounts { role count } events(first: 2) { nodes { id type summary } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
]
export const DELETE = /* GraphQL */ `
  mutation Delete($id: ID!) {
    deleteWorkspace(input: { workspace: { id: $id } }) { deletion { id state } }
  }
`
export const WORKSPACE_EVENTS = /* GraphQL */ `
  subscription WorkspaceEvents($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) { cursor type requestId }
  }
`
export const DELETION_EVENTS = /* GraphQL */ `
  subscription DeletionEvents($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) { cursor type deletion { id state } }
  }
`

export interface WorkspacesData {
  workspaces: {
    edges: { cursor: string; node: { id: string; name: string; displayName: string } }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}
export interface CreateData {
  createWorkspace: { workspace: { id: string } }
}
export interface DeleteData {
  deleteWorkspace: { deletion: { id: string } }
}
export interface StreamedEvent {
  cursor: string
  type: string
  requestId?: string
}
/** The data of either subscription: one root field, whose value is an event. */
export type StreamData = Record<string, StreamedEvent>

/** The event of a subscription's result. */
export function eventOf(data: unknown): StreamedEvent {
  const [event] = Object.values((data ?? {}) as StreamData)
  if (!event) throw new Error('A result of a subscription has no data')
  return event
}
