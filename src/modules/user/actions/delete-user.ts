import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { countRemoved } from '../../../store/counts.ts'
import type { Tx } from '../../../store/database.ts'
import { lockName } from '../../../store/lock.ts'
import { ownedBy } from '../../member/ownership.ts'
import { UserRef } from '../../refs.ts'
import { revokeWithMinted } from '../../token/revoke.ts'
import { namedUser, userToChange } from '../rows.ts'

// The row stays, marked as deleted, so that history keeps the name.
mutation('deleteUser', {
  description: 'Memberships and tokens end; history keeps the name. LAST_OWNER names the workspaces.',
  input: (t) => ({ user: t.field({ type: UserRef, required: true }) }),
  payload: { deletedUserId: { type: 'ID', description: 'The id of the user who is gone.' } },
  auth: { platformAdmin: true },
  errors: ['LAST_OWNER', 'NOT_FOUND'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      // of two owners who are deleted at once, the second must see that the first can no longer act
      await lockName(tx, 'owners')
      const user = await userToChange(tx, caller, input.user)
      await assertNotLastOwner(tx, user.id)
      const at = now()
      const ended = tx.deleteFrom('membership').where('principal', '=', user.id).returning(['workspace_id', 'role'])
      const memberships = await ended.execute()
      await countRemoved(tx, memberships)
      const workspaceIds = memberships.map((row) => row.workspace_id)
      const tokens = await tx.selectFrom('api_token').select('id').where('owner_id', '=', user.id).execute()
      const tokenIds = tokens.map((token) => token.id)
      const revokedIds = await revokeWithMinted(tx, tokenIds, at, caller.principal.id)
      await tx.deleteFrom('workspace_preference').where('user_id', '=', user.id).execute()
      const set = { deleted_at: at, platform_admin: 0, groups: '[]', groups_at: null }
      await tx.updateTable('user').set(set).where('id', '=', user.id).execute()
      const data = {
        user: namedUser(user),
        ...countedIds('workspace', workspaceIds),
        ...countedIds('revokedToken', revokedIds),
      }
      append(tx, at, caller, 'user.deleted', data, { subjectId: user.id })
      return { deletedUserId: user.id }
    }),
})

/** LAST_OWNER, naming the workspaces that would be left without an owner who can act. */
async function assertNotLastOwner(tx: Tx, userId: string): Promise<void> {
  const owned = await ownedBy(tx, userId)
  const workspaces = owned.filter(({ othersActive }) => othersActive === 0).map(({ id, name }) => ({ id, name }))
  if (workspaces.length === 0) return
  const names = workspaces.map(({ name }) => name).join(', ')
  throw new AppError('LAST_OWNER', `The user is the last owner of ${names}`, { workspaces })
}
