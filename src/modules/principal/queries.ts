// How inputs name principals: from a reference to the key by which memberships name the principal.
import type { Row } from '../../../db/schema.ts'
import { EVERYONE, groupKey, type Principal } from '../../access/principal.ts'
import { usersSharingWorkspace } from '../../access/shared-workspaces.ts'
import { invalid } from '../../errors.ts'
import type { Db, Tx } from '../../store/database.ts'
import { idOfUuid, isKind } from '../../store/id.ts'
import type { PrincipalRef as PrincipalRefInput } from '../refs.ts'

export type PrincipalRef = typeof PrincipalRefInput.$inferInput

/**
 * The key by which memberships name the principal; it does not say that the user or group exists. Null for a reference
 * that can name nobody, and for the e-mail address of a user who shares no workspace with the caller: only platform
 * admins find every user by address.
 */
export async function principalKey(db: Db | Tx, caller: Principal, ref: PrincipalRef): Promise<string | null> {
  if (ref.user !== undefined) return isKind('user', ref.user, 'user') ? ref.user : null
  if (ref.uuid !== undefined) return idOfUuid('user', ref.uuid)
  if (ref.group !== undefined) return groupKey(ref.group)
  if (ref.everyone !== undefined) {
    if (!ref.everyone) throw invalid('everyone', 'everyone can only be true')
    return EVERYONE
  }
  const user = await userByEmail(db, ref.email)
  if (!user) return null
  if (caller.platformAdmin || caller.id === user.id) return user.id
  const shared = await usersSharingWorkspace(db, caller, [user.id])
  return shared.has(user.id) ? user.id : null
}

/** The user with this address, as `emailAddressOf` writes it, who is not deleted. */
export function userByEmail(db: Db | Tx, email: string): Promise<Row<'user'> | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).where('deleted_at', 'is', null).executeTakeFirst()
}
