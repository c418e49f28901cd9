import type { Membership, Rows } from './rows.ts'

/** The parameters of a benchmark request, besides its document. */
export interface Asked {
  readonly workspaceId?: string
  readonly after?: string
  readonly input?: { readonly name: string }
}
/** The work loads that a bare server answers, by the names of the operations; `List` is a document without a name. */
export const BARE_OPERATIONS = ['List', 'Me', 'Workspaces', 'ByName', 'Deep', 'Create'] as const
export type BareOperation = (typeof BARE_OPERATIONS)[number]

/** The response body of the operation, built from the rows without GraphQL: the same bytes as in Croft's answer. */
export function bareResponse(rows: Rows, operation: BareOperation, asked: Asked): string {
  return JSON.stringify({ data: ANSWERS[operation](rows, asked) })
}

const ANSWERS: Readonly<Record<BareOperation, (rows: Rows, asked: Asked) => unknown>> = {
  List: (rows) => {
    const workspaces = rows.workspaces(20)
    const lists = rows.members(
      workspaces.map(({ id }) => id),
      5,
    )
    const users = rows.users(lists.flat().map(({ principal }) => principal))
    const nodes = workspaces.map(({ id, name }, index) => ({
      id,
      name,
      members: { nodes: shown(lists[index] ?? [], users) },
    }))
    return { workspaces: { nodes } }
  },
  Me: (rows) => ({ me: { user: rows.me() } }),
  Workspaces: (rows) => ({
    workspaces: {
      nodes: rows.workspaces(50).map(({ id, name, display_name, created_at }) => ({
        id,
        name,
        displayName: display_name,
        createdAt: created_at,
      })),
    },
  }),
  ByName: (rows, { workspaceId = '' }) => membersOf(rows, rows.membersByName(workspaceId, 'EDITOR', 20)),
  Deep: (rows, { workspaceId = '', after = '' }) => membersOf(rows, rows.membersBehind(workspaceId, after, 20)),
  Create: (rows, { input }) => ({ createWorkspace: { workspace: rows.createWorkspace(input?.name ?? '') } }),
}

function membersOf(rows: Rows, members: readonly Membership[]) {
  return { workspace: { members: { nodes: shown(members, rows.users(members.map(({ principal }) => principal))) } } }
}

function shown(members: readonly Membership[], users: ReturnType<Rows['users']>) {
  return members.map(({ id, role, principal }) => ({
    id,
    role,
    principal: { __typename: 'User', id: principal, name: users.get(principal)?.name },
  }))
}
