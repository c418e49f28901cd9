import type { Row } from '../../../../db/schema.ts'
import { accessTo } from '../../../access/access.ts'
import type { Caller } from '../../../access/principal.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds, formatted } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { countRemoved } from '../../../store/counts.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
import { lockName } from '../../../store/lock.ts'
import { inParts } from '../../../store/parts.ts'
import { revokeSentBy } from '../../invitation/rows.ts'
import { solelyOwnedBy } from '../../member/ownership.ts'
import { UserRef } from '../../refs.ts'
import { revokeWithMinted } from '../../token/revoke.ts'
import { namedUser, userToChange } from '../rows.ts'

const NAMED_WORKSPACES = 100

type Removed = Pick<Row<'membership'>, 'id' | 'workspace_id' | 'role'>

// The row stays, marked as deleted, so that history keeps the name.
mutation('deleteUser', {
  description:
    'Memberships, tokens and the invitations that they sent end; history keeps the name. LAST_OWNER names the first 100 workspaces, and tells how many there are.',
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
      const memberships = await removeMemberships(tx, user.id)
      const revokedIds = await revokeTokens(tx, user.id, at, caller.principal.id)
      await revokeSentBy(tx, user.id, at, caller, null)
      await removePreferences(tx, user.id)
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

/** LAST_OWNER, naming the first of the workspaces that would be left without an owner who can act. */
async function assertNotLastOwner(tx: Tx, userId: string): Promise<void> {
  const found = await solelyOwnedBy(tx, userId)
  if (found.length === 0) return
  const workspaces = found.slice(0, NAMED_WORKSPACES)
  const names = workspaces.map(({ name }) => name).join(', ')
  const others = found.length - workspaces.length
  const more = others === 0 ? '' : ` and ${formatted(others)} more`
  const details = { workspaces, workspaceCount: found.length }
  throw new AppError('LAST_OWNER', `The user is the last owner of ${names}${more}`, details)
}

async function removeMemberships(tx: Tx, userId: string): Promise<Removed[]> {
  const found = await tx.selectFrom('membership').select('id').where('principal', '=', userId).execute()
  const removed: Removed[] = []
  await inParts(found, async (part) => {
    const ids = dialectOf(tx).keys(part.map(({ id }) => id))
    const rows = await tx
      .deleteFrom('membership')
      .where('id', 'in', ids)
      .returning(['id', 'workspace_id', 'role'])
      .execute()
    await countRemoved(tx, rows)
    for (const row of rows) removed.push(row)
  })
  return removed
}

async function removePreferences(tx: Tx, userId: string): Promise<void> {
  const found = await tx
    .selectFrom('workspace_preference')
    .select('workspace_id')
    .where('user_id', '=', userId)
    .execute()
  await inParts(found, (part) => {
    const ids = dialectOf(tx).keys(part.map(({ workspace_id }) => workspace_id))
    const preferences = tx.deleteFrom('workspace_preference').where('user_id', '=', userId)
    return preferences.where('workspace_id', 'in', ids).execute()
  })
}

async function revokeTokens(tx: Tx, userId: string, at: string, by: string): Promise<string[]> {
  const live = await tx
    .selectFrom('api_token')
    .select('id')
    .where('owner_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
  const ids = live.map((token) => token.id)
  return revokeWithMinted(tx, ids, at, by)
}

/** Tells each workspace that it has lost the member, and which tokens have ended there. */
async function appendRemovals(
  tx: Tx,
  at: string,
  caller: Caller,
  user: Row<'user'>,
  memberships: readonly Removed[],
  revokedIds: readonly string[],
): Promise<void> {
  const revoked = await tx
    .selectFrom('api_token')
    .select(['id', 'workspace_id'])
    .where('id', 'in', dialectOf(tx).keys(revokedIds))
    .orderBy('id')
    .execute()
  const tokensOf = new Map<string | null, string[]>(revoked.map(({ workspace_id }) => [workspace_id, []]))
  for (const { id, workspace_id } of revoked) tokensOf.get(workspace_id)?.push(id)
  await inParts(memberships, async (part) => {
    const workspaceIds = part.map((row) => row.workspace_id)
    const accesses = await accessTo(tx, caller.principal, 'id', workspaceIds)
    const grants = new Map(accesses.map((access) => [access.workspace.id, { ...access, caller }]))
    for (const { id, workspace_id, role } of part) {
      const tokens = countedIds('revokedToken', tokensOf.get(workspace_id) ?? [])
      const data = { member: namedUser(user), role, ...tokens }
      const about = { workspaceId: workspace_id, subjectId: id }
      append(tx, at, grants.get(workspace_id) ?? caller, 'member.removed', data, about)
    }
  })
}
