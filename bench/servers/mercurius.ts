// The peer: Mercurius with its JIT and its loaders, on the part of the schema that the nested list needs. It is the only
// file that needs the packages of bench/package.json.
import Fastify from 'fastify'
import mercurius from 'mercurius'
import { type Membership, rowsFromEnvironment, type User, type Workspace } from './rows.ts'

const schema = `
  type Query { workspaces(first: Int): WorkspaceConnection! }
  type WorkspaceConnection { nodes: [Workspace!]! }
  type Workspace { id: ID! name: String! members(first: Int): MembershipConnection! }
  type MembershipConnection { nodes: [Membership!]! }
  type Membership { id: ID! role: RoleName! principal: Principal! }
  enum RoleName { OWNER ADMIN EDITOR VIEWER }
  union Principal = User | Group
  type User { id: ID! name: String! }
  type Group { name: String! }
`

const DEFAULT_FIRST = 20
const rows = rowsFromEnvironment()

const app = Fastify()
app.register(mercurius, {
  schema,
  jit: 1,
  resolvers: {
    Query: {
      workspaces: (_root: unknown, { first }: { first?: number }) => ({
        nodes: rows.workspaces(first ?? DEFAULT_FIRST),
      }),
    },
    Principal: { resolveType: () => 'User' },
  },
  loaders: {
    Workspace: {
      members: async (queries: { obj: Workspace; params: { first?: number } }[]) => {
        const first = queries[0]?.params.first ?? DEFAULT_FIRST
        const ids = queries.map(({ obj }) => obj.id)
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
