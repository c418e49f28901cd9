// What the actions on existing tokens share: how one is found and locked, and who may do something to it.
import type { Row } from '../../../db/schema.ts'
import type { Access } from '../../access/access.ts'
import { assertAllowed, findAccess, type Grant, verifyCaller } from '../../access/authorize.ts'
import { forbidden } from '../../access/judge.ts'
import { boundWorkspace, type Caller, isLimited, type Principal, roleOfRank } from '../../access/principal.ts'
import { notFound } from '../../errors.ts'
import type { Named } from '../../events/catalogue/words.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { lockTokens, lockUsers, lockWorkspaces } from '../../store/lock.ts'
import type { TokenRef } from '../refs.ts'
import { namedToken } from './named.ts'
import { managesToken } from './queries.ts'

type Token = Row<'api_token'>

/** The token that the reference names, locked with its workspace; the caller is verified, and nothing more. */
export async function lockedToken(
  tx: Tx,
  caller: Caller,
  ref: typeof TokenRef.$inferInput,
  now: string,
): Promise<Token> {
  const id = ref.named ? await namedToken(tx, caller, ref.named, now) : ref.id
  const row = tx.selectFrom('api_token').selectAll().where('id', '=', id)
  const found = isKind('api_token', id, 'token') ? await row.executeTakeFirst() : undefined
  if (found?.workspace_id) await lockWorkspaces(tx, 'id', [found.workspace_id])
  await lockUsers(tx, [caller.principal.id], 'share')
  // the caller's own token, too: two that revoke each other, or one that revokes itself twice, would deadlock
  if (found) await lockTokens(tx, [found.id, caller.principal.token?.id ?? found.id])
  await verifyCaller(tx, caller)
  const token = found ? await row.executeTakeFirst() : undefined
  if (!token) throw notFound()
  return token
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
    // who has left the workspace may still revoke their own token, unless the deletion of the workspace removes it
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

/**
 * FORBIDDEN for a limited token that would act on another than itself and those that were made with it. In a workspace
 * TOKEN_MANAGE would allow it; elsewhere only a token without limits may.
 */
export async function assertMayTouchOwn(
  tx: Tx,
  principal: Principal,
  token: Token,
  access: Pick<Access, 'rank'> | null,
): Promise<void> {
  if (!isLimited(principal) || (await isMadeWith(tx, token.id, principal.token?.id ?? null))) return
  const lacking = access
    ? { permission: 'TOKEN_MANAGE' as const, myRole: roleOfRank(access.rank) }
    : { requiredRole: 'OWNER' as const, myRole: principal.token?.role ?? null }
  throw forbidden('A token that is limited acts only on itself and what was made with it', lacking)
}

/** Whether a token is the other one, or was made with it, however far down. */
async function isMadeWith(tx: Tx, tokenId: string, makerId: string | null): Promise<boolean> {
  const found = await tx
    .withRecursive('maker', (cte) =>
      cte
        .selectFrom('api_token')
        .where('api_token.id', '=', tokenId)
        .select(['api_token.id', 'api_token.minted_by'])
        .union(
          cte
            .selectFrom('api_token')
            .innerJoin('maker', 'maker.minted_by', 'api_token.id')
            .select(['api_token.id', 'api_token.minted_by']),
        ),
    )
    .selectFrom('maker')
    .select('id')
    .where('id', '=', makerId)
    .executeTakeFirst()
  return found !== undefined
}

async function isDeleting(tx: Tx, workspaceId: string): Promise<boolean> {
  const workspace = await tx.selectFrom('workspace').select('state').where('id', '=', workspaceId).executeTakeFirst()
  return workspace?.state === 'DELETING'
}
