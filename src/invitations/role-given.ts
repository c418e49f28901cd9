// What an invitation is worth at an instant: asked when it is looked at, accepted and mailed.
import type { RoleName } from '../../db/schema.ts'
import { accessTo } from '../access/access.ts'
import { can } from '../access/judge.ts'
import { asPerson, NOBODY, nobody } from '../access/person.ts'
import { ROLE_RANK, roleOfRank } from '../access/principal.ts'
import type { Db, Tx } from '../store/database.ts'
import { type Invitation, stateOf } from './state.ts'

/**
 * The role that the invitation gives at this moment: at most that of its sender. Null if the sender may no longer
 * invite, or the invitation is not pending. The same statements run whatever is found, so that their time reveals
 * nothing.
 */
export async function roleGiven(
  db: Db | Tx,
  invitation: Invitation | null,
  now: string,
  groupsCountSince: () => string,
): Promise<RoleName | null> {
  const live = invitation && stateOf(invitation, now) === 'PENDING' ? invitation : null
  const inviter = await asPerson(db, live?.invited_by ?? NOBODY, groupsCountSince)
  const workspaceId = live?.workspace_id ?? NOBODY
  const workspace = await db
    .selectFrom('workspace')
    .select(['state', 'built_in'])
    .where('id', '=', workspaceId)
    .executeTakeFirst()
  const asMember = { ...(inviter ?? nobody(groupsCountSince)), platformAdmin: false }
  const [access] = await accessTo(db, asMember, 'id', [workspaceId])
  if (!live || !inviter || workspace?.state !== 'ACTIVE') return null
  // only platform admins change the members of a built-in workspace
  if (workspace.built_in === 1 && !inviter.platformAdmin) return null
  if (!inviter.platformAdmin && !can(asMember, access ?? null, 'MEMBER_INVITE')) return null
  const rank = inviter.platformAdmin ? ROLE_RANK.OWNER : (access?.rank ?? 0)
  return roleOfRank(Math.min(rank, ROLE_RANK[live.role]))
}
