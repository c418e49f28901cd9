// Every workspace but the built-in ones keeps an owner who can act: one who is neither suspended nor deleted.
import { sql } from 'kysely'
import { ROLE_RANK } from '../../access/principal.ts'
import { AppError } from '../../errors.ts'
import type { Named } from '../../events/catalogue/words.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { inParts } from '../../store/parts.ts'
import { runPrepared } from '../../store/prepared.ts'

/**
 * The workspaces, ordered by name, in which a user is an owner and no other owner can act. Those that are being deleted
 * are not among them, but those that can be restored are.
 */
export async function solelyOwnedBy(tx: Tx, userId: string): Promise<Named[]> {
  const owned = await tx
    .selectFrom('membership')
    .select('workspace_id')
    .where('principal', '=', userId)
    .where('role_rank', '=', ROLE_RANK.OWNER)
    .execute()
  const found: Named[] = []
  await inParts(owned, async (part) => {
    const ids = part.map(({ workspace_id }) => workspace_id)
    const workspaces = await tx
      .selectFrom('workspace')
      .select(['id', 'name'])
      .where('id', 'in', dialectOf(tx).keys(ids))
      .where((eb) => eb.or([eb('state', '<>', 'DELETING'), eb('deletion_state', '=', 'SCHEDULED')]))
      .where('built_in', '=', 0)
      // not `exists`, which PostgreSQL may turn into a join of all owners of all workspaces
      .where(
        (eb) =>
          eb
            .selectFrom('membership as other')
            .innerJoin('user', 'user.id', 'other.principal')
            .whereRef('other.workspace_id', '=', 'workspace.id')
            .where('other.role_rank', '=', ROLE_RANK.OWNER)
            .where('other.principal', '<>', userId)
            .where('user.suspended_at', 'is', null)
            .where('user.deleted_at', 'is', null)
            .select('other.id')
            .limit(1),
        'is',
        null,
      )
      .execute()
    for (const workspace of workspaces) found.push(workspace)
  })
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** LAST_OWNER unless the workspace has an owner who can act, now and until the transaction ends; built-in ones need none. */
export async function requireOwner(tx: Tx, workspace: { id: string; built_in: number }): Promise<void> {
  if (workspace.built_in === 1) return
  const [owner] = await runPrepared(tx, 'owner who can act', { id: workspace.id }, ({ id }) => {
    const owners = tx
      .selectFrom('membership')
      .innerJoin('user', 'user.id', 'membership.principal')
      .where('membership.workspace_id', '=', id)
      .where('membership.role_rank', '=', sql.lit(ROLE_RANK.OWNER))
      .where('user.suspended_at', 'is', null)
      .where('user.deleted_at', 'is', null)
      .select('membership.id')
      .limit(sql.lit(1))
    // suspending or deleting a user locks the user's row: with this lock neither can happen before the transaction ends
    return dialectOf(tx).lock(owners, 'share', 'user')
  })
  if (!owner) throw lastOwner()
}

/** LAST_OWNER: no owner who can act would be left. */
export const lastOwner = (): AppError =>
  new AppError('LAST_OWNER', 'A workspace needs an owner who can act: make another member one first')
