import { isServiceAccount, type Principal } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import { rereadBy } from '../../graphql/payload.ts'
import { User } from '../principal/graphql.ts'
import { Session } from '../session/graphql.ts'
import { ownSessions } from '../session/queries.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import { defaultWorkspaceId } from '../workspace/preferences.ts'

export const Me = builder.objectRef<Principal>('Me')
Me.implement({
  description: 'The caller of this request.',
  fields: (t) => ({
    user: t.field({
      description: 'The caller as a user; null for a service account.',
      type: User,
      nullable: true,
      resolve: ({ id }, _args, context) => (isServiceAccount(id) ? null : context.load.user.load(id)),
    }),
    groups: t.stringList({
      description: "The caller's groups at the identity provider.",
      resolve: ({ groups }) => [...groups],
    }),
    groupsExpireAt: t.expose('groupsExpireAt', {
      description: 'When the groups stop counting unless the caller signs in again; null if there are none.',
      type: 'DateTime',
      nullable: true,
    }),
    platformAdmin: t.exposeBoolean('platformAdmin', {
      description:
        'Whether this request has platform rights: the caller is a platform admin, and the credential includes these rights.',
    }),
    sessions: t.field({
      description:
        'The browser sessions in which the caller is signed in, newest first: at most 100. A token that is limited by workspace, role or permissions sees only the one that it opened.',
      type: [Session],
      resolve: (_me, _args, context) => ownSessions(context),
    }),
    defaultWorkspace: t.field({
      description:
        'The workspace that the caller starts in; null if none is chosen, or if the caller can no longer see it.',
      type: Workspace,
      nullable: true,
      resolve: async (_me, _args, context) => {
        const id = await defaultWorkspaceId(context)
        return id === null ? null : loadWorkspace(id, context)
      },
    }),
  }),
})

rereadBy<Principal>('Me', { keyOf: ({ id }) => id, read: (_id, context) => context.signedIn })

builder.queryField('me', (t) =>
  t.field({
    description: 'The caller of this request.',
    type: Me,
    auth: { signedIn: true },
    resolve: (_root, _args, context) => context.signedIn,
  }),
)
