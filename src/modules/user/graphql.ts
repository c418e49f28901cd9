import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { uuidOf } from '../../store/id.ts'
import { User } from '../principal/graphql.ts'
import { UserRef } from '../refs.ts'
import { findUser, listUsers, loadUser, mayKnow, UserFilter } from './queries.ts'

/** Whether the caller sees the fields that are for the user and platform admins only. */
export const seesPrivateFields = ({ id }: Row<'user'>, { principal }: Context): boolean =>
  principal?.platformAdmin === true || principal?.id === id

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
      resolve: (user, _args, context) => (seesPrivateFields(user, context) ? user.platform_admin === 1 : null),
    }),
    suspendedAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (seesPrivateFields(user, context) ? user.suspended_at : null),
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: (user, _args, context) => (seesPrivateFields(user, context) ? user.last_seen_at : null),
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

builder.queryField('users', (t) =>
  t.field({
    type: connectionOf(User, 'User'),
    nullable: true,
    auth: { platformAdmin: true },
    errors: [],
    description: 'All users but the deleted, newest first.',
    args: { ...pageArgs, filter: t.arg({ type: UserFilter }) },
    resolve: (_root, args, context) => listUsers(args, context),
  }),
)
