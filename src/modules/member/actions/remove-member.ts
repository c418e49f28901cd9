import { can } from '../../../access/judge.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { MembershipRef } from '../../refs.ts'
import { ApiToken } from '../../token/graphql.ts'
import { Workspace } from '../../workspace/graphql.ts'
import { endBinding, namedPrincipal, stillVisible } from '../binding.ts'
import { membershipToChange, subjectOf } from '../references.ts'

mutation('removeMember', {
  description: "Ends a membership and the member's tokens for the workspace, even while the workspace is suspended.",
  input: (t) => ({ member: t.field({ type: MembershipRef, required: true }) }),
  payload: {
    removedMembershipId: { type: 'ID', description: 'The id of the membership that is gone.' },
    revokedTokens: {
      type: [ApiToken],
      description:
        "The tokens that ended with the membership: the caller's own, or all of them if the caller has TOKEN_MANAGE.",
    },
    workspace: {
      type: Workspace,
      nullable: true,
      description: 'The workspace; null if the caller has removed themselves and can no longer see it.',
    },
  },
  auth: { permission: 'MEMBER_REMOVE', on: ({ member }) => subjectOf(member) },
  errors: ['BUILT_IN', 'LAST_OWNER'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const options = { whileSuspended: true }
      const { row, grant } = await membershipToChange(tx, caller, input.member, 'MEMBER_REMOVE', options)
      const at = now()
      const member = await namedPrincipal(tx, row.principal)
      const revokedTokens = await endBinding(tx, row, grant, at)
      const revoked = countedIds(
        'revokedToken',
        revokedTokens.map(({ id }) => id),
      )
      append(tx, at, grant, 'member.removed', { member, role: row.role, ...revoked }, { subjectId: row.id })
      const { principal } = caller
      // the tokens that `Workspace.tokens` has shown to the caller until now
      const told = revokedTokens.filter(
        (token) => token.owner_id === principal.id || can(principal, grant, 'TOKEN_MANAGE'),
      )
      return { removedMembershipId: row.id, revokedTokens: told, workspace: await stillVisible(tx, grant) }
    }),
})
