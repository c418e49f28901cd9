// Every failure runs the same statements and gives the same answer: somebody who tries codes learns nothing from
// either.
import { verifyCaller } from '../../../access/authorize.ts'
import { NOBODY } from '../../../access/person.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { roleGiven } from '../../../invitations/role-given.ts'
import { endPending, type Invitation, invited } from '../../../invitations/state.ts'
import { lockUsers, lockWorkspaces } from '../../../store/lock.ts'
import { addBinding, findBinding, namedPrincipal } from '../../member/binding.ts'
import { Membership } from '../../member/graphql.ts'
import { assertUnlimited, findInvitation, foundAgain, invitationInvalid, isHidden, verifiedAddress } from '../rows.ts'

mutation('acceptInvitation', {
  description:
    "Joins the workspace with the role of the invitation, or with the sender's current role if that is lower. The verified address of the caller must be the invited one. Repeating it while still a member returns the same membership; a caller who is already a member keeps their role. INVITATION_INVALID in all other cases.",
  inputDescription: 'The code of an invitation, or the id of one in `me.invitations`.',
  isOneOf: true,
  input: (t) => ({
    code: t.string({ description: 'The code.' }),
    invitation: t.id({ description: 'The id of an invitation of the caller.' }),
  }),
  payload: { membership: { type: Membership, always: true } },
  auth: { signedIn: true },
  errors: ['FORBIDDEN', 'INVITATION_INVALID'],
  action: async ({ caller, config, now, write }, input) => {
    assertUnlimited(caller)
    const { principal } = caller
    return write(async (tx) => {
      const found = await findInvitation(tx, input)
      await lockWorkspaces(tx, 'id', [found?.workspace_id ?? NOBODY])
      await lockUsers(tx, [principal.id, found?.invited_by ?? NOBODY], 'share')
      await verifyCaller(tx, caller)
      const at = now()
      const row = await foundAgain(tx, input, found)
      const user = await tx.selectFrom('user').selectAll().where('id', '=', principal.id).executeTakeFirst()
      const isAgain = row !== null && wasAcceptedBy(row, principal.id)
      // an invitation that this user has accepted stays theirs, whatever their address is by now
      const isMine = row !== null && (isAgain || row.email === verifiedAddress(user ?? null, config.oidc !== null))
      const role = await roleGiven(tx, isMine ? row : null, at, principal.groupsCountSince)
      const present = await findBinding(tx, row?.workspace_id ?? NOBODY, principal.id)
      const hidden = await isHidden(tx, row)
      if (!isMine || hidden) throw invitationInvalid()
      if (isAgain && present?.id === row.membership_id) return { membership: present }
      if (role === null) throw invitationInvalid()
      const membership = present ?? (await addBinding(tx, at, row.workspace_id, principal.id, role, row.invited_by))
      const ended = await endPending(tx, 'ACCEPTED', at)
        .set({ accepted_by: principal.id, membership_id: membership.id })
        .where('id', '=', row.id)
        .executeTakeFirst()
      // the deletion of the sender ends the invitation without locking the workspace
      if (ended.numUpdatedRows === 0n) throw invitationInvalid()
      const inWorkspace = { workspaceId: row.workspace_id }
      if (!present) {
        const member = await namedPrincipal(tx, principal.id)
        append(tx, at, caller, 'member.added', { member, role }, { ...inWorkspace, subjectId: membership.id })
      }
      const data = { ...invited(row), role: membership.role, membershipId: membership.id }
      append(tx, at, caller, 'invitation.accepted', data, { ...inWorkspace, subjectId: row.id })
      return { membership }
    })
  },
})

const wasAcceptedBy = ({ state, accepted_by }: Invitation, userId: string): boolean =>
  state === 'ACCEPTED' && accepted_by === userId
