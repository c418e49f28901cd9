// GraphQL Yoga with Pothos and its DataLoader plugin, as their guides set them up (https://pothos-graphql.dev/docs/guide,
// https://pothos-graphql.dev/docs/plugins/dataloader, https://the-guild.dev/graphql/yoga-server/docs), with the JIT of
// https://the-guild.dev/graphql/envelop/plugins/use-graphql-jit and logging off; Yoga caches parsing and validation by
// itself. It authenticates nobody and checks no permissions.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useGraphQlJit } from '@envelop/graphql-jit'
import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import { createYoga } from 'graphql-yoga'
import { type Membership, rowsFromEnvironment, type User, type Workspace } from './rows.ts'

const DEFAULT_FIRST = 20
const rows = rowsFromEnvironment()

const builder = new SchemaBuilder<{ DefaultFieldNullability: false }>({
  plugins: [DataloaderPlugin],
  defaultFieldNullability: false,
})

const RoleName = builder.enumType('RoleName', { values: ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'] as const })
const MemberOrderField = builder.enumType('MemberOrderField', { values: ['NAME'] as const })
const MemberFilter = builder.inputType('MemberFilter', { fields: (t) => ({ role: t.field({ type: [RoleName] }) }) })
const MemberOrder = builder.inputType('MemberOrder', {
  fields: (t) => ({ field: t.field({ type: MemberOrderField, required: true }) }),
})
const WorkspaceRef = builder.inputType('WorkspaceRef', { fields: (t) => ({ id: t.id({ required: true }) }) })
const CreateWorkspaceInput = builder.inputType('CreateWorkspaceInput', {
  fields: (t) => ({ name: t.string({ required: true }) }),
})

const UserType = builder.loadableObject('User', {
  load: async (ids: string[]): Promise<(User | Error)[]> => {
    const found = rows.users(ids)
    return ids.map((id) => found.get(id) ?? new Error(`No user ${id}`))
  },
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true }),
  }),
})
const Group = builder.objectRef<{ name: string }>('Group').implement({
  fields: (t) => ({ name: t.exposeString('name') }),
})
const Principal = builder.unionType('Principal', { types: [UserType, Group], resolveType: () => UserType })

const MembershipType = builder.objectRef<Membership>('Membership').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    role: t.field({ type: RoleName, resolve: ({ role }) => role as typeof RoleName.$inferType }),
    principal: t.field({
      type: Principal,
      resolve: ({ principal }, _args, context) => UserType.getDataloader(context).load(principal) as Promise<User>,
    }),
  }),
})
const MembershipConnection = builder.objectRef<{ nodes: Membership[] }>('MembershipConnection').implement({
  fields: (t) => ({ nodes: t.field({ type: [MembershipType], resolve: ({ nodes }) => nodes }) }),
})

const WorkspaceType = builder.objectRef<Workspace>('Workspace').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    displayName: t.exposeString('display_name'),
    createdAt: t.exposeString('created_at'),
    members: t.loadable({
      type: MembershipConnection,
      args: {
        first: t.arg.int(),
        after: t.arg.string(),
        filter: t.arg({ type: MemberFilter }),
        orderBy: t.arg({ type: [MemberOrder] }),
      },
      // workspaces at the same place in the document are loaded together, with the arguments that they share
      byPath: true,
      load: async (ids: string[], _context, { first, after, filter }) => {
        const many = first ?? DEFAULT_FIRST
        const role = filter?.role?.[0]
        if (after) return ids.map((id) => ({ nodes: rows.membersBehind(id, after, many) }))
        if (role) return ids.map((id) => ({ nodes: rows.membersByName(id, role, many) }))
        return rows.members(ids, many).map((nodes) => ({ nodes }))
      },
      resolve: ({ id }) => id,
    }),
  }),
})
const WorkspaceConnection = builder.objectRef<{ nodes: Workspace[] }>('WorkspaceConnection').implement({
  fields: (t) => ({ nodes: t.field({ type: [WorkspaceType], resolve: ({ nodes }) => nodes }) }),
})
const Me = builder.objectRef<{ user: User | undefined }>('Me').implement({
  fields: (t) => ({ user: t.field({ type: UserType, resolve: ({ user }) => user as User }) }),
})
const CreateWorkspacePayload = builder.objectRef<{ workspace: Workspace }>('CreateWorkspacePayload').implement({
  fields: (t) => ({ workspace: t.field({ type: WorkspaceType, resolve: ({ workspace }) => workspace }) }),
})

builder.queryType({
  fields: (t) => ({
    me: t.field({ type: Me, resolve: () => ({ user: rows.me() }) }),
    workspaces: t.field({
      type: WorkspaceConnection,
      args: { first: t.arg.int() },
      resolve: (_root, { first }) => ({ nodes: rows.workspaces(first ?? DEFAULT_FIRST) }),
    }),
    workspace: t.field({
      type: WorkspaceType,
      nullable: true,
      args: { by: t.arg({ type: WorkspaceRef, required: true }) },
      resolve: (_root, { by }) => by as Workspace,
    }),
  }),
})
builder.mutationType({
  fields: (t) => ({
    createWorkspace: t.field({
      type: CreateWorkspacePayload,
      args: { input: t.arg({ type: CreateWorkspaceInput, required: true }) },
      resolve: (_root, { input }) => ({ workspace: rows.createWorkspace(input.name) as Workspace }),
    }),
  }),
})

const yoga = createYoga({ schema: builder.toSchema(), plugins: [useGraphQlJit()], logging: false, graphiql: false })
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
