// Long lists: one query for each page of 100 rows, so that a change of one row affects its page only. Pages far from
// the visible rows keep their data, but are not followed.
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { pipe, subscribe } from 'wonka'
import type { Document } from '../../client/document.ts'
import type { CroftError } from '../../client/index.ts'
import { croftErrorOf, gaps, graph } from './graph.ts'
import { signIns } from './session.ts'
import { useSignal } from './signal.ts'

interface Row {
  readonly id: string
}

export interface Connection<Node extends Row> {
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly totalCount?: number | null
}

export interface List<Node> {
  readonly rows: readonly Node[]
  /** The number of rows of all pages; null if it was not counted. */
  readonly total: number | null
  readonly isLoading: boolean
  readonly error: CroftError | undefined
  readonly hasMore: boolean
  /** Reads the next page. */
  more(): void
  /** Reports which rows are visible: the pages around them are followed. */
  look(first: number, last: number): void
  /** Reads every page again. */
  again(): void
}

/** The variables that every list document takes besides its own: page size, cursor, and whether to count the rows. */
type Place = 'first' | 'after' | 'count'

const PAGE_SIZE = 100
/** How many rows before and after the visible ones are followed, too. */
const AROUND = 200

/**
 * Follows a list from its first page on. `connectionOf` finds the connection in the data; null if the user may not read
 * it.
 */
export function useList<Data, Variables, Node extends Row>(
  document: Document<Data, Variables>,
  variables: Omit<NoInfer<Variables>, Place>,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
  { count = true, pause = false }: { count?: boolean; pause?: boolean } = {},
): List<Node> {
  const key = JSON.stringify(variables)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` represents the variables
  const store = useMemo(
    () => new Pages<Data, Node>(document, JSON.parse(key), connectionOf, count),
    [document, key, count],
  )
  useEffect(() => (pause ? undefined : store.open()), [store, pause])
  const missed = useSignal(gaps) + useSignal(signIns)
  useEffect(() => {
    if (missed > 0) store.again()
  }, [store, missed])
  return useSyncExternalStore(store.follow, store.get)
}

interface PageState<Node extends Row> {
  readonly after: string | null
  connection: Connection<Node> | undefined
  unsubscribe: (() => void) | undefined
}

class Pages<Data, Node extends Row> {
  private pages: PageState<Node>[] = []
  private error: CroftError | undefined
  private range = { first: 0, last: 0 }
  private isOpen = false
  private readonly followers = new Set<() => void>()
  private list: List<Node>

  constructor(
    private readonly document: string,
    private readonly variables: object,
    private readonly connectionOf: (data: Data) => Connection<Node> | null | undefined,
    private readonly counts: boolean,
  ) {
    this.list = this.snapshot()
  }

  readonly follow = (told: () => void) => {
    this.followers.add(told)
    return () => void this.followers.delete(told)
  }
  readonly get = () => this.list

  open(): () => void {
    this.isOpen = true
    if (this.pages.length === 0) this.pages = [newPage(null)]
    this.subscribeAround()
    return () => {
      this.isOpen = false
      for (const page of this.pages) release(page)
    }
  }

  again(): void {
    for (const page of this.pages) {
      if (page.unsubscribe) this.ask(page, 'network-only')
    }
  }

  private snapshot(): List<Node> {
    const last = this.pages.at(-1)
    return {
      rows: this.pages.flatMap(({ connection }) => connection?.nodes ?? []),
      total: this.pages[0]?.connection?.totalCount ?? null,
      isLoading: !last?.connection && !this.error,
      error: this.error,
      hasMore: last?.connection?.pageInfo.hasNextPage ?? false,
      more: this.more,
      look: this.look,
      again: () => this.again(),
    }
  }

  private changed(): void {
    this.list = this.snapshot()
    for (const told of [...this.followers]) told()
  }

  private readonly more = () => {
    const info = this.pages.at(-1)?.connection?.pageInfo
    if (!info?.hasNextPage) return
    this.pages.push(newPage(info.endCursor))
    this.subscribeAround()
    this.changed()
  }

  private readonly look = (first: number, last: number) => {
    this.range = { first, last }
    this.subscribeAround()
  }

  private subscribeAround(): void {
    if (!this.isOpen) return
    const { first, last } = this.range
    let start = 0
    for (const page of this.pages) {
      const end = start + (page.connection?.nodes.length ?? 0)
      // the first page has the total; a page that is not loaded yet is the next to show
      const isNear = start === 0 || !page.connection || (end >= first - AROUND && start <= last + AROUND)
      if (!isNear) release(page)
      else if (!page.unsubscribe) this.ask(page, 'cache-and-network')
      start = end
    }
  }

  private ask(page: PageState<Node>, requestPolicy: 'cache-and-network' | 'network-only'): void {
    release(page)
    const count = this.counts && page.after === null
    const variables = { ...this.variables, first: PAGE_SIZE, after: page.after, count }
    const { unsubscribe } = pipe(
      graph.query<Data>(this.document, variables, { requestPolicy }),
      subscribe(({ data, error, stale }) => this.answered(page, data, croftErrorOf(error), stale)),
    )
    page.unsubscribe = unsubscribe
  }

  private answered(page: PageState<Node>, data: Data | undefined, error: CroftError | undefined, stale: boolean): void {
    const connection = data ? this.connectionOf(data) : undefined
    this.error = stale ? this.error : error
    if (connection) {
      const before = page.connection?.nodes.at(-1)?.id
      page.connection = connection
      if (connection.nodes.at(-1)?.id !== before) this.followMoved(page)
      // a search may return a page early and empty, so as not to block the server; it goes on with the next page
      if (connection.nodes.length === 0 && page === this.pages.at(-1)) this.more()
    }
    this.changed()
  }

  /** If rows were added or removed, the next page begins elsewhere. */
  private followMoved(page: PageState<Node>): void {
    const { endCursor, hasNextPage } = page.connection?.pageInfo ?? { endCursor: null, hasNextPage: false }
    const next = this.pages.indexOf(page) + 1
    if (next === 0 || next === this.pages.length) return
    if (hasNextPage) {
      const moved = { ...newPage<Node>(endCursor), connection: this.pages[next]?.connection }
      release(this.pages[next] as PageState<Node>)
      this.pages[next] = moved
      this.subscribeAround()
    } else for (const gone of this.pages.splice(next)) release(gone)
  }
}

const newPage = <Node extends Row>(after: string | null): PageState<Node> => ({
  after,
  connection: undefined,
  unsubscribe: undefined,
})

function release(page: PageState<Row>): void {
  page.unsubscribe?.()
  page.unsubscribe = undefined
}
