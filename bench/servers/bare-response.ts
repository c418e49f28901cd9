import type { Rows } from './rows.ts'

/** The response body of the nested list, 20 × 5, made of the rows without GraphQL. */
export function bareResponse(rows: Rows): string {
  const workspaces = rows.workspaces(20)
  const lists = rows.members(
    workspaces.map(({ id }) => id),
    5,
  )
  const users = rows.users(lists.flat().map(({ principal }) => principal))
  const nodes = workspaces.map(({ id, name }, index) => ({
    id,
    name,
    members: {
      nodes: (lists[index] ?? []).map((row) => ({
        id: row.id,
        role: row.role,
        principal: { __typename: 'User', id: row.principal, name: users.get(row.principal)?.name },
      })),
    },
  }))
  return JSON.stringify({ data: { workspaces: { nodes } } })
}
