// What the actions on existing tokens share: how one is found and locked, and who may do something to it.
import type { Row } from '../../../db/schema.ts'
import { assertAllowed, findAccess, type Grant, verifyCaller } from '../../access/authorize.ts'
import { boundWorkspace, type Caller } from '../../access/principal.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Named } from '../../events/catalogue/words.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { lockTokens, lockUsers, lockWorkspaces } from '../../store/lock.ts'
import type { TokenRef } from '../refs.ts'
import { assertMayTouchOwn } from './lineage.ts'
import { assertMayEndMoved, movedToken, recordOfMoved } from './moved.ts'
import { namedToken } from './named.ts'
import { managesToken } from './queries.ts'

type Token = Row<'api_token'>

/**
 * The token that the reference names, locked with its workspace; the caller is verified, and nothing more. One that has
 * moved to the record of a deletion is answered as it was then, with that record.
 */
export async function lockedOrMoved(
  tx: Tx,
  caller: Caller,
  ref: typeof TokenRef.$inferInput,
  now: string,
): Promise<{ token: Token; record: Row<'deletion'> | null }> {
  const id = ref.named ? await namedToken(tx, caller, ref.named, now) : ref.id
  const isToken = isKind('api_token', id, 'token')
  const row = tx.selectFrom('api_token').selectAll().where('id', '=', id)
  const found = isToken ? await row.executeTakeFirst() : undefined
  if (found?.workspace_id) await lockWorkspaces(tx, 'id', [found.workspace_id])
  await lockUsers(tx, [caller.principal.id], 'share')
  // the caller's own token, too: two that revoke each other, or one that revokes itself twice, would deadlock
  if (isToken) await lockTokens(tx, [id, caller.principal.token?.id ?? id])
  await verifyCaller(tx, caller)
  const record = isToken ? await recordOfMoved(tx, id) : null
  if (record) return { token: movedToken(record), record }
  const token = found ? await row.executeTakeFirst() : undefined
  if (!token) throw notFound()
  return { token, record: null }
}

/** As `lockedOrMoved`; CONFLICT for a moved token, which can be revoked and nothing else, and only by those who may. */
export async function lockedToken(
  tx: Tx,
  caller: Caller,
  ref: typeof TokenRef.$inferInput,
  now: string,
): Promise<Token> {
  const { token, record } = await lockedOrMoved(tx, caller, ref, now)
  if (!record) return token
  await assertMayEndMoved(tx, caller, token, record)
  throw new AppError(
    'CONFLICT',
    'The token follows the deletion of its workspace: it can be revoked, and nothing else',
    {
      deletionId: record.id,
    },
  )
}

export const tokenById = (tx: Tx, id: string): Promise<Token> =>
  tx.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The name of the token and its owner, as events tell them. */
export async function aboutToken(tx: Tx, { name, owner_id }: Token): Promise<{ name: string; owner: Named }> {
  const owner = tx.selectFrom('user').select(['id', 'name']).where('id', '=', owner_id)
  return { name, owner: await owner.executeTakeFirstOrThrow() }
}

/**
 * Permission to end or suspend the token, also while its workspace is suspended; null where no workspace is asked. NOT_FOUND
 * where the caller may not know of the token: the same answer as for one that was never issued.
 */
export async function grantToEnd(tx: Tx, caller: Caller, token: Token): Promise<Grant | null> {
  const { principal } = caller
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== token.workspace_id) throw notFound()
  const own = token.owner_id === principal.id
  if (token.workspace_id === null) {
    if (principal.platformAdmin) return null
    if (!own) throw notFound()
    await assertMayTouchOwn(tx, principal, token, null)
    return null
  }
  const access = await findAccess(tx, principal, { id: token.workspace_id })
  if (!access) {
    // a user who has left the workspace may still revoke their own token, unless the deletion of the workspace removes
    // it
    if (!own || principal.watchesDeletion !== null || (await isDeleting(tx, token.workspace_id))) throw notFound()
    await assertMayTouchOwn(tx, principal, token, null)
    return null
  }
  if (access.workspace.state !== 'DELETING' && !managesToken(principal, access, token)) {
    if (!own) throw notFound()
    await assertMayTouchOwn(tx, principal, token, access)
  }
  return assertAllowed({ ...access, caller }, 'WORKSPACE_READ', { whileSuspended: true })
}

async function isDeleting(tx: Tx, workspaceId: string): Promise<boolean> {
  const workspace = await tx.selectFrom('workspace').select('state').where('id', '=', workspaceId).executeTakeFirst()
  return workspace?.state === 'DELETING'
}
