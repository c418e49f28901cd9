// What ends with an account, of a user or of a service account: memberships, tokens, sessions, invitations, preferences.
import type { Row } from '../../../db/schema.ts'
import { grantsIn } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { endSessionsOf } from '../../auth/session.ts'
import { append } from '../../events/append.ts'
import { countedIds, type Named } from '../../events/catalogue/words.ts'
import { revokeSent } from '../../invitations/sent-by.ts'
import { countRemoved } from '../../store/counts.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { inParts } from '../../store/parts.ts'
import { revokeWithMinted } from '../token/revoke.ts'

type Removed = Pick<Row<'membership'>, 'id' | 'workspace_id' | 'role'>

/** What ended with an account. */
export interface Ended {
  readonly memberships: readonly Removed[]
  readonly revokedTokenIds: readonly string[]
}

/** Ends all that the account has, and marks its row as deleted: the row stays, so that history keeps the name. */
export async function endAccount(tx: Tx, at: string, caller: Caller, id: string): Promise<Ended> {
  const memberships = await removeMemberships(tx, id)
  const revokedTokenIds = await revokeTokens(tx, id, at, caller.principal.id)
  await endSessionsOf(tx, at, id)
  await revokeSent(tx, id, at, caller)
  await removePreferences(tx, id)
  const set = { deleted_at: at, platform_admin: 0, groups: '[]', groups_at: null }
  await tx.updateTable('user').set(set).where('id', '=', id).execute()
  return { memberships, revokedTokenIds }
}

/** Appends an event to each workspace that has lost the member, with the tokens that have ended there. */
export async function appendRemovals(
  tx: Tx,
  at: string,
  caller: Caller,
  member: Named,
  { memberships, revokedTokenIds }: Ended,
): Promise<void> {
  const revoked = await tx
    .selectFrom('api_token')
    .select(['id', 'workspace_id'])
    .where('id', 'in', dialectOf(tx).keys(revokedTokenIds))
    .orderBy('id')
    .execute()
  const tokensOf = new Map<string | null, string[]>(revoked.map(({ workspace_id }) => [workspace_id, []]))
  for (const { id, workspace_id } of revoked) tokensOf.get(workspace_id)?.push(id)
  await inParts(memberships, async (part) => {
    const grants = await grantsIn(
      tx,
      caller,
      part.map((row) => row.workspace_id),
    )
    for (const { id, workspace_id, role } of part) {
      const tokens = countedIds('revokedToken', tokensOf.get(workspace_id) ?? [])
      const about = { workspaceId: workspace_id, subjectId: id }
      append(tx, at, grants.get(workspace_id) ?? caller, 'member.removed', { member, role, ...tokens }, about)
    }
  })
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
