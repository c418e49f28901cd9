import type { Row } from '../../../../db/schema.ts'
import { findAccess } from '../../../access/authorize.ts'
import { forbidden } from '../../../access/judge.ts'
import type { Caller } from '../../../access/principal.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { TokenRef } from '../../refs.ts'
import { aboutToken, grantToEnd, lockedToken, tokenById } from '../change.ts'
import { ApiToken } from '../graphql.ts'
import { managesToken, statusOf } from '../queries.ts'

type Token = Row<'api_token'>

mutation('suspendApiToken', {
  description:
    'Blocks a token until it is resumed: the next request is refused, and open streams end within a second. Tokens created with it keep working. For the same callers as `revokeApiToken`. CONFLICT if the token has expired or was revoked.',
  input: (t) => ({ token: t.field({ type: TokenRef, required: true }) }),
  payload: { token: { type: ApiToken, description: 'The token, after the change.' } },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const at = now()
      const token = await lockedToken(tx, caller, input.token, at)
      const grant = await grantToEnd(tx, caller, token)
      assertLive(token, at)
      const by = caller.principal.id
      // a suspension by somebody who manages tokens stays recorded as theirs, since the owner must not end it
      const isKept = token.suspended_at !== null && (by === token.owner_id || token.suspended_by !== token.owner_id)
      if (isKept) return { token }
      const set = { suspended_at: token.suspended_at ?? at, suspended_by: by }
      await tx.updateTable('api_token').set(set).where('id', '=', token.id).execute()
      append(tx, at, grant ?? caller, 'token.suspended', await aboutToken(tx, token), { subjectId: token.id })
      return { token: await tokenById(tx, token.id) }
    }),
})

mutation('resumeApiToken', {
  description:
    'Lets a suspended token be used again. If somebody other than its owner suspended it, this needs TOKEN_MANAGE, or SERVICE_ACCOUNT_MANAGE for the token of a service account. CONFLICT if the token has expired or was revoked.',
  input: (t) => ({ token: t.field({ type: TokenRef, required: true }) }),
  payload: { token: { type: ApiToken, description: 'The token, after the change.' } },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const at = now()
      const token = await lockedToken(tx, caller, input.token, at)
      const grant = await grantToEnd(tx, caller, token)
      assertLive(token, at)
      if (token.suspended_at === null) return { token }
      await assertMayResume(tx, caller, token)
      const set = { suspended_at: null, suspended_by: null }
      await tx.updateTable('api_token').set(set).where('id', '=', token.id).execute()
      append(tx, at, grant ?? caller, 'token.resumed', await aboutToken(tx, token), { subjectId: token.id })
      return { token: await tokenById(tx, token.id) }
    }),
})

function assertLive(token: Token, at: string): void {
  const status = statusOf(token, at)
  if (status === 'EXPIRED' || status === 'REVOKED') throw new AppError('CONFLICT', `The token is ${status}`)
}

async function assertMayResume(tx: Tx, { principal }: Caller, token: Token): Promise<void> {
  if (token.suspended_by === principal.id && token.owner_id === principal.id) return
  const access = token.workspace_id === null ? null : await findAccess(tx, principal, { id: token.workspace_id })
  if (access ? managesToken(principal, access, token) : principal.platformAdmin) return
  throw forbidden('It was suspended by somebody who manages tokens: only they resume it', {
    permission: 'TOKEN_MANAGE',
  })
}
