// Relay connections (GraphQL Cursor Connections Specification) over the pages of `store/page.ts`.
import type { ObjectRef } from '@pothos/core'
import type { Page } from '../store/page.ts'
import { builder, type Types } from './builder.ts'

/** Points of the static cost (`execution/cost.ts`). */
const COUNT_COST = 20

const PageInfo = builder.objectRef<Page<object>>('PageInfo').implement({
  description: 'The position of a page in its list, as defined by the GraphQL Cursor Connections Specification.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether there are entries after the page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether there are entries before the page.',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'Pass it as `before` to get the previous page.',
      resolve: (page) => page.startCursor(),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Pass it as `after` to get the next page. A page that ended early has one too, even without edges.',
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
    description: 'An entry of the list and its cursor.',
    fields: (t) => ({
      cursor: t.field({
        type: cursor,
        description: 'The position of the entry, for `after` and `before`.',
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
      'A page of the list. With a search or a filter it may have fewer edges than requested, even none, while `hasNextPage` is true: finding more took over three seconds, and the next page continues from there.',
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
        description: 'Whether there are more pages, and the cursors to get them.',
        resolve: (page) => page as unknown as Page<object>,
      }),
      totalCount: t.int({
        nullable: true,
        description:
          'The number of entries on all pages, counted only if selected. Null if counting would take more than three seconds.',
        extensions: { cost: COUNT_COST },
        resolve: (page) => page.total(),
      }),
    }),
  }) as never
}

/** `first`, `after`, `last`, `before`: 1 to 100, default 20. */
export const pageArgs = builder.args((t) => ({ first: t.int(), after: t.string(), last: t.int(), before: t.string() }))
