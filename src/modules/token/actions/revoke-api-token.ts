import type { Row } from '../../../../db/schema.ts'
import { assertAllowed, findAccess, type Grant, verifyCaller } from '../../../access/authorize.ts'
import { can } from '../../../access/judge.ts'
import { boundWorkspace, type Caller } from '../../../access/principal.ts'
import { notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { isKind } from '../../../store/id.ts'
import { lockTokens, lockUsers, lockWorkspaces } from '../../../store/lock.ts'
import { TokenRef } from '../../refs.ts'
import { ApiToken } from '../graphql.ts'
import { namedToken } from '../named.ts'
import { revokeWithMinted } from '../revoke.ts'

type Token = Row<'api_token'>

mutation('revokeApiToken', {
  description:
    'Ends a token and all that were made with it: the next request is refused, open streams end within a second. Anyone their own, TOKEN_MANAGE any of the workspace.',
  payloadDescription: '`changed` is false when it was revoked already.',
  input: (t) => ({ token: t.field({ type: TokenRef, required: true }) }),
  payload: { token: ApiToken, changed: 'Boolean' },
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
      const data = { name: token.name, owner, mintedTokenIds }
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
    if (own || principal.platformAdmin) return null
    throw notFound()
  }
  const access = await findAccess(tx, principal, { id: token.workspace_id })
  if (!access) {
    // who has left the workspace may still revoke their own token, unless the deletion of the workspace removes it
    if (own && principal.watchesDeletion === null && !(await isDeleting(tx, token.workspace_id))) return null
    throw notFound()
  }
  const mayKnow = own || can(principal, access, 'TOKEN_MANAGE') || access.workspace.state === 'DELETING'
  if (!mayKnow) throw notFound()
  return assertAllowed({ ...access, caller }, 'WORKSPACE_READ', { whileSuspended: true })
}

async function isDeleting(tx: Tx, workspaceId: string): Promise<boolean> {
  const workspace = await tx.selectFrom('workspace').select('state').where('id', '=', workspaceId).executeTakeFirst()
  return workspace?.state === 'DELETING'
}
