import type { Row } from '../../../../db/schema.ts'
import type { Caller } from '../../../access/principal.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { TokenRef } from '../../refs.ts'
import { aboutToken, grantToEnd, lockedOrMoved, tokenById } from '../change.ts'
import { ApiToken } from '../graphql.ts'
import { assertMayEndMoved } from '../moved.ts'
import { revokeWithMinted } from '../revoke.ts'

mutation('revokeApiToken', {
  description:
    'Ends a token and all tokens created with it: the next request is refused, and open streams end within a second. Callers can revoke their own tokens, with TOKEN_MANAGE any of the workspace, and with SERVICE_ACCOUNT_MANAGE those of its service accounts; a token that is limited by workspace, role or permissions can revoke only itself and the tokens created with it. A token that requested the deletion of its workspace can follow that deletion until it is revoked by its owner, by those who were OWNER at that time, or by platform admins.',
  payloadDescription: '`changed` is false if the token was already revoked.',
  input: (t) => ({ token: t.field({ type: TokenRef, required: true }) }),
  payload: {
    token: { type: ApiToken, description: 'The token, after the change.' },
    changed: { type: 'Boolean', description: 'False if the token was already revoked.' },
  },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const { token, record } = await lockedOrMoved(tx, caller, input.token, now())
      if (record) return revokeMoved(tx, now(), caller, token, record)
      const grant = await grantToEnd(tx, caller, token)
      if (token.revoked_at !== null) return { token, changed: false }
      const at = now()
      const revokedIds = await revokeWithMinted(tx, [token.id], at, caller.principal.id)
      const mintedTokenIds = revokedIds.filter((id) => id !== token.id)
      const data = { ...(await aboutToken(tx, token)), ...countedIds('mintedToken', mintedTokenIds) }
      append(tx, at, grant ?? caller, 'token.revoked', data, { subjectId: token.id })
      return { token: await tokenById(tx, token.id), changed: true }
    }),
})

/** Ends a token that has moved to the record of a deletion. */
async function revokeMoved(
  tx: Tx,
  at: string,
  caller: Caller,
  token: Row<'api_token'>,
  record: Row<'deletion'>,
): Promise<{ token: Row<'api_token'>; changed: boolean }> {
  const asPlatformAdmin = await assertMayEndMoved(tx, caller, token, record)
  const by = caller.principal.id
  const revokedIds = await revokeWithMinted(tx, [token.id], at, by)
  if (!revokedIds.includes(token.id)) return { token, changed: false }
  const mintedTokenIds = revokedIds.filter((id) => id !== token.id)
  const data = { ...(await aboutToken(tx, token)), ...countedIds('mintedToken', mintedTokenIds) }
  const actor = { caller, workspace: { id: record.workspace_id }, asPlatformAdmin }
  append(tx, at, actor, 'token.revoked', data, { subjectId: token.id })
  return { token: { ...token, revoked_at: at, revoked_by: by }, changed: true }
}
