import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { RoleNameEnum } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { uuidOf } from '../../store/id.ts'
import { User } from '../principal/graphql.ts'
import { UserRef, WorkspaceRef } from '../refs.ts'
import { createUser, deleteUser, resumeUser, suspendUser, updateUser } from './actions.ts'
import { findUser, listUsers, loadUser, mayKnow } from './queries.ts'

/** What only the user and platform admins are told. */
export const isPrivy = (user: Row<'user'>, context: Context) =>
  context.principal?.platformAdmin === true || context.principal?.id === user.id

User.implement({
  interfaces: [Node],
  fields: (t) => ({
    uuid: t.field({ type: 'UUID', resolve: ({ id }) => uuidOf(id) }),
    name: t.exposeString('name'),
    email: t.field({
      type: 'EmailAddress',
      nullable: true,
      description: 'For the user, members of a common workspace, and platform admins; otherwise null.',
      resolve: async (user, _args, context) => ((await mayKnow(user.id, context)) ? user.email : null),
    }),
    platformAdmin: t.boolean({
      nullable: true,
      description: 'For the user and platform admins; otherwise null. So are the next three.',
      resolve: (user, _args, context) => (isPrivy(user, context) ? user.platform_admin === 1 : null),
    }),
    suspendedAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (isPrivy(user, context) ? user.suspended_at : null),
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (isPrivy(user, context) ? user.last_seen_at : null),
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
  }),
})

nodeType('user', loadUser)

builder.queryField('user', (t) =>
  t.field({
    type: User,
    nullable: true,
    auth: { signedIn: true },
    errors: [],
    description: 'Null where there is none or the caller shares no workspace with it.',
    args: { by: t.arg({ type: UserRef, required: true }) },
    resolve: (_root, { by }, context) => findUser(by, context),
  }),
)

const UserFilter = builder.inputType('UserFilter', {
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or address, any case.' }),
    platformAdmin: t.boolean(),
    suspended: t.boolean(),
  }),
})

builder.queryField('users', (t) =>
  t.field({
    type: connectionOf(User, 'User'),
    auth: { platformAdmin: true },
    errors: [],
    description: 'All users but the deleted, newest first.',
    args: { ...pageArgs, filter: t.arg({ type: UserFilter }) },
    resolve: (_root, args, context) => listUsers(context, { ...args, filter: args.filter ?? null }),
  }),
)

const payload = (name: string) =>
  builder.objectRef<Row<'user'>>(name).implement({
    fields: (t) => ({ user: t.field({ type: User, resolve: (user) => user }) }),
  })

const NewMembershipInput = builder.inputType('NewMembershipInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    role: t.field({ type: RoleNameEnum, required: true }),
  }),
})
const CreateUserInput = builder.inputType('CreateUserInput', {
  fields: (t) => ({
    email: t.field({ type: 'EmailAddress' }),
    name: t.string({ required: true }),
    platformAdmin: t.boolean({ defaultValue: false }),
    memberships: t.field({ type: [NewMembershipInput] }),
  }),
})

builder.mutationField('createUser', (t) =>
  t.field({
    type: payload('CreateUserPayload'),
    auth: { platformAdmin: true },
    errors: ['CONFLICT', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'WORKSPACE_DELETING'],
    description: 'A user with at most 100 memberships, all or nothing. CONFLICT where the address is taken.',
    args: { input: t.arg({ type: CreateUserInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => createUser(store, caller, input),
  }),
)

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  fields: (t) => ({
    user: t.id({ required: true }),
    name: t.string(),
    email: t.field({ type: 'EmailAddress' }),
    platformAdmin: t.boolean(),
  }),
})

builder.mutationField('updateUser', (t) =>
  t.field({
    type: payload('UpdateUserPayload'),
    auth: { platformAdmin: true },
    errors: ['CONFLICT', 'NOT_FOUND'],
    description: 'Changes what is given. CONFLICT where the address is taken.',
    args: { input: t.arg({ type: UpdateUserInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => updateUser(store, caller, input),
  }),
)

const SuspendUserInput = builder.inputType('SuspendUserInput', {
  fields: (t) => ({ user: t.id({ required: true }), reason: t.string({ required: true }) }),
})

builder.mutationField('suspendUser', (t) =>
  t.field({
    type: payload('SuspendUserPayload'),
    auth: { platformAdmin: true },
    errors: ['NOT_FOUND'],
    description: 'Refuses the user everywhere, tokens and open streams too.',
    args: { input: t.arg({ type: SuspendUserInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => suspendUser(store, caller, input),
  }),
)

const ResumeUserInput = builder.inputType('ResumeUserInput', {
  fields: (t) => ({ user: t.id({ required: true }) }),
})

builder.mutationField('resumeUser', (t) =>
  t.field({
    type: payload('ResumeUserPayload'),
    auth: { platformAdmin: true },
    errors: ['NOT_FOUND'],
    description: 'Lets a suspended user in again.',
    args: { input: t.arg({ type: ResumeUserInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => resumeUser(store, caller, input),
  }),
)

const DeleteUserInput = builder.inputType('DeleteUserInput', {
  fields: (t) => ({ user: t.id({ required: true }) }),
})
const DeleteUserPayload = builder.objectRef<{ id: string }>('DeleteUserPayload').implement({
  fields: (t) => ({ deletedUserId: t.exposeID('id') }),
})

builder.mutationField('deleteUser', (t) =>
  t.field({
    type: DeleteUserPayload,
    auth: { platformAdmin: true },
    errors: ['LAST_OWNER', 'NOT_FOUND'],
    description: 'Memberships and tokens end; history keeps the name. LAST_OWNER names the workspaces.',
    args: { input: t.arg({ type: DeleteUserInput, required: true }) },
    resolve: async (_root, { input }, { store, caller }) => ({ id: await deleteUser(store, caller, input) }),
  }),
)
