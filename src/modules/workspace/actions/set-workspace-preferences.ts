import { authorize } from '../../../access/authorize.ts'
import { boundWorkspace } from '../../../access/principal.ts'
import { invalid } from '../../../errors.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { lockName } from '../../../store/lock.ts'
import { notNull } from '../../../validate.ts'
import { Me } from '../../me/graphql.ts'
import { WorkspaceRef } from '../../refs.ts'
import { Workspace } from '../graphql.ts'

mutation('setWorkspacePreferences', {
  description:
    "Sets the caller's own preferences, even while the workspace is suspended. At most one workspace is the default.",
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    favourite: t.boolean({ description: 'Whether it is a favourite of the caller.' }),
    hidden: t.boolean({ description: 'Whether the caller hides it from their lists.' }),
    isDefault: t.boolean({ description: 'Whether it is the default workspace of the caller.' }),
  }),
  payload: {
    workspace: { type: Workspace, description: 'The workspace, after the change.' },
    me: { type: Me, description: 'The caller, whose default workspace may have changed.' },
  },
  auth: { permission: 'WORKSPACE_READ', on: ({ workspace }) => workspace },
  errors: [],
  // it appends no event: the preferences are nobody else's business
  action: async ({ caller, write }, input) => {
    const favourite = notNull('favourite', input.favourite)
    const hidden = notNull('hidden', input.hidden)
    const isDefault = notNull('isDefault', input.isDefault)
    const set = {
      ...(favourite === undefined ? {} : { favourite: favourite ? 1 : 0 }),
      ...(hidden === undefined ? {} : { hidden: hidden ? 1 : 0 }),
      ...(isDefault === undefined ? {} : { is_default: isDefault ? 1 : 0 }),
    }
    const userId = caller.principal.id
    return write(async (tx) => {
      const { workspace } = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
      if (isDefault) {
        if (boundWorkspace(caller.principal) !== null)
          throw invalid('isDefault', 'A token of one workspace does not choose among them')
        await lockName(tx, `default of ${userId}`)
        await tx
          .updateTable('workspace_preference')
          .set({ is_default: 0 })
          .where('user_id', '=', userId)
          .where('is_default', '=', 1)
          .execute()
      }
      const payload = { workspace, me: caller.principal }
      if (Object.keys(set).length === 0) return payload
      await tx
        .insertInto('workspace_preference')
        .values({ user_id: userId, workspace_id: workspace.id, ...set })
        .onConflict((conflict) => conflict.columns(['user_id', 'workspace_id']).doUpdateSet(set))
        .execute()
      return payload
    })
  },
})
