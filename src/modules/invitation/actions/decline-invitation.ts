import { verifyCaller } from '../../../access/authorize.ts'
import { NOBODY } from '../../../access/person.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { endPending, invited, stateOf } from '../../../invitations/state.ts'
import { lockUsers, lockWorkspaces } from '../../../store/lock.ts'
import { Invitation } from '../graphql.ts'
import { assertUnlimited, findInvitation, foundAgain, invitationInvalid, isHidden, verifiedAddress } from '../rows.ts'

mutation('declineInvitation', {
  description:
    'Declines an invitation to the verified address of the caller; repeating it returns the same. INVITATION_INVALID in all other cases.',
  inputDescription: 'The code of an invitation, or the id of one in `me.invitations`.',
  isOneOf: true,
  input: (t) => ({
    code: t.string({ description: 'The code.' }),
    invitation: t.id({ description: 'The id of an invitation of the caller.' }),
  }),
  payload: { invitation: { type: Invitation, always: true, description: 'The invitation, after the change.' } },
  auth: { signedIn: true },
  errors: ['FORBIDDEN', 'INVITATION_INVALID'],
  action: async ({ caller, config, now, write }, input) => {
    assertUnlimited(caller)
    const { principal } = caller
    return write(async (tx) => {
      const found = await findInvitation(tx, input)
      await lockWorkspaces(tx, 'id', [found?.workspace_id ?? NOBODY])
      await lockUsers(tx, [principal.id], 'share')
      await verifyCaller(tx, caller)
      const at = now()
      const row = await foundAgain(tx, input, found)
      const user = await tx.selectFrom('user').selectAll().where('id', '=', principal.id).executeTakeFirst()
      const hidden = await isHidden(tx, row)
      const isMine = row?.email === verifiedAddress(user ?? null, config.oidc !== null)
      if (!row || !isMine || hidden) throw invitationInvalid()
      const state = stateOf(row, at)
      if (state === 'DECLINED') return { invitation: row }
      if (state !== 'PENDING') throw invitationInvalid()
      const ended = await endPending(tx, 'DECLINED', at).where('id', '=', row.id).returningAll().executeTakeFirst()
      if (!ended) throw invitationInvalid()
      append(tx, at, caller, 'invitation.declined', invited(row), { workspaceId: row.workspace_id, subjectId: row.id })
      return { invitation: ended }
    })
  },
})
