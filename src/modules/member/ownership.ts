// Every workspace but the built-in ones keeps an owner who can act: one who is neither suspended nor deleted.
import { AppError } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'

/** A workspace that a user owns. */
export interface Owned {
  id: string
  name: string
  /** How many other owners can act. */
  othersActive: number
}

/** The workspaces that a user owns, without those that are being deleted, each with how many other owners can act. */
export async function ownedBy(tx: Tx, userId: string): Promise<Owned[]> {
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('workspace', 'workspace.id', 'membership.workspace_id')
    .where('membership.principal', '=', userId)
    .where('membership.role', '=', 'OWNER')
    .where('workspace.state', '<>', 'DELETING')
    .where('workspace.built_in', '=', 0)
    .select((eb) => [
      'workspace.id',
      'workspace.name',
      eb
        .selectFrom('membership as other')
        .innerJoin('user', 'user.id', 'other.principal')
        .whereRef('other.workspace_id', '=', 'workspace.id')
        .where('other.role', '=', 'OWNER')
        .where('other.principal', '<>', userId)
        .where('user.suspended_at', 'is', null)
        .where('user.deleted_at', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('others'),
    ])
    .orderBy('workspace.name')
    .execute()
  return rows.map(({ id, name, others }) => ({ id, name, othersActive: Number(others ?? 0) }))
}

/** LAST_OWNER unless the workspace has an owner who can act, now and until the transaction ends; built-in ones need none. */
export async function requireOwner(tx: Tx, workspace: { id: string; built_in: number }): Promise<void> {
  if (workspace.built_in === 1) return
  const owners = tx
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.principal')
    .where('membership.workspace_id', '=', workspace.id)
    .where('membership.role', '=', 'OWNER')
    .where('user.suspended_at', 'is', null)
    .where('user.deleted_at', 'is', null)
    .select('membership.id')
    .limit(1)
  // suspending or deleting a user locks the user's row: with this lock neither can happen before the transaction ends
  const owner = await dialectOf(tx).lock(owners, 'share', 'user').executeTakeFirst()
  if (!owner) throw lastOwner()
}

/** LAST_OWNER: no owner who can act would be left. */
export const lastOwner = (): AppError =>
  new AppError('LAST_OWNER', 'A workspace needs an owner who can act: make another member one first')
