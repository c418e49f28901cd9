// A principal's own role in a workspace: how it is found, given, changed and ended. The callers of these functions have
// locked the workspace and authorised the action.
import { sql } from 'kysely'
import type { PrincipalType, RoleName, Row } from '../../../db/schema.ts'
import { findAccess, type Grant } from '../../access/authorize.ts'
import { assertPermission, forbidden } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { EVERYONE, groupOfKey, isServiceAccount, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { invalid, notFound } from '../../errors.ts'
import { revokeSentIn } from '../../invitations/sent-by.ts'
import { changeCounts } from '../../store/counts.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { newId } from '../../store/id.ts'
import { runPrepared, runPreparedRow } from '../../store/prepared.ts'
import { findRow } from '../../store/rows.ts'
import { revokeWithMinted } from '../token/revoke.ts'
import { requireOwner } from './ownership.ts'

type Membership = Row<'membership'>

/** The principal's own membership in the workspace. */
export function findBinding(tx: Tx, workspaceId: string, key: string): Promise<Membership | undefined> {
  return findRow(tx, 'membership', { workspace_id: workspaceId, principal: key })
}

/** Gives a principal a role. A user has been locked before: the membership keeps a copy of the name. */
export async function addBinding(
  tx: Tx,
  at: string,
  workspaceId: string,
  principal: string,
  role: RoleName,
  grantedBy: string,
): Promise<Membership> {
  await changeCounts(tx, 'member_count', workspaceId, [role], 1)
  const values = {
    id: newId('membership'),
    workspace_id: workspaceId,
    principal_type: principalType(principal),
    principal,
    role,
    granted_by: grantedBy,
    created_at: at,
    updated_at: at,
  } as const
  return runPreparedRow(tx, 'insert membership', values, (values) => {
    const user = sql`select name from ${sql.table('user')} where id = ${values.principal}`
    const name = sql<string>`coalesce((${user}), ${values.principal})`
    return tx
      .insertInto('membership')
      .values({ ...values, name })
      .returningAll()
  })
}

function principalType(key: string): PrincipalType {
  if (key === EVERYONE) return 'EVERYONE'
  if (groupOfKey(key) !== null) return 'GROUP'
  return isServiceAccount(key) ? 'SERVICE_ACCOUNT' : 'USER'
}

/** Changes the role; NOT_FOUND where the membership no longer exists. */
export async function setRole(
  tx: Tx,
  { id, role: before, workspace_id }: Membership,
  role: RoleName,
  at: string,
  by: string,
): Promise<Membership> {
  const values = { id, role, updated_at: at, granted_by: by }
  const [changed] = await runPrepared(tx, 'set role', values, ({ id, ...set }) =>
    tx.updateTable('membership').set(set).where('id', '=', id).returningAll(),
  )
  // the deletion of a user removes memberships without locking their workspaces
  if (!changed) throw notFound()
  await changeCounts(tx, 'member_count', workspace_id, [before], -1)
  await changeCounts(tx, 'member_count', workspace_id, [role], 1)
  return changed
}

/** Removes the membership; NOT_FOUND where it no longer exists. */
export async function removeBinding(tx: Tx, { id, workspace_id, role }: Membership): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('membership').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound()
  await changeCounts(tx, 'member_count', workspace_id, [role], -1)
}

/**
 * Removes the membership, revokes the pending invitations that its principal has sent, and revokes the tokens that a
 * user owns there; answers these tokens. LAST_OWNER where no owner who can act would be left.
 */
export async function endBinding(
  tx: Tx,
  membership: Membership,
  grant: Grant,
  at: string,
): Promise<Row<'api_token'>[]> {
  await removeBinding(tx, membership)
  if (membership.role === 'OWNER') await requireOwner(tx, grant.workspace)
  await revokeSentIn(tx, membership.principal, at, grant)
  if (membership.principal_type !== 'USER') return []
  const owned = await tx
    .selectFrom('api_token')
    .select('id')
    .where('workspace_id', '=', grant.workspace.id)
    .where('owner_id', '=', membership.principal)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
  const tokenIds = owned.map((token) => token.id)
  const ids = await revokeWithMinted(tx, tokenIds, at, grant.caller.principal.id)
  return tx.selectFrom('api_token').selectAll().where('id', 'in', dialectOf(tx).keys(ids)).orderBy('id').execute()
}

/** The workspace, if the caller may still know of it after what the transaction has done. */
export async function stillVisible(tx: Tx, { caller, workspace }: Grant): Promise<Row<'workspace'> | null> {
  return (await findAccess(tx, caller.principal, { id: workspace.id }))?.workspace ?? null
}

/** The key and the name by which events record the principal. */
export async function namedPrincipal(tx: Tx, key: string): Promise<{ id: string; name: string }> {
  if (key === EVERYONE) return { id: key, name: 'everyone' }
  const group = groupOfKey(key)
  if (group !== null) return { id: key, name: `group ${group}` }
  const user = await findRow(tx, 'user', { id: key })
  return { id: key, name: user?.name ?? key }
}

/** FORBIDDEN for a role above the caller's own; INVALID_INPUT for a role that such a principal cannot have. */
export function assertMayGrant(grant: Grant, key: string, role: RoleName, permission: Permission): void {
  assertMayTouch(grant, role, permission)
  if (role !== 'OWNER') return
  if (groupOfKey(key) !== null || isServiceAccount(key))
    throw invalid('role', 'Only a user can be OWNER; a group or service account is at most ADMIN')
  if (grant.workspace.built_in === 1) throw invalid('role', 'The built-in workspaces have no owner')
}

/** FORBIDDEN to give, change or remove a role above the caller's own. */
export function assertMayTouch(grant: Grant, role: RoleName, permission: Permission): void {
  // the rank does not suffice: an owner's token may lack the permission that touches owners
  if (role === 'OWNER') assertPermission(grant.caller.principal, grant, 'OWNERSHIP_GRANT')
  if (grant.rank >= ROLE_RANK[role]) return
  throw forbidden(`Only a role from ${role} on touches ${role}`, {
    permission,
    requiredRole: role,
    myRole: roleOfRank(grant.rank),
  })
}
