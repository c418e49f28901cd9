// Who belongs to a workspace, with which role. Nobody grants, changes or removes a role above their own, and a
// workspace keeps an owner who can act: both judged in the transaction that writes.
import type { RoleName, Row } from '../../../db/schema.ts'
import { authorize, type Grant, type WorkspaceRef } from '../../access/authorize.ts'
import { assertNotBuiltIn, forbidden } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { type Caller, EVERYONE, groupKey, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { lockUsers } from '../../store/lock.ts'
import type { Store } from '../../store/store.ts'
import { notNull, text } from '../../validate.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'
import { revokeWithMinted } from '../token/revoke.ts'
import { addBinding, binding, checkGrantable, checkRank, nameOf, setRole } from './binding.ts'
import { requireOwner } from './ownership.ts'

type Membership = Row<'membership'>
type Workspace = Row<'workspace'>

export interface MembershipRef {
  id?: string | null | undefined
  of?: { workspace: WorkspaceRef; principal: PrincipalRef } | null | undefined
}

const MEMBER_HINT = ' Ownership goes to a member: addMember first.'
const INVITE_HINT = ' Only people who share a workspace with you are found by address; others are to be invited.'

/** Gives a principal who exists a role. Again with the same role answers the same; with another, ALREADY_MEMBER. */
export async function addMember(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef; principal: PrincipalRef; role: RoleName },
): Promise<Membership> {
  if (input.principal.everyone) throw invalid('principal', 'Everyone is a member by visibility alone: updateWorkspace')
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'MEMBER_INVITE')
    assertNotBuiltIn(caller, grant)
    const key = await existing(tx, caller, input.principal)
    checkGrantable(grant, key, input.role, 'MEMBER_INVITE')
    const known = await binding(tx, grant.workspace.id, key)
    if (known?.role === input.role) return known
    if (known) {
      throw new AppError('ALREADY_MEMBER', 'It is a member with another role: updateMember changes it', {
        role: known.role,
      })
    }
    const at = store.now()
    const membership = await addBinding(tx, at, grant.workspace.id, key, input.role, caller.principal.id)
    const member = await nameOf(tx, key)
    append(tx, at, grant, 'member.added', { member, role: input.role }, { subjectId: membership.id })
    return membership
  })
}

/** Changes a member's role. LAST_OWNER where no owner who can act would be left. */
export async function updateMember(
  store: Store,
  caller: Caller,
  input: { member: MembershipRef; role?: RoleName | null | undefined },
): Promise<Membership> {
  const role = notNull('role', input.role)
  if (role === undefined) throw invalid('role', 'Nothing to change was given')
  return store.write(async (tx) => {
    const { grant, membership } = await resolve(tx, caller, input.member, 'MEMBER_UPDATE')
    assertNotBuiltIn(caller, grant)
    if (membership.principal === EVERYONE)
      throw invalid('member', 'Everyone is a member by visibility alone: updateWorkspace')
    checkRank(grant, membership.role, 'MEMBER_UPDATE')
    checkGrantable(grant, membership.principal, role, 'MEMBER_UPDATE')
    if (membership.role === role) return membership
    const at = store.now()
    const changed = await setRole(tx, membership.id, role, at, caller.principal.id)
    if (membership.role === 'OWNER') await requireOwner(tx, grant.workspace)
    const member = await nameOf(tx, membership.principal)
    const data = { member, from: membership.role, to: role }
    append(tx, at, grant, 'member.role_changed', data, { subjectId: membership.id })
    return changed
  })
}

/** Ends a membership, and with it the tokens that the member owns there. Also while the workspace is suspended. */
export async function removeMember(
  store: Store,
  caller: Caller,
  input: { member: MembershipRef },
): Promise<{ membershipId: string; workspace: Workspace }> {
  return store.write(async (tx) => {
    const demands = { whileSuspended: true }
    const { grant, membership } = await resolve(tx, caller, input.member, 'MEMBER_REMOVE', demands)
    assertNotBuiltIn(caller, grant)
    if (membership.principal === EVERYONE)
      throw invalid('member', 'Everyone is a member by visibility alone: updateWorkspace')
    checkRank(grant, membership.role, 'MEMBER_REMOVE')
    const at = store.now()
    const member = await nameOf(tx, membership.principal)
    const revokedTokenIds = await end(tx, membership, grant.workspace, at, caller.principal.id)
    const data = { member, role: membership.role, revokedTokenIds }
    append(tx, at, grant, 'member.removed', data, { subjectId: membership.id })
    return { membershipId: membership.id, workspace: grant.workspace }
  })
}

/** Ends the caller's own membership. NOT_FOUND where the caller is a member through a group or everyone alone. */
export async function leaveWorkspace(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef },
): Promise<string> {
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
    const membership = await binding(tx, grant.workspace.id, caller.principal.id)
    if (!membership) throw notFound(' You are no member by yourself, only through a group or everyone.')
    refuseLowered(grant, membership.role)
    const at = store.now()
    const revokedTokenIds = await end(tx, membership, grant.workspace, at, caller.principal.id)
    const data = { role: membership.role, revokedTokenIds }
    append(tx, at, grant, 'member.left', data, { subjectId: membership.id })
    return grant.workspace.id
  })
}

/** A token that was lowered, by role or to some permissions, does not give up what it does not hold. */
function refuseLowered({ caller, rank }: Grant, role: RoleName): void {
  if (rank >= ROLE_RANK[role] && !caller.principal.token?.permissions) return
  throw forbidden('The token does not hold the role that it would give up', {
    requiredRole: role,
    myRole: roleOfRank(rank),
  })
}

export interface Transfer {
  workspace: Workspace
  newOwner: Membership
  previousOwner: Membership | null
}

/** Makes a member the owner; the caller, if an owner, becomes ADMIN in the same transaction. */
export async function transferOwnership(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef; to: PrincipalRef },
): Promise<Transfer> {
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'OWNERSHIP_GRANT')
    const { workspace } = grant
    assertNotBuiltIn(caller, grant)
    // one hint for all: whether there is such a user at all is not told
    const key = await existing(tx, caller, input.to, MEMBER_HINT)
    if (key === caller.principal.id) throw invalid('to', 'You are to name somebody else')
    checkGrantable(grant, key, 'OWNER', 'OWNERSHIP_GRANT')
    const next = await binding(tx, workspace.id, key)
    if (!next) throw notFound(MEMBER_HINT)
    const mine = await binding(tx, workspace.id, caller.principal.id)
    const at = store.now()
    const newOwner = await setRole(tx, next.id, 'OWNER', at, caller.principal.id)
    const previousOwner = mine?.role === 'OWNER' ? await setRole(tx, mine.id, 'ADMIN', at, caller.principal.id) : null
    await requireOwner(tx, workspace)
    const data = {
      to: await nameOf(tx, key),
      from: { id: caller.principal.id, name: caller.principal.name },
      fromRole: mine?.role ?? null,
    }
    append(tx, at, grant, 'ownership.transferred', data, { subjectId: newOwner.id })
    return { workspace, newOwner, previousOwner }
  })
}

/** The principal's key, if there is such a user or the group is well named. */
async function existing(
  tx: Tx,
  caller: Caller,
  ref: PrincipalRef,
  hint = typeof ref.email === 'string' ? INVITE_HINT : '',
): Promise<string> {
  if (typeof ref.group === 'string') return groupKey(text('group', ref.group, { max: 255 }))
  const key = await principalKey(tx, caller.principal, ref)
  // not deleted before the membership is there to be deleted with
  if (key !== null) await lockUsers(tx, [key], 'share')
  const user =
    key !== null && key !== EVERYONE
      ? await tx
          .selectFrom('user')
          .select('id')
          .where('id', '=', key)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
      : undefined
  if (!user) throw notFound(hint)
  return user.id
}

async function resolve(
  tx: Tx,
  caller: Caller,
  ref: MembershipRef,
  permission: Permission,
  demands: { whileSuspended?: boolean } = {},
): Promise<{ grant: Grant; membership: Membership }> {
  if (ref.of) {
    const grant = await authorize(tx, caller, ref.of.workspace, permission, demands)
    const key = await principalKey(tx, caller.principal, ref.of.principal)
    const membership = key === null ? undefined : await binding(tx, grant.workspace.id, key)
    if (!membership) throw notFound()
    return { grant, membership }
  }
  if (typeof ref.id !== 'string') throw invalid('member', 'Name the membership by id, or by workspace and principal')
  const row = tx.selectFrom('membership').where('id', '=', ref.id)
  const home = isKind('membership', ref.id, 'member') ? await row.select('workspace_id').executeTakeFirst() : undefined
  if (!home) throw notFound()
  const grant = await authorize(tx, caller, { id: home.workspace_id }, permission, demands)
  return { grant, membership: await row.selectAll().executeTakeFirstOrThrow(() => notFound()) }
}

/** Removes the row and revokes the tokens that the member owns there; LAST_OWNER where no owner would be left. */
async function end(tx: Tx, membership: Membership, workspace: Workspace, at: string, by: string): Promise<string[]> {
  const { numDeletedRows } = await tx.deleteFrom('membership').where('id', '=', membership.id).executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound()
  if (membership.role === 'OWNER') await requireOwner(tx, workspace)
  if (membership.principal_type !== 'USER') return []
  const owned = await tx
    .selectFrom('api_token')
    .select('id')
    .where('workspace_id', '=', workspace.id)
    .where('owner_id', '=', membership.principal)
    .where('revoked_at', 'is', null)
    .execute()
  const tokenIds = owned.map((token) => token.id)
  return revokeWithMinted(tx, tokenIds, at, by)
}
