// A principal's own role in a workspace: how it is found, given and changed. Whoever calls these has been authorised.
import { sql } from 'kysely'
import type { RoleName, Row } from '../../../db/schema.ts'
import type { Grant } from '../../access/authorize.ts'
import { assertPermission, forbidden } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { EVERYONE, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { newId } from '../../store/id.ts'

type Membership = Row<'membership'>

/** Gives a principal a role; the caller has checked that it may, and locked a user, whose name could change. */
export function addBinding(
  tx: Tx,
  at: string,
  workspaceId: string,
  principal: string,
  role: RoleName,
  grantedBy: string,
): Promise<Row<'membership'>> {
  return tx
    .insertInto('membership')
    .values({
      id: newId('membership'),
      workspace_id: workspaceId,
      principal_type: principal === EVERYONE ? 'EVERYONE' : principal.startsWith('group:') ? 'GROUP' : 'USER',
      principal,
      name: sql<string>`coalesce((select name from ${sql.table('user')} where id = ${principal}), ${principal})`,
      role,
      granted_by: grantedBy,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The principal's own membership. */
export function binding(tx: Tx, workspaceId: string, key: string): Promise<Membership | undefined> {
  return tx
    .selectFrom('membership')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', key)
    .executeTakeFirst()
}

/** Changes the role; NOT_FOUND where the membership has gone. */
export function setRole(tx: Tx, id: string, role: RoleName, at: string, by: string): Promise<Membership> {
  return (
    tx
      .updateTable('membership')
      .set({ role, updated_at: at, granted_by: by })
      .where('id', '=', id)
      .returningAll()
      // gone with its user, whose deletion asks no workspace
      .executeTakeFirstOrThrow(() => notFound())
  )
}

/** How events name the principal. */
export async function nameOf(tx: Tx, key: string): Promise<{ id: string; name: string }> {
  if (key === EVERYONE) return { id: key, name: 'everyone' }
  if (key.startsWith('group:')) return { id: key, name: `group ${key.slice('group:'.length)}` }
  const user = await tx.selectFrom('user').select('name').where('id', '=', key).executeTakeFirst()
  return { id: key, name: user?.name ?? key }
}

/** FORBIDDEN for a role above the caller's own; INVALID_INPUT for one that such a principal can't have. */
export function checkGrantable(grant: Grant, key: string, role: RoleName, permission: Permission): void {
  checkRank(grant, role, permission)
  if (role !== 'OWNER') return
  if (key.startsWith('group:')) throw invalid('role', 'Only a user can be OWNER; a group is at most ADMIN')
  if (grant.workspace.built_in === 1) throw invalid('role', 'The built-in workspaces have no owner')
}

/** FORBIDDEN unless the caller's role is at least the one that it touches. */
export function checkRank(grant: Grant, role: RoleName, permission: Permission): void {
  // the rank is not all: a token may hold the role without holding what touches owners
  if (role === 'OWNER') assertPermission(grant.caller.principal, grant, 'OWNERSHIP_GRANT')
  if (grant.rank >= ROLE_RANK[role]) return
  throw forbidden(`Only a role from ${role} on touches ${role}`, {
    permission,
    requiredRole: role,
    myRole: roleOfRank(grant.rank),
  })
}
