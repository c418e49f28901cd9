// Merges the pages of a connection, anywhere in an answer, into the first page.

type Values = Record<string, unknown>

interface Connection extends Values {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

export const hasPages = (data: unknown): boolean => connectionIn(data) !== undefined

/** The cursor of the next page; undefined on the last one. */
export function nextCursor(data: unknown): string | undefined {
  const { hasNextPage, endCursor } = connectionIn(data)?.pageInfo ?? {}
  return hasNextPage ? (endCursor ?? undefined) : undefined
}

/** Appends the rows of a page to the merged answer, and takes over its pageInfo. */
export function mergePages(whole: unknown, page: unknown): void {
  const [into, from] = [connectionIn(whole), connectionIn(page)]
  if (!into) return
  // the connection was removed between two pages: there are no further ones
  if (!from) {
    into.pageInfo = { ...into.pageInfo, hasNextPage: false }
    return
  }
  for (const [name, rows] of Object.entries(from)) {
    const before = into[name]
    if (Array.isArray(rows) && Array.isArray(before)) into[name] = [...before, ...rows]
  }
  into.pageInfo = from.pageInfo
}

/** The first object that has `pageInfo`, outermost first. */
function connectionIn(data: unknown): Connection | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { pageInfo } = data as Partial<Connection>
  if (pageInfo && 'hasNextPage' in pageInfo && 'endCursor' in pageInfo) return data as Connection
  for (const value of Object.values(data)) {
    const found = connectionIn(value)
    if (found) return found
  }
  return undefined
}
