// Apollo Client 4: the cache knows every object by its id; subscriptions over SSE or over WebSocket.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, Observable } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition, print, relayStylePagination } from '@apollo/client/utilities'
import type { Client as SseClient } from 'graphql-sse'
import { tap } from 'rxjs'
import { until } from '../support/server.ts'
import {
  CREATE,
  type CreateData,
  DELETE,
  type DeleteData,
  eventOf,
  RENAME,
  WORKSPACES,
  type WorkspacesData,
} from './documents.ts'
import { type Connect, journey } from './journey.ts'
import { documentOf, sseClient, webSocketClient } from './streams.ts'

const cache = () =>
  new InMemoryCache({
    possibleTypes: { Principal: ['User', 'Group', 'Everyone'] },
    typePolicies: {
      Query: { fields: { workspaces: relayStylePagination(['filter', 'orderBy']) } },
      // They have no id, and belong to the object that holds them.
      Me: { merge: true },
      WorkspacePreferences: { merge: true },
      ServerInfo: { merge: true },
      Limits: { merge: true },
    },
  })

/** Keeps the last cursor in the variables: the subscription clients send them again when they reconnect. */
const resumeLink = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(({ data }) => {
      if (data) operation.variables['after'] = eventOf(data).cursor
    }),
  ),
)

/** The link that the documentation of graphql-sse gives for Apollo. */
const sseLink = (client: SseClient) =>
  new ApolloLink(
    ({ query, variables, operationName }) =>
      new Observable((sink) =>
        client.subscribe(
          { query: print(query), variables, ...(operationName ? { operationName } : {}) },
          {
            next: (result) => sink.next(result as ApolloLink.Result),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      ),
  )

const connectOver =
  (transport: 'SSE' | 'WebSocket'): Connect =>
  (endpoint) => {
    const stream = transport === 'SSE' ? sseClient(endpoint) : webSocketClient(endpoint)
    const streamLink = transport === 'SSE' ? sseLink(stream as SseClient) : new GraphQLWsLink(stream as never)
    const client = new ApolloClient({
      cache: cache(),
      link: ApolloLink.split(
        ({ query }) => {
          const definition = getMainDefinition(query)
          return definition.kind === 'OperationDefinition' && definition.operation === 'subscription'
        },
        ApolloLink.from([resumeLink, streamLink]),
        new HttpLink({ uri: endpoint.url, headers: endpoint.headers, fetch: endpoint.fetch }),
      ),
    })
    const query = gql(WORKSPACES)
    return {
      list: async (prefix) => {
        const list = client.watchQuery<WorkspacesData>({ query, variables: { first: 2, prefix } })
        let shown: WorkspacesData | undefined
        const subscription = list.subscribe(({ data, dataState }) => {
          if (dataState === 'complete') shown = data
        })
        const page = (length: number) => until(() => (shown?.workspaces.edges.length === length ? shown : undefined))
        let { workspaces } = await page(2)
        while (workspaces.pageInfo.hasNextPage) {
          const { data } = await list.fetchMore({ variables: { after: workspaces.pageInfo.endCursor } })
          // The cache appends the page to the cached ones.
          ;({ workspaces } = await page(workspaces.edges.length + (data?.workspaces.edges.length ?? 0)))
        }
        subscription.unsubscribe()
        return workspaces.edges.map(({ node }) => node.name)
      },
      create: async (name) => {
        const { data } = await client.mutate<CreateData>({
          mutation: gql(CREATE),
          variables: { name },
          // Only the server knows which lists contain the new workspace, and where.
          update: (to) => void to.evict({ fieldName: 'workspaces' }),
        })
        return data?.createWorkspace.workspace.id as string
      },
      rename: (id, displayName) => client.mutate({ mutation: gql(RENAME), variables: { id, displayName } }),
      remove: async (id) => {
        const { data } = await client.mutate<DeleteData>({ mutation: gql(DELETE), variables: { id } })
        return data?.deleteWorkspace.deletion.id as string
      },
      query: async (document) => (await client.query({ query: gql(document) })).data,
      watch: (prefix, show) => {
        const subscription = client
          .watchQuery<WorkspacesData>({ query, variables: { first: 50, prefix } })
          .subscribe(({ data, dataState }) => {
            if (dataState === 'complete') show(data.workspaces.edges.map(({ node }) => node.displayName))
          })
        return () => subscription.unsubscribe()
      },
      follow: (name, id, sink) => {
        const subscription = client
          .subscribe({ query: gql(documentOf(name)), variables: { id }, fetchPolicy: 'no-cache' })
          .subscribe({
            next: ({ data, error }) => (error ? sink.error(error) : sink.next(eventOf(data))),
            error: sink.error,
            complete: sink.complete,
          })
        return () => subscription.unsubscribe()
      },
      close: async () => {
        client.stop()
        await stream.dispose()
      },
    }
  }

journey('Apollo Client over SSE', connectOver('SSE'))
journey('Apollo Client over WebSocket', connectOver('WebSocket'))
