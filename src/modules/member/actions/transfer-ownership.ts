import { authorize } from '../../../access/authorize.ts'
import { assertNotBuiltIn } from '../../../access/judge.ts'
import { invalid, notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { PrincipalRef, WorkspaceRef } from '../../refs.ts'
import { Workspace } from '../../workspace/graphql.ts'
import { assertMayGrant, findBinding, namedPrincipal, setRole } from '../binding.ts'
import { Membership } from '../graphql.ts'
import { requireOwner } from '../ownership.ts'
import { granteeKey } from '../references.ts'

/** The same for a user who is no member and one who does not exist: the caller may not learn which. */
const MEMBER_HINT = ' Only a member can become the owner: use addMember first.'

mutation('transferOwnership', {
  description: 'Makes a member an owner and, in the same step, the caller an admin if they are an owner.',
  inputDescription: '`to` must already be a member. The caller becomes ADMIN if they are an owner.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    to: t.field({ description: 'The new owner, who must already be a member.', type: PrincipalRef, required: true }),
  }),
  payload: {
    workspace: { type: Workspace, description: 'The workspace, after the change.' },
    newOwner: { type: Membership, description: 'The membership of the new owner.' },
    previousOwner: { description: "The caller's membership, if they were an owner.", type: Membership, nullable: true },
  },
  auth: { permission: 'OWNERSHIP_GRANT', on: ({ workspace }) => workspace },
  errors: ['BUILT_IN', 'LAST_OWNER'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const { id: callerId, name: callerName } = caller.principal
      const grant = await authorize(tx, caller, input.workspace, 'OWNERSHIP_GRANT')
      const { workspace } = grant
      assertNotBuiltIn(caller, grant)
      const key = await granteeKey(tx, grant, input.to, MEMBER_HINT)
      if (key === callerId) throw invalid('to', 'to must name somebody other than yourself')
      assertMayGrant(grant, key, 'OWNER', 'OWNERSHIP_GRANT')
      const next = await findBinding(tx, workspace.id, key)
      if (!next) throw notFound(MEMBER_HINT)
      const own = await findBinding(tx, workspace.id, callerId)
      const at = now()
      const newOwner = await setRole(tx, next, 'OWNER', at, callerId)
      const previousOwner = own?.role === 'OWNER' ? await setRole(tx, own, 'ADMIN', at, callerId) : null
      await requireOwner(tx, workspace)
      const from = { id: callerId, name: callerName }
      const before = { fromRole: own?.role ?? null, fromMembershipId: previousOwner?.id ?? null }
      const data = { to: await namedPrincipal(tx, key), from, ...before }
      append(tx, at, grant, 'ownership.transferred', data, { subjectId: newOwner.id })
      return { workspace, newOwner, previousOwner }
    }),
})
