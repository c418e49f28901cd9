import type { Principal } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import { User } from '../principal/graphql.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'

export const Me = builder.objectRef<Principal>('Me')
Me.implement({
  description: 'The caller, as this request knows it.',
  fields: (t) => ({
    user: t.field({ type: User, nullable: true, resolve: ({ id }, _args, context) => context.load.user.load(id) }),
    groups: t.stringList({ resolve: ({ groups }) => [...groups] }),
    platformAdmin: t.exposeBoolean('platformAdmin', {
      description: 'Whether this request carries platform rights: a platform admin, by a credential made for it.',
    }),
    defaultWorkspace: t.field({
      type: Workspace,
      nullable: true,
      resolve: async ({ id }, _args, context) => {
        const marked = await context.store.db
          .selectFrom('workspace_preference')
          .select('workspace_id')
          .where('user_id', '=', id)
          .where('is_default', '=', 1)
          .executeTakeFirst()
        return marked ? loadWorkspace(marked.workspace_id, context) : null
      },
    }),
  }),
})

builder.queryField('me', (t) =>
  t.field({ type: Me, auth: { signedIn: true }, resolve: (_root, _args, context) => context.signedIn }),
)
