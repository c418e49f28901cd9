import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { uuidOf } from '../../store/id.ts'
import { User } from '../principal/graphql.ts'
import { UserRef } from '../refs.ts'
import { findUser, listUsers, loadUser, readsAddress, readsPrivateFields, UserFilter, UserOrder } from './queries.ts'

User.implement({
  description: 'A person, known by an address or by an identity provider.',
  interfaces: [Node],
  fields: (t) => ({
    uuid: t.field({ type: 'UUID', resolve: ({ id }) => uuidOf(id) }),
    name: t.exposeString('name', { description: 'Their display name.' }),
    email: t.field({
      type: 'EmailAddress',
      nullable: true,
      description:
        'Visible to the user, platform admins, and those who share a workspace with the user by a membership of their own or by a group; null for all others. A token that is limited to permissions needs MEMBER_READ, even for its own user.',
      resolve: async (user, _args, context) => ((await readsAddress(user.id, context)) ? user.email : null),
    }),
    platformAdmin: t.boolean({
      nullable: true,
      description:
        'Visible to the user and platform admins; null for all others, and for a token that is limited to permissions without MEMBER_READ. The same applies to `suspendedAt` and `lastSeenAt`.',
      resolve: (user, _args, context) => (readsPrivateFields(user, context) ? user.platform_admin === 1 : null),
    }),
    suspendedAt: t.field({
      description: 'When they were suspended; null if they are not suspended.',
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (readsPrivateFields(user, context) ? user.suspended_at : null),
    }),
    lastSeenAt: t.field({
      description: 'When they were last seen; updated every ten seconds.',
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (readsPrivateFields(user, context) ? user.last_seen_at : null),
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
    description: 'A user; null if it does not exist or the caller shares no workspace with it.',
    args: { by: t.arg({ description: 'The user to read.', type: UserRef, required: true }) },
    resolve: (_root, { by }, context) => findUser(by, context),
  }),
)

builder.queryField('users', (t) =>
  t.field({
    type: connectionOf(User, 'User'),
    nullable: true,
    auth: { platformAdmin: true },
    errors: [],
    description: 'All users except deleted ones, newest first unless `orderBy` says otherwise.',
    args: { ...pageArgs, filter: t.arg({ type: UserFilter }), orderBy: t.arg({ type: [UserOrder] }) },
    resolve: (_root, args, context) => listUsers(args, context),
  }),
)
