import type { Row } from '../../../../db/schema.ts'
import { accessTo } from '../../../access/access.ts'
import type { Caller } from '../../../access/principal.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { countRemoved } from '../../../store/counts.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
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
      const memberships = await tx.deleteFrom('membership').where('principal', '=', user.id).returningAll().execute()
      await countRemoved(tx, memberships)
      const tokens = await tx
        .selectFrom('api_token')
        .select('id')
        .where('owner_id', '=', user.id)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', at)
        .execute()
      const tokenIds = tokens.map((token) => token.id)
      const revokedIds = await revokeWithMinted(tx, tokenIds, at, caller.principal.id)
      await tx.deleteFrom('workspace_preference').where('user_id', '=', user.id).execute()
      const set = { deleted_at: at, platform_admin: 0, groups: '[]', groups_at: null }
      await tx.updateTable('user').set(set).where('id', '=', user.id).execute()
      const workspaceIds = memberships.map((row) => row.workspace_id)
      const data = {
        user: namedUser(user),
        ...countedIds('workspace', workspaceIds),
        ...countedIds('revokedToken', revokedIds),
      }
      append(tx, at, caller, 'user.deleted', data, { subjectId: user.id })
      await appendRemovals(tx, at, caller, user, memberships, revokedIds)
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

/** Tells each workspace that it has lost the member, and which tokens have ended there. */
async function appendRemovals(
  tx: Tx,
  at: string,
  caller: Caller,
  user: Row<'user'>,
  memberships: readonly Row<'membership'>[],
  revokedIds: readonly string[],
): Promise<void> {
  const { keys } = dialectOf(tx)
  const workspaceIds = memberships.map((row) => row.workspace_id)
  const accesses = await accessTo(tx, caller.principal, 'id', workspaceIds)
  const grants = new Map(accesses.map((access) => [access.workspace.id, { ...access, caller }]))
  const revoked = tx.selectFrom('api_token').select(['id', 'workspace_id']).where('id', 'in', keys(revokedIds))
  const tokensOf = new Map<string | null, string[]>()
  for (const { id, workspace_id } of await revoked.orderBy('id').execute()) {
    tokensOf.set(workspace_id, [...(tokensOf.get(workspace_id) ?? []), id])
  }
  for (const { id, workspace_id, role } of memberships) {
    const tokens = countedIds('revokedToken', tokensOf.get(workspace_id) ?? [])
    const about = { workspaceId: workspace_id, subjectId: id }
    append(
      tx,
      at,
      grants.get(workspace_id) ?? caller,
      'member.removed',
      { member: namedUser(user), role, ...tokens },
      about,
    )
  }
}
