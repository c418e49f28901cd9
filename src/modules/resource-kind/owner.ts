import { AppError } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { lockUsers } from '../../store/lock.ts'
import { isStorable } from '../../validate.ts'

/**
 * Whether the id is that of a live service account of the platform; it is then not deleted before the transaction ends.
 * An account of a workspace would be deleted with it, while kinds belong to all workspaces.
 */
export async function isPlatformAccount(tx: Tx, id: string): Promise<boolean> {
  const account = tx
    .selectFrom('service_account')
    .select('id')
    .where('id', '=', id)
    .where('workspace_id', 'is', null)
    .where('deleted_at', 'is', null)
  if (!isStorable(id) || !(await account.executeTakeFirst())) return false
  await lockUsers(tx, [id], 'share')
  return (await account.executeTakeFirst()) !== undefined
}

/** CONFLICT while the service account, which is locked, owns kinds: nobody could clean up their resources. */
export async function assertOwnsNoKind(tx: Tx, id: string): Promise<void> {
  const owned = await tx
    .selectFrom('resource_kind')
    .select('name')
    .where('owner_service_account_id', '=', id)
    .orderBy('name')
    .execute()
  if (owned.length === 0) return
  const kinds = owned.map(({ name }) => name)
  throw new AppError('CONFLICT', `It owns ${kinds.join(', ')}: give these kinds another owner first`, { kinds })
}
