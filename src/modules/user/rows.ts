// What the actions on users share.
import type { Row } from '../../../db/schema.ts'
import { verifyCaller } from '../../access/authorize.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { idOfUuid, isKind } from '../../store/id.ts'
import { lockUsers } from '../../store/lock.ts'
import { userByEmail } from '../principal/queries.ts'
import type { UserRef } from '../refs.ts'

/** A user whom a platform admin may change, locked until the transaction ends. NOT_FOUND for a deleted user. */
export async function userToChange(tx: Tx, caller: Caller, ref: typeof UserRef.$inferInput): Promise<Row<'user'>> {
  assertPlatformAdmin(caller)
  const id = await idOfRef(tx, ref)
  // both at once: two admins who change each other, or one who changes themselves twice, would deadlock otherwise
  if (id !== null) await lockUsers(tx, [caller.principal.id, id], 'exclusive')
  await verifyCaller(tx, caller)
  const user =
    id === null
      ? undefined
      : await tx.selectFrom('user').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  // the address may have become another's before the user was locked
  if (!user || (ref.email !== undefined && user.email !== ref.email)) throw notFound()
  return user
}

async function idOfRef(tx: Tx, ref: typeof UserRef.$inferInput): Promise<string | null> {
  if (ref.id !== undefined) return isKind('user', ref.id, 'user') ? ref.id : null
  if (ref.uuid !== undefined) return idOfUuid('user', ref.uuid)
  return (await userByEmail(tx, ref.email))?.id ?? null
}

/** The id and the name by which events record a user. */
export const namedUser = ({ id, name }: Row<'user'>) => ({ id, name })

/** CONFLICT, the same whoever has the address. */
export const emailTaken = (): AppError => new AppError('CONFLICT', 'The e-mail address is taken', { field: 'email' })
