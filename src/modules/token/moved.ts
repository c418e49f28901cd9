// The token of a workspace that asked for its deletion: it has moved to the deletion's record, where it can follow that
// deletion until it expires or is revoked. Its own row goes with the workspace.
import type { Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { boundWorkspace, type Caller } from '../../access/principal.ts'
import { notFound } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { assertMayTouchOwn } from './lineage.ts'

type Token = Row<'api_token'>
type Deletion = Row<'deletion'>

/** The record to which the token has moved, while its workspace is being deleted or is gone; null for any other token. */
export async function recordOfMoved(tx: Tx, tokenId: string): Promise<Deletion | null> {
  const record = await tx
    .selectFrom('deletion')
    .leftJoin('workspace', 'workspace.id', 'deletion.workspace_id')
    .where('deletion.token_id', '=', tokenId)
    .where((eb) => eb.or([eb('workspace.id', 'is', null), eb('workspace.state', '=', 'DELETING')]))
    .selectAll('deletion')
    .executeTakeFirst()
  return record ?? null
}

/** The token as it was when it moved, and whether it has been revoked since. */
export function movedToken({ token_row, ...record }: Deletion): Token {
  return {
    ...(token_row === null ? withoutRow(record) : JSON.parse(token_row)),
    id: record.token_id,
    workspace_id: record.workspace_id,
    owner_id: record.token_owner_id,
    minted_by: record.token_minted_by,
    expires_at: record.token_expires_at,
    revoked_at: record.token_revoked_at,
    revoked_by: record.token_revoked_by,
  }
}

/** The values for a token that moved under a version which did not store its row. */
const withoutRow = ({ requested_at }: Pick<Deletion, 'requested_at'>) => ({
  name: 'token',
  hint: '…',
  description: null,
  role: null,
  permissions: null,
  created_at: requested_at,
  created_by: null,
  suspended_at: null,
  previous_until: null,
  last_used_at: null,
  last_used_ip: null,
  last_used_operation: null,
})

/**
 * The owner of the token may end it, and so may those who could have ended it when it moved and still know of it: those
 * who were OWNER then, with a credential that carries TOKEN_MANAGE, and platform admins. To all others it does not
 * exist, as the workspace does not. Answers whether the caller acts as a platform admin.
 */
export async function assertMayEndMoved(
  tx: Tx,
  { principal }: Caller,
  token: Token,
  record: Deletion,
): Promise<boolean> {
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== token.workspace_id) throw notFound()
  const own = token.owner_id === principal.id
  const wasOwner = await tx
    .selectFrom('deletion_watcher')
    .select('user_id')
    .where('deletion_id', '=', record.id)
    .where('user_id', '=', principal.id)
    .where('was_owner', '=', 1)
    .executeTakeFirst()
  if (principal.platformAdmin) return !own && !wasOwner
  if (own) await assertMayTouchOwn(tx, principal, token, null)
  else if (wasOwner) assertTokenPermission(principal, 'TOKEN_MANAGE')
  else throw notFound()
  return false
}
