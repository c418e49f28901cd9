import { authorize } from '../../../access/authorize.ts'
import { assertNotBuiltIn, can } from '../../../access/judge.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { RoleNameEnum } from '../../../graphql/enums.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { PrincipalRef, WorkspaceRef } from '../../refs.ts'
import { addBinding, assertMayGrant, assertMayTouch, findBinding, namedPrincipal } from '../binding.ts'
import { Membership } from '../graphql.ts'
import { everyoneIsNoMember, granteeKey } from '../references.ts'

const INVITE_HINT = ' Only people who share a workspace with you can be added; others must be invited.'

mutation('addMember', {
  description:
    "Gives an existing user or group a role, at most the caller's own. Repeating it with the same role returns the same membership. It finds only users who share a workspace with the caller, by a membership of their own or by a common group; others must be invited.",
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    principal: t.field({ description: 'Who joins.', type: PrincipalRef, required: true }),
    role: t.field({
      description: 'The role that the membership gives. OWNER needs the permission to grant ownership.',
      type: RoleNameEnum,
      required: true,
      defaultValue: 'EDITOR',
    }),
  }),
  payload: { membership: Membership },
  auth: { permission: 'MEMBER_INVITE', on: ({ workspace }) => workspace },
  errors: ['ALREADY_MEMBER', 'BUILT_IN'],
  action: async ({ caller, now, write }, { workspace, principal, role }) => {
    if (principal.everyone) throw everyoneIsNoMember('principal')
    return write(async (tx) => {
      const grant = await authorize(tx, caller, workspace, 'MEMBER_INVITE')
      assertNotBuiltIn(caller, grant)
      // before the principal is looked up: whether it is found must not depend on a role that nobody here may give
      assertMayTouch(grant, role, 'MEMBER_INVITE')
      const key = await granteeKey(tx, grant, principal, INVITE_HINT)
      assertMayGrant(grant, key, role, 'MEMBER_INVITE')
      const present = await findBinding(tx, grant.workspace.id, key)
      if (present?.role === role) return { membership: present }
      if (present) {
        const known = can(caller.principal, grant, 'MEMBER_READ') ? { role: present.role } : {}
        throw new AppError('ALREADY_MEMBER', 'It is a member with another role: updateMember changes it', known)
      }
      const at = now()
      const membership = await addBinding(tx, at, grant.workspace.id, key, role, caller.principal.id)
      const member = await namedPrincipal(tx, key)
      append(tx, at, grant, 'member.added', { member, role }, { subjectId: membership.id })
      return { membership }
    })
  },
})
