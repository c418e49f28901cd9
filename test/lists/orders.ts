// The orders in which pages.test.ts reads a list, and the order in which its nodes must come.

/** One term of `orderBy`. */
export interface Term {
  field: string
  direction: 'ASC' | 'DESC'
}

const NAMED = { NAME: 'name', CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt' }
/** The fields by which each list can be ordered, and their place in a node. */
export const ORDERS = {
  workspaces: { ...NAMED, DISPLAY_NAME: 'displayName' },
  members: { NAME: 'principal { ... on User { name } }', ROLE: 'role', CREATED_AT: 'createdAt' },
  tokens: { NAME: 'name', CREATED_AT: 'createdAt', EXPIRES_AT: 'expiresAt', LAST_USED_AT: 'lastUsedAt' },
  projects: NAMED,
  // nothing changes a service account yet
  serviceAccounts: { ...NAMED, UPDATED_AT: 'createdAt' },
  invitations: { EMAIL: 'email', CREATED_AT: 'createdAt', EXPIRES_AT: 'expiresAt' },
  resources: { ...NAMED, KIND: 'kind { name }' },
  users: { NAME: 'name', CREATED_AT: 'createdAt', LAST_SEEN_AT: 'lastSeenAt' },
  deletions: { REQUESTED_AT: 'requestedAt', FINISHED_AT: 'finishedAt', WORKSPACE_NAME: 'workspaceName' },
}

export const DIRECTIONS = ['ASC', 'DESC'] as const

/** Newest first; each field in both directions; and, `inPairs`, each with a second field, in all four directions. */
export function ordersOf(fields: readonly string[], inPairs = true): Term[][] {
  return [
    [],
    ...fields.flatMap((field, index) =>
      DIRECTIONS.flatMap((direction) => {
        const other = fields[(index + 1) % fields.length] as string
        const pairs = DIRECTIONS.map((second) => [
          { field, direction },
          { field: other, direction: second },
        ])
        return [[{ field, direction }], ...(inPairs ? pairs : [])]
      }),
    ),
  ]
}

/** A node of a list. */
export type Node = Record<string, unknown> & { id: string }

const RANKS = ['VIEWER', 'EDITOR', 'ADMIN', 'OWNER']
/** The value by which a node is ordered: nodes without a time come before all others, in the order of creation. */
function orderValue(node: Node, field: string): string {
  let value = node[field]
  while (typeof value === 'object' && value !== null) value = Object.values(value)[0]
  if (field === 'CREATED_AT' || field === 'REQUESTED_AT') return `${value} ${node.id}`
  if (field === 'ROLE') return String(RANKS.indexOf(value as string))
  return typeof value === 'string' ? value : ` ${node.id}`
}

/** The nodes in this order, each with its value under the name of the field. */
export function sorted(nodes: readonly Node[], order: readonly Term[]): Node[] {
  const terms = [...order, { field: 'id', direction: order.at(-1)?.direction ?? 'DESC' }]
  return [...nodes].sort((a, b) => {
    for (const { field, direction } of terms) {
      const compared = Buffer.compare(Buffer.from(orderValue(a, field)), Buffer.from(orderValue(b, field)))
      if (compared !== 0) return direction === 'ASC' ? compared : -compared
    }
    return 0
  })
}
