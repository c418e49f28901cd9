// How inputs name principals: from a reference to the key by which memberships name the principal.
import type { Row } from '../../../db/schema.ts'
import { EVERYONE, groupKey, type Principal } from '../../access/principal.ts'
import { sharing } from '../../access/shared-workspaces.ts'
import { invalid } from '../../errors.ts'
import type { Db, Tx } from '../../store/database.ts'
import { idOfUuid, isKind } from '../../store/id.ts'

type Maybe<T> = T | null | undefined

export interface PrincipalRef {
  user?: Maybe<string>
  uuid?: Maybe<string>
  email?: Maybe<string>
  group?: Maybe<string>
  everyone?: Maybe<boolean>
}

/**
 * The key under which memberships name the principal; null where a reference names nobody that the caller could know.
 * An e-mail address resolves only users who share a workspace with the caller; to platform admins all.
 */
export async function principalKey(db: Db | Tx, caller: Principal, ref: PrincipalRef): Promise<string | null> {
  if (typeof ref.user === 'string') return isKind('user', ref.user, 'user') ? ref.user : null
  if (typeof ref.uuid === 'string') return idOfUuid('user', ref.uuid)
  if (typeof ref.group === 'string') return groupKey(ref.group)
  if (typeof ref.everyone === 'boolean') {
    if (!ref.everyone) throw invalid('everyone', 'everyone can only be true')
    return EVERYONE
  }
  if (typeof ref.email !== 'string')
    throw invalid('principal', 'Name the principal by user, uuid, email, group or everyone')
  const user = await userByEmail(db, ref.email)
  if (!user) return null
  const known = caller.platformAdmin || caller.id === user.id || (await sharing(db, caller, [user.id])).has(user.id)
  return known ? user.id : null
}

/** The user who has this address and is not deleted. */
export function userByEmail(db: Db | Tx, email: string): Promise<Row<'user'> | undefined> {
  return db
    .selectFrom('user')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}
