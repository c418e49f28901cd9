// Relay connections (GraphQL Cursor Connections Specification) over the pages of `store/page.ts`.
import type { ObjectRef } from '@pothos/core'
import type { Page } from '../store/page.ts'
import { builder, type Types } from './builder.ts'

/** Points of the static cost (`execution/cost.ts`). */
const COUNT_COST = 20

const PageInfo = builder.objectRef<Page<object>>('PageInfo').implement({
  description: 'Where a page stands in its list, as the GraphQL Cursor Connections Specification has it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether there are entries behind the page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether there are entries in front of the page.',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'Send it as `before` to get the page in front of this one.',
      resolve: (page) => page.startCursor(),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Send it as `after` to get the next page. A page that ended early has one too, even without edges.',
      resolve: (page) => page.endCursor(),
    }),
  }),
})

interface Edge<T> {
  page: Page<T>
  node: T
}

/**
 * The connection type of a node type, named after it: `Workspace` makes `WorkspaceConnection` and `WorkspaceEdge`.
 * `cursor`: the type of the edges' cursors.
 */
export function connectionOf<T extends object>(
  node: ObjectRef<Types, T, T>,
  name: string,
  cursor: 'String' | 'Cursor' = 'String',
): ObjectRef<Types, Page<T>, Page<T>> {
  const EdgeType = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    description: 'An entry of the list, and its place.',
    fields: (t) => ({
      cursor: t.field({
        type: cursor,
        description: 'The place of the entry, for `after` and `before`.',
        resolve: ({ page, node: row }) => page.cursor(row),
      }),
      node: t.field({
        type: node as never,
        description: 'The entry.',
        resolve: (edge: Edge<T>) => edge.node as never,
      }),
    }),
  })
  return builder.objectRef<Page<T>>(`${name}Connection`).implement({
    description:
      'A page. One with a search or a filter may hold fewer edges than asked for, even none, while `hasNextPage` is true: looking for them took more than three seconds, and the next page goes on from there.',
    // what `execution/cost.ts` recognises a connection by
    extensions: { connection: true },
    fields: (t) => ({
      edges: t.field({
        type: [EdgeType],
        description: 'The entries with their cursors.',
        resolve: (page) => page.rows.map((row) => ({ page, node: row })),
      }),
      nodes: t.field({
        type: [node as never],
        description: 'The entries.',
        resolve: (page: Page<T>) => page.rows as never,
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Whether there is more, and where.',
        resolve: (page) => page as unknown as Page<object>,
      }),
      totalCount: t.int({
        nullable: true,
        description: 'Counted only when asked for. Null where counting would take more than three seconds.',
        extensions: { cost: COUNT_COST },
        resolve: (page) => page.total(),
      }),
    }),
  }) as never
}

/** `first`, `after`, `last`, `before`: 1 to 100, default 20. */
export const pageArgs = builder.args((t) => ({ first: t.int(), after: t.string(), last: t.int(), before: t.string() }))
