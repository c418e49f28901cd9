// A list: awaited, it gives its first page; iterated, all entries, read page by page as they are needed.

/** A page as the server returns it. */
export interface Page<Node> {
  readonly nodes: Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  /** Only with `count: true`; null where counting takes too long. */
  readonly totalCount?: number | null
}

export interface Listing<Node> extends PromiseLike<Page<Node>>, AsyncIterable<Node> {
  /** Iterates page by page. */
  pages(): AsyncIterable<Page<Node>>
  /** The first `count` entries, or all if there are fewer. */
  take(count: number): Promise<Node[]>
}

/** Reads a page. A size is always given, because the server's default size is small. */
export type ReadPage<Node> = (place: {
  first: number
  after?: string | null
  count?: boolean | null
}) => Promise<Page<Node>>

const LARGEST_PAGE = 100

export function listing<Node>(
  read: ReadPage<Node>,
  given: { first?: number | null; after?: string | null; count?: boolean | null },
): Listing<Node> {
  const size = given.first ?? LARGEST_PAGE
  const firstPage = (first = size) => read({ ...given, first })

  async function* pages(atMost = Infinity): AsyncGenerator<Page<Node>, void, undefined> {
    let left = atMost
    let page = await firstPage(Math.min(size, left))
    for (;;) {
      yield page
      left -= page.nodes.length
      // a page that was cut short may be empty and still have a next one
      if (!page.pageInfo.hasNextPage || left <= 0) return
      page = await read({ first: Math.min(size, left), after: page.pageInfo.endCursor })
    }
  }

  return {
    // biome-ignore lint/suspicious/noThenProperty: a list is awaited for its first page
    then: (fulfilled, rejected) => firstPage().then(fulfilled, rejected),
    pages: () => pages(),
    take: async (count) => {
      const nodes: Node[] = []
      if (count > 0) for await (const page of pages(count)) nodes.push(...page.nodes)
      return nodes
    },
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.nodes
    },
  }
}
