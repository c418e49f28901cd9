import { findAccess } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import type { TokenRef } from '../refs.ts'

/** The id of the caller's live token of a name. NOT_FOUND where there is none, CONFLICT where two have the name. */
export async function namedToken(
  tx: Tx,
  { principal }: Caller,
  { name, workspace }: NonNullable<(typeof TokenRef.$inferInput)['named']>,
  now: string,
): Promise<string> {
  const access = workspace ? await findAccess(tx, principal, workspace) : null
  if (workspace && !access) throw notFound()
  const tokens = await tx
    .selectFrom('api_token')
    .select('id')
    .where('owner_id', '=', principal.id)
    .where('workspace_id', access ? '=' : 'is', access?.workspace.id ?? null)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .limit(2)
    .execute()
  const [token, other] = tokens
  if (!token) throw notFound()
  if (other) throw new AppError('CONFLICT', 'Two of your tokens have this name: name it by its id', { field: 'token' })
  return token.id
}
