// Mercurius with its JIT and its loaders, on the part of the schema that the work loads need, in the set-up that its
// documentation calls fastest (https://mercurius.dev/#/docs/loaders, https://mercurius.dev/#/docs/api/options: `jit`).
// It authenticates nobody and checks no permissions. Fastify's logger is off by default.
import Fastify from 'fastify'
import mercurius from 'mercurius'
import { type Membership, rowsFromEnvironment, type User, type Workspace } from './rows.ts'

const schema = `
  type Query {
    me: Me!
    workspaces(first: Int): WorkspaceConnection!
    workspace(by: WorkspaceRef!): Workspace
  }
  type Mutation { createWorkspace(input: CreateWorkspaceInput!): CreateWorkspacePayload! }
  input WorkspaceRef { id: ID! }
  input CreateWorkspaceInput { name: String! }
  type CreateWorkspacePayload { workspace: Workspace! }
  type Me { user: User! }
  type WorkspaceConnection { nodes: [Workspace!]! }
  type Workspace {
    id: ID! name: String! displayName: String! createdAt: String!
    members(first: Int, after: String, filter: MemberFilter, orderBy: [MemberOrder!]): MembershipConnection!
  }
  input MemberFilter { role: [RoleName!] }
  input MemberOrder { field: MemberOrderField! }
  enum MemberOrderField { NAME }
  type MembershipConnection { nodes: [Membership!]! }
  type Membership { id: ID! role: RoleName! principal: Principal! }
  enum RoleName { OWNER ADMIN EDITOR VIEWER }
  union Principal = User | Group
  type User { id: ID! name: String! email: String }
  type Group { name: String! }
`

const DEFAULT_FIRST = 20
const rows = rowsFromEnvironment()

interface MembersArgs {
  first?: number
  after?: string
  filter?: { role?: string[] }
}

const app = Fastify()
app.register(mercurius, {
  schema,
  jit: 1,
  resolvers: {
    Query: {
      me: () => ({ user: rows.me() }),
      workspaces: (_root: unknown, { first }: { first?: number }) => ({
        nodes: rows.workspaces(first ?? DEFAULT_FIRST),
      }),
      workspace: (_root: unknown, { by }: { by: { id: string } }) => by,
    },
    Mutation: {
      createWorkspace: (_root: unknown, { input }: { input: { name: string } }) => ({
        workspace: rows.createWorkspace(input.name),
      }),
    },
    Workspace: {
      displayName: ({ display_name }: Workspace) => display_name,
      createdAt: ({ created_at }: Workspace) => created_at,
    },
    Principal: { resolveType: () => 'User' },
  },
  loaders: {
    Workspace: {
      members: async (queries: { obj: Workspace; params: MembersArgs }[]) => {
        const { first = DEFAULT_FIRST, after, filter } = queries[0]?.params ?? {}
        const ids = queries.map(({ obj }) => obj.id)
        const role = filter?.role?.[0]
        if (after !== undefined) return ids.map((id) => ({ nodes: rows.membersBehind(id, after, first) }))
        if (role !== undefined) return ids.map((id) => ({ nodes: rows.membersByName(id, role, first) }))
        return rows.members(ids, first).map((nodes) => ({ nodes }))
      },
    },
    Membership: {
      principal: async (queries: { obj: Membership }[]): Promise<(User | undefined)[]> => {
        const found = rows.users(queries.map(({ obj }) => obj.principal))
        return queries.map(({ obj }) => found.get(obj.principal))
      },
    },
  },
})

console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
