import { invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { RoleNameEnum } from '../../../graphql/enums.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { notNull } from '../../../validate.ts'
import { MembershipRef } from '../../refs.ts'
import { assertMayGrant, namedPrincipal, setRole } from '../binding.ts'
import { Membership } from '../graphql.ts'
import { requireOwner } from '../ownership.ts'
import { membershipToChange, subjectOf } from '../references.ts'

mutation('updateMember', {
  description:
    'Changes the role of a member. Only an owner can change an owner, and at least one owner who can act must remain.',
  input: (t) => ({
    member: t.field({ type: MembershipRef, required: true }),
    role: t.field({ description: 'The new role.', type: RoleNameEnum }),
  }),
  payload: { membership: Membership },
  auth: { permission: 'MEMBER_UPDATE', on: ({ member }) => subjectOf(member) },
  errors: ['BUILT_IN', 'LAST_OWNER'],
  action: async ({ caller, now, write }, input) => {
    const role = notNull('role', input.role)
    if (role === undefined) throw invalid('role', 'Nothing to change was given')
    return write(async (tx) => {
      const { row, grant } = await membershipToChange(tx, caller, input.member, 'MEMBER_UPDATE')
      assertMayGrant(grant, row.principal, role, 'MEMBER_UPDATE')
      if (row.role === role) return { membership: row }
      const at = now()
      const membership = await setRole(tx, row, role, at, caller.principal.id)
      if (row.role === 'OWNER') await requireOwner(tx, grant.workspace)
      const member = await namedPrincipal(tx, row.principal)
      append(tx, at, grant, 'member.role_changed', { member, from: row.role, to: role }, { subjectId: row.id })
      return { membership }
    })
  },
})
