// urql 5 with graphcache, which gets the schema: it then knows unions, interfaces and fields that may be null.
import { readFileSync } from 'node:fs'
import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { buildSchema, type IntrospectionQuery, introspectionFromSchema } from 'graphql'
import { Client, fetchExchange, type OperationResult, subscriptionExchange } from 'urql'
import { onEnd, pipe, subscribe } from 'wonka'
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
import { documentOf, sseClient, subscribeAndResume, webSocketClient } from './streams.ts'

// graphql-js does not parse the schema of another copy, hence the file.
const schema: IntrospectionQuery = introspectionFromSchema(buildSchema(readFileSync('schema.graphql', 'utf8')))

/** Objects without an id belong to the object that holds them. */
const keys = Object.fromEntries(
  schema.__schema.types
    .filter((type) => type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id'))
    .map(({ name }) => [name, () => null]),
)
const cache: CacheExchangeOpts = {
  schema: schema as NonNullable<CacheExchangeOpts['schema']>,
  keys,
  resolvers: { Query: { workspaces: relayPagination() } },
  updates: {
    Mutation: {
      // Only the server knows which lists contain the new workspace, and where.
      createWorkspace: (_result, _args, to) => {
        for (const { fieldName, arguments: args } of to.inspectFields('Query')) {
          if (fieldName === 'workspaces') to.invalidate('Query', fieldName, args)
        }
      },
    },
  },
}

const connectOver =
  (transport: 'SSE' | 'WebSocket'): Connect =>
  (endpoint) => {
    const stream = transport === 'SSE' ? sseClient(endpoint) : webSocketClient(endpoint)
    const client = new Client({
      url: endpoint.url,
      fetch: endpoint.fetch,
      fetchOptions: { headers: endpoint.headers },
      exchanges: [
        cacheExchange(cache),
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: subscribeAndResume(stream, { query: query ?? '', variables: { ...variables } }, sink),
            }),
          }),
        }),
      ],
    })
    const mutate = async <R>(document: string, variables: Record<string, unknown>): Promise<R> => {
      const { data, error } = await client.mutation<R>(document, variables)
      if (error || !data) throw error ?? new Error('No data')
      return data
    }
    return {
      list: async (prefix) => {
        for (let after: string | null = null; ; ) {
          const page: OperationResult<WorkspacesData> = await client.query(WORKSPACES, { first: 2, after, prefix })
          if (page.error || !page.data) throw page.error ?? new Error('No data')
          const { edges, pageInfo } = page.data.workspaces
          // relayPagination shows every page that it has.
          if (!pageInfo.hasNextPage) return edges.map(({ node }) => node.name)
          after = pageInfo.endCursor
        }
      },
      create: async (name) => (await mutate<CreateData>(CREATE, { name })).createWorkspace.workspace.id,
      rename: (id, displayName) => mutate(RENAME, { id, displayName }),
      remove: async (id) => (await mutate<DeleteData>(DELETE, { id })).deleteWorkspace.deletion.id,
      query: async (document) => (await client.query(document, {})).data,
      watch: (prefix, show) =>
        client.query<WorkspacesData>(WORKSPACES, { first: 50, prefix }).subscribe(({ data }) => {
          if (data) show(data.workspaces.edges.map(({ node }) => node.displayName))
        }).unsubscribe,
      follow: (name, id, sink) =>
        pipe(
          client.subscription(documentOf(name), { id }),
          // `client.subscription(…).subscribe` and the hooks do not report the end.
          onEnd(sink.complete),
          subscribe(({ data, error }) => (error ? sink.error(error) : sink.next(eventOf(data)))),
        ).unsubscribe,
      close: () => stream.dispose(),
    }
  }

journey('urql over SSE', connectOver('SSE'))
journey('urql over WebSocket', connectOver('WebSocket'))
