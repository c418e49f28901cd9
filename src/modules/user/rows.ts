// What the actions on users share.
import type { Row } from '../../../db/schema.ts'
import { verifyCaller } from '../../access/authorize.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { lockUsers } from '../../store/lock.ts'

/** A user whom a platform admin may change, locked until the transaction ends. NOT_FOUND for a deleted user. */
export async function userToChange(tx: Tx, caller: Caller, id: string): Promise<Row<'user'>> {
  assertPlatformAdmin(caller)
  const isUser = isKind('user', id, 'user')
  // both at once: two admins who change each other, or one who changes themselves twice, would deadlock otherwise
  if (isUser) await lockUsers(tx, [caller.principal.id, id], 'exclusive')
  await verifyCaller(tx, caller)
  const user = isUser
    ? await tx.selectFrom('user').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
    : undefined
  if (!user) throw notFound()
  return user
}

/** The id and the name by which events record a user. */
export const namedUser = ({ id, name }: Row<'user'>) => ({ id, name })

/** CONFLICT, the same whoever has the address. */
export const emailTaken = (): AppError => new AppError('CONFLICT', 'The e-mail address is taken', { field: 'email' })
