// Relay connections (GraphQL Cursor Connections Specification) over the pages of `store/page.ts`.
import type { ObjectRef } from '@pothos/core'
import type { Page } from '../store/page.ts'
import { builder, type Types } from './builder.ts'

/** Points of the static cost (`execution/cost.ts`). */
const COUNT_COST = 20

const PageInfo = builder.objectRef<Page<object>>('PageInfo').implement({
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage'),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
    startCursor: t.string({ nullable: true, resolve: (page) => cursorAt(page, 0) }),
    endCursor: t.string({ nullable: true, resolve: (page) => cursorAt(page, -1) }),
  }),
})

function cursorAt(page: Page<object>, index: number): string | null {
  const row = page.rows.at(index)
  return row ? page.cursor(row) : null
}

interface Edge<T> {
  page: Page<T>
  node: T
}

/** The connection type of a node type, named after it: `Workspace` makes `WorkspaceConnection` and `WorkspaceEdge`. */
export function connectionOf<T extends object>(
  node: ObjectRef<Types, T, T>,
  name: string,
): ObjectRef<Types, Page<T>, Page<T>> {
  const EdgeType = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    fields: (t) => ({
      cursor: t.string({ resolve: ({ page, node: row }) => page.cursor(row) }),
      node: t.field({ type: node as never, resolve: (edge: Edge<T>) => edge.node as never }),
    }),
  })
  return builder.objectRef<Page<T>>(`${name}Connection`).implement({
    // what `execution/cost.ts` recognises a connection by
    extensions: { connection: true },
    fields: (t) => ({
      edges: t.field({ type: [EdgeType], resolve: (page) => page.rows.map((row) => ({ page, node: row })) }),
      nodes: t.field({ type: [node as never], resolve: (page: Page<T>) => page.rows as never }),
      pageInfo: t.field({ type: PageInfo, resolve: (page) => page as unknown as Page<object> }),
      totalCount: t.int({
        description: 'Counted only when asked for.',
        extensions: { cost: COUNT_COST },
        resolve: (page) => page.total(),
      }),
    }),
  }) as never
}

/** `first`, `after`, `last`, `before`: 1 to 100, default 20. */
export const pageArgs = builder.args((t) => ({ first: t.int(), after: t.string(), last: t.int(), before: t.string() }))

/** The same for lists that only go forward. */
export const forwardArgs = builder.args((t) => ({ first: t.int(), after: t.string() }))
