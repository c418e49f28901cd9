import type { Row } from '../../../../db/schema.ts'
import type { Access } from '../../../access/access.ts'
import { assertAllowed, findAccess, type Grant, verifyCaller } from '../../../access/authorize.ts'
import { forbidden } from '../../../access/judge.ts'
import { boundWorkspace, type Caller, isLimited, type Principal, roleOfRank } from '../../../access/principal.ts'
import { notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { isKind } from '../../../store/id.ts'
import { lockTokens, lockUsers, lockWorkspaces } from '../../../store/lock.ts'
import { TokenRef } from '../../refs.ts'
import { ApiToken } from '../graphql.ts'
import { namedToken } from '../named.ts'
import { managesToken } from '../queries.ts'
import { revokeWithMinted } from '../revoke.ts'

type Token = Row<'api_token'>

mutation('revokeApiToken', {
  description:
    'Ends a token and all that were made with it: the next request is refused, open streams end within a second. Anyone their own, TOKEN_MANAGE any of the workspace, SERVICE_ACCOUNT_MANAGE those of its service accounts; a token that is limited by workspace, role or permissions only itself and what was made with it.',
  payloadDescription: '`changed` is false when it was revoked already.',
  input: (t) => ({ token: t.field({ type: TokenRef, required: true }) }),
  payload: {
    token: { type: ApiToken, description: 'The token, after the change.' },
    changed: { type: 'Boolean', description: 'False where it was revoked already.' },
  },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const id = input.token.named ? await namedToken(tx, caller, input.token.named, now()) : input.token.id
      const row = tx.selectFrom('api_token').selectAll().where('id', '=', id)
      const found = isKind('api_token', id, 'token') ? await row.executeTakeFirst() : undefined
      if (found?.workspace_id) await lockWorkspaces(tx, 'id', [found.workspace_id])
      await lockUsers(tx, [caller.principal.id], 'share')
      // the caller's own token, too: two that revoke each other, or one that revokes itself twice, would deadlock
      if (found) await lockTokens(tx, [found.id, caller.principal.token?.id ?? found.id])
      await verifyCaller(tx, caller)
      const token = found ? await row.executeTakeFirst() : undefined
      if (!token) throw notFound()
      const grant = await grantToRevoke(tx, caller, token)
      if (token.revoked_at !== null) return { token, changed: false }
      const at = now()
      const revokedIds = await revokeWithMinted(tx, [token.id], at, caller.principal.id)
      const owner = await tx
        .selectFrom('user')
        .select(['id', 'name'])
        .where('id', '=', token.owner_id)
        .executeTakeFirstOrThrow()
      const mintedTokenIds = revokedIds.filter((id) => id !== token.id)
      const data = { name: token.name, owner, ...countedIds('mintedToken', mintedTokenIds) }
      append(tx, at, grant ?? caller, 'token.revoked', data, { subjectId: token.id })
      return { token: await row.executeTakeFirstOrThrow(), changed: true }
    }),
})

/**
 * Permission to revoke the token, also while its workspace is suspended; null where no workspace is asked. NOT_FOUND
 * where the caller may not know of the token: the same answer as for one that was never issued.
 */
async function grantToRevoke(tx: Tx, caller: Caller, token: Token): Promise<Grant | null> {
  const { principal } = caller
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== token.workspace_id) throw notFound()
  const own = token.owner_id === principal.id
  if (token.workspace_id === null) {
    if (principal.platformAdmin) return null
    if (!own) throw notFound()
    await assertMayRevokeOwn(tx, principal, token, null)
    return null
  }
  const access = await findAccess(tx, principal, { id: token.workspace_id })
  if (!access) {
    // who has left the workspace may still revoke their own token, unless the deletion of the workspace removes it
    if (!own || principal.watchesDeletion !== null || (await isDeleting(tx, token.workspace_id))) throw notFound()
    await assertMayRevokeOwn(tx, principal, token, null)
    return null
  }
  if (access.workspace.state !== 'DELETING' && !managesToken(principal, access, token)) {
    if (!own) throw notFound()
    await assertMayRevokeOwn(tx, principal, token, access)
  }
  return assertAllowed({ ...access, caller }, 'WORKSPACE_READ', { whileSuspended: true })
}

/**
 * FORBIDDEN for a limited token that would revoke another than itself and those that were made with it. In a workspace
 * TOKEN_MANAGE would allow it; elsewhere only a token without limits may.
 */
async function assertMayRevokeOwn(
  tx: Tx,
  principal: Principal,
  token: Token,
  access: Pick<Access, 'rank'> | null,
): Promise<void> {
  if (!isLimited(principal) || (await isMadeWith(tx, token.id, principal.token?.id ?? null))) return
  const lacking = access
    ? { permission: 'TOKEN_MANAGE' as const, myRole: roleOfRank(access.rank) }
    : { requiredRole: 'OWNER' as const, myRole: principal.token?.role ?? null }
  throw forbidden('A token that is limited revokes only itself and what was made with it', lacking)
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
