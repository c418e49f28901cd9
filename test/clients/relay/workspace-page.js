// As a Relay application has them: a page that refetches itself by the workspace's id, and two paginated lists.
import { graphql } from 'relay-runtime'

graphql`
  query workspacePageQuery($id: ID!) {
    node(id: $id) {
      ...workspacePage_workspace @alias
    }
  }
`

graphql`
  fragment workspacePage_workspace on Workspace
  @refetchable(queryName: "workspacePageMembersQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" }) {
    name
    displayName
    members(first: $first, after: $after) @connection(key: "workspacePage_members") {
      edges {
        node {
          role
          principal {
            __typename
            ... on User {
              name
            }
          }
        }
      }
    }
  }
`

graphql`
  query workspacePageListQuery {
    ...workspacePage_list
  }
`

graphql`
  fragment workspacePage_list on Query
  @refetchable(queryName: "workspacePageListMoreQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 2 }
    after: { type: "String" }
    prefix: { type: "String", defaultValue: "relay-" }
  ) {
    workspaces(
      first: $first
      after: $after
      filter: { name: { startsWith: $prefix } }
      orderBy: [{ field: NAME, direction: ASC }]
    ) @connection(key: "workspacePage_workspaces", filters: ["filter", "orderBy"]) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`

graphql`
  mutation workspacePageCreateMutation($name: String!, $connections: [ID!]!) {
    createWorkspace(input: { name: $name }) {
      workspace @prependNode(connections: $connections, edgeTypeName: "WorkspaceEdge") {
        id
        name
      }
    }
  }
`

graphql`
  mutation workspacePageRenameMutation($id: ID!, $displayName: String!) {
    updateWorkspace(input: { workspace: { id: $id }, displayName: $displayName }) {
      workspace {
        ...workspacePage_workspace
      }
    }
  }
`

graphql`
  subscription workspacePageEventsSubscription($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
      type
      summary
    }
  }
`
