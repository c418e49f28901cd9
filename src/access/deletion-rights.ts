// Who may decide over a deletion that is under way: those who were owners when it was requested, and platform admins.
// Each is held to the limits of its token, since nobody has a role in the deleted workspace any more.
import type { Row } from '../../db/schema.ts'
import { notFound } from '../errors.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { isKind } from '../store/id.ts'
import { lockWorkspaces } from '../store/lock.ts'
import { verifyCaller } from './authorize.ts'
import { assertTokenPermission, forbidden, tokenAllows } from './judge.ts'
import type { Permission } from './policy.ts'
import type { Caller, Principal } from './principal.ts'
import { watches } from './watched-deletions.ts'

/** What an owner and a platform admin may do to a deletion. */
type DeletionPermission = Extract<Permission, 'WORKSPACE_DELETE' | 'WORKSPACE_RESTORE'>

/**
 * The deletion, locked, and permission to decide over it, until the transaction ends. NOT_FOUND where it is hidden or missing,
 * FORBIDDEN for a watcher who was no owner, and for a token without the permission.
 */
export async function deletionToDecide(
  tx: Tx,
  caller: Caller,
  id: string,
  permission: DeletionPermission,
): Promise<Row<'deletion'>> {
  const { principal } = caller
  const watched = tx.selectFrom('deletion').selectAll().where('id', '=', id).where(watches(principal))
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  const deletion = await dialectOf(tx).lock(watched, 'exclusive').executeTakeFirst()
  if (!deletion) throw notFound()
  await lockWorkspaces(tx, 'id', [deletion.workspace_id])
  await verifyCaller(tx, caller)
  assertTokenPermission(principal, permission)
  if (!(await decidable(tx, principal, [id], permission)).has(id)) {
    throw forbidden('Only who was an owner when the deletion was asked for may decide over it', { permission })
  }
  return deletion
}

/** Which of these deletions the caller may decide over. */
export async function decidable(
  db: Db | Tx,
  principal: Principal,
  ids: readonly string[],
  permission: DeletionPermission,
): Promise<ReadonlySet<string>> {
  if (!tokenAllows(principal, permission)) return new Set()
  if (principal.platformAdmin) return new Set(ids)
  const rows = await db
    .selectFrom('deletion_watcher')
    .select('deletion_id')
    .where('user_id', '=', principal.id)
    .where('was_owner', '=', 1)
    .where('deletion_id', 'in', dialectOf(db).keys(ids))
    .execute()
  return new Set(rows.map((row) => row.deletion_id))
}
