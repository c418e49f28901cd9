import type { RoleName } from '../../../../db/schema.ts'
import { authorize, type Grant } from '../../../access/authorize.ts'
import { forbidden } from '../../../access/judge.ts'
import { ROLE_RANK, roleOfRank } from '../../../access/principal.ts'
import { notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { WorkspaceRef } from '../../refs.ts'
import { ApiToken } from '../../token/graphql.ts'
import { Workspace } from '../../workspace/graphql.ts'
import { endBinding, findBinding, stillVisible } from '../binding.ts'

const NO_OWN_MEMBERSHIP = ' You are a member only through a group or everyone, which you cannot leave.'

mutation('leaveWorkspace', {
  description: "Ends the caller's own membership and tokens for the workspace, even while the workspace is suspended.",
  input: (t) => ({ workspace: t.field({ type: WorkspaceRef, required: true }) }),
  payload: {
    leftWorkspaceId: { type: 'ID', description: 'The id of the workspace.' },
    revokedTokens: { type: [ApiToken], description: 'The tokens that ended with the membership.' },
    workspace: {
      type: Workspace,
      nullable: true,
      description: 'The workspace, if the caller can still see it because it is shared or through a group.',
    },
  },
  auth: { permission: 'WORKSPACE_READ', on: ({ workspace }) => workspace },
  errors: ['LAST_OWNER'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
      const { id } = grant.workspace
      const membership = await findBinding(tx, id, caller.principal.id)
      if (!membership) throw notFound(NO_OWN_MEMBERSHIP)
      const { role } = membership
      assertTokenHolds(grant, role)
      const at = now()
      const revokedTokens = await endBinding(tx, membership, grant, at)
      const data = {
        role,
        ...countedIds(
          'revokedToken',
          revokedTokens.map((token) => token.id),
        ),
      }
      append(tx, at, grant, 'member.left', data, { subjectId: membership.id })
      return { leftWorkspaceId: id, revokedTokens, workspace: await stillVisible(tx, grant) }
    }),
})

/** FORBIDDEN for a token that is limited to a lower role or to some permissions: it cannot give up more than it holds. */
function assertTokenHolds({ caller, rank }: Grant, role: RoleName): void {
  if (rank >= ROLE_RANK[role] && !caller.principal.token?.permissions) return
  throw forbidden('The token does not hold the role that it would give up', {
    requiredRole: role,
    myRole: roleOfRank(rank),
  })
}
