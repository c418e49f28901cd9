import { inWorkspace } from '../../../access/authorize.ts'
import { assertNotBuiltIn } from '../../../access/judge.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { endPending, invited, stateOf } from '../../../invitations/state.ts'
import { assertMayTouch } from '../../member/binding.ts'
import { Invitation } from '../graphql.ts'

mutation('revokeInvitation', {
  description:
    'Ends a pending invitation; repeating it returns the same. CONFLICT if the invitation was answered or has expired.',
  input: (t) => ({ invitation: t.id({ required: true, description: 'The id of the invitation.' }) }),
  payload: { invitation: { type: Invitation, description: 'The invitation, after the change.' } },
  auth: { permission: 'MEMBER_INVITE', on: ({ invitation }) => ({ node: invitation, noun: 'invitation' }) },
  errors: ['BUILT_IN', 'CONFLICT'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const options = { field: 'invitation' }
      const { row, grant } = await inWorkspace(tx, caller, 'invitation', input.invitation, 'MEMBER_INVITE', options)
      assertNotBuiltIn(caller, grant)
      assertMayTouch(grant, row.role, 'MEMBER_INVITE')
      const at = now()
      const state = stateOf(row, at)
      if (state === 'REVOKED') return { invitation: row }
      if (state !== 'PENDING') throw new AppError('CONFLICT', `The invitation is ${state}`)
      const ended = await endPending(tx, 'REVOKED', at).where('id', '=', row.id).returningAll().executeTakeFirst()
      // the deletion of the sender ends the invitation without locking the workspace
      if (!ended) throw new AppError('CONFLICT', 'The invitation has just ended')
      append(tx, at, grant, 'invitation.revoked', invited(row), { subjectId: row.id })
      return { invitation: ended }
    }),
})
