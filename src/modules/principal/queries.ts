// How inputs name principals: from a reference to the key by which memberships name the principal.
import type { Row } from '../../../db/schema.ts'
import { accessTo } from '../../access/access.ts'
import { can } from '../../access/judge.ts'
import { isFindable, usersWithReadableAddress } from '../../access/people.ts'
import { EVERYONE, groupKey, type Principal } from '../../access/principal.ts'
import { invalid } from '../../errors.ts'
import type { Db, Tx } from '../../store/database.ts'
import { idOfUuid, isKind } from '../../store/id.ts'
import type { PrincipalRef as PrincipalRefInput } from '../refs.ts'

export type PrincipalRef = typeof PrincipalRefInput.$inferInput

/**
 * The key by which memberships name the principal. Null for a user whom the caller may not find, and for one who does not
 * exist or has another address; whether a group exists is not asked.
 */
export async function principalKey(db: Db | Tx, caller: Principal, ref: PrincipalRef): Promise<string | null> {
  if (ref.group !== undefined) return groupKey(ref.group)
  if (ref.serviceAccount !== undefined) return serviceAccountKey(db, caller, ref.serviceAccount)
  if (ref.everyone !== undefined) {
    if (!ref.everyone) throw invalid('everyone', 'everyone can only be true')
    return EVERYONE
  }
  if (ref.email !== undefined) {
    const user = await userByEmail(db, ref.email)
    return user && (await usersWithReadableAddress(db, caller, [user.id])).has(user.id) ? user.id : null
  }
  const id = userIdOf(ref)
  return id !== null && (await isFindable(db, caller, id)) ? id : null
}

/**
 * As `principalKey`, for a filter of rows that show the ids of their principals. An id is compared with those and looks
 * nobody up, so that an audit log can be filtered by somebody who has left.
 */
export function filterKey(db: Db, caller: Principal, ref: PrincipalRef): Promise<string | null> | string | null {
  if (ref.user !== undefined || ref.uuid !== undefined) return userIdOf(ref)
  if (typeof ref.serviceAccount !== 'string') return principalKey(db, caller, ref)
  return isKind('service_account', ref.serviceAccount, 'serviceAccount') ? ref.serviceAccount : null
}

/** The id of a live service account that the caller may find: of a workspace that it sees, or as it finds people. */
async function serviceAccountKey(db: Db | Tx, caller: Principal, id: string): Promise<string | null> {
  if (!isKind('service_account', id, 'serviceAccount')) return null
  const account = await db
    .selectFrom('service_account')
    .select('workspace_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!account) return null
  if (account.workspace_id === null) return (await isFindable(db, caller, id)) ? id : null
  const [access] = await accessTo(db, caller, 'id', [account.workspace_id])
  return can(caller, access ?? null, 'MEMBER_READ') ? id : null
}

/** The id of the user that the reference names; null for the id of another noun. */
function userIdOf({ user, uuid }: PrincipalRef): string | null {
  if (typeof user === 'string') return isKind('user', user, 'user') ? user : null
  return typeof uuid === 'string' ? idOfUuid('user', uuid) : null
}

/** The user with this address, as `emailAddressOf` writes it, who is not deleted. */
export function userByEmail(db: Db | Tx, email: string): Promise<Row<'user'> | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).where('deleted_at', 'is', null).executeTakeFirst()
}
