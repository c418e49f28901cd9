// What the actions on invitations share: how one is found, and who may answer it.
import type { Row } from '../../../db/schema.ts'
import { forbidden } from '../../access/judge.ts'
import { NOBODY } from '../../access/person.ts'
import { type Caller, isLimited } from '../../access/principal.ts'
import { hashOf } from '../../auth/secret.ts'
import { AppError } from '../../errors.ts'
import type { Invitation } from '../../invitations/state.ts'
import type { Db, Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'

/** INVITATION_INVALID: the same for a code that was never made and for every way in which one has ended. */
export const invitationInvalid = (): AppError =>
  new AppError('INVITATION_INVALID', 'The invitation is not valid, or not for you')

/** The invitation of a code, or of an id; undefined where there is none. */
export function findInvitation(
  db: Db | Tx,
  { code, invitation: id }: { code?: string | null | undefined; invitation?: string | null | undefined },
): Promise<Invitation | undefined> {
  const all = db.selectFrom('invitation').selectAll()
  if (typeof code === 'string') return all.where('code_hash', '=', hashOf(code)).executeTakeFirst()
  const isId = typeof id === 'string' && isKind('invitation', id, 'invitation')
  return all.where('id', '=', isId ? id : NOBODY).executeTakeFirst()
}

/** The invitation as it is under the locks that were taken for `found`; null where its code has been replaced meanwhile. */
export async function foundAgain(
  tx: Tx,
  named: Parameters<typeof findInvitation>[1],
  found: Invitation | undefined,
): Promise<Invitation | null> {
  const row = await findInvitation(tx, named)
  return row && row.id === found?.id ? row : null
}

/** Whether there is no such invitation, or its workspace is gone or known only to the watchers of its deletion. */
export async function isHidden(tx: Tx, invitation: Invitation | null): Promise<boolean> {
  const id = invitation?.workspace_id ?? NOBODY
  const workspace = await tx.selectFrom('workspace').select('state').where('id', '=', id).executeTakeFirst()
  return !workspace || workspace.state === 'DELETING'
}

/** The address of a user, if it is known to be theirs. Without an identity provider what an admin has typed counts. */
export function verifiedAddress(user: Row<'user'> | null, hasIssuer: boolean): string | null {
  if (!user || user.deleted_at !== null) return null
  return user.email_verified === 1 || !hasIssuer ? user.email : null
}

/** FORBIDDEN for a token that is limited in any way: an invitation gives rights that reach further than the token. */
export function assertUnlimited({ principal }: Caller): void {
  if (isLimited(principal)) {
    throw forbidden('A token that is limited by workspace, role or permissions cannot answer invitations', {
      requiredRole: 'OWNER',
      myRole: principal.token?.role ?? null,
    })
  }
}
