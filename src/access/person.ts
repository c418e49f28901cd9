import type { Db, Tx } from '../store/database.ts'
import { countingGroups } from './groups.ts'
import type { Principal } from './principal.ts'

/** The id of nobody: no membership but that of everyone applies to it. */
export const NOBODY = ''

/**
 * The principal that `id` is at this moment, whatever credential it uses; null for a user who is deleted or cannot act.
 */
export async function asPerson(db: Db | Tx, id: string, groupsCountSince: () => string): Promise<Principal | null> {
  const user = await db
    .selectFrom('user')
    .selectAll()
    .where('id', '=', id)
    .where('suspended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!user) return null
  return {
    ...nobody(groupsCountSince),
    id: user.id,
    row: user,
    name: user.name,
    platformAdmin: user.platform_admin === 1,
    groups: countingGroups(user, groupsCountSince),
  }
}

/** A principal without any rights, which can be checked like any other. */
export const nobody = (groupsCountSince: () => string): Principal => ({
  id: NOBODY,
  row: null,
  name: NOBODY,
  platformAdmin: false,
  groups: [],
  groupsExpireAt: null,
  groupsCountSince,
  token: null,
  session: null,
  watchesDeletion: null,
  expiresAt: groupsCountSince(),
})
