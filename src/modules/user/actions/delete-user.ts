import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { countedIds, formatted } from '../../../events/catalogue/words.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { lockName } from '../../../store/lock.ts'
import { solelyOwnedBy } from '../../member/ownership.ts'
import { UserRef } from '../../refs.ts'
import { appendRemovals, endAccount } from '../ending.ts'
import { namedUser, userToChange } from '../rows.ts'

const NAMED_WORKSPACES = 100

mutation('deleteUser', {
  description:
    'Deletes a user and ends their memberships, tokens and the invitations that they sent; the history keeps their name. None of the invitations can be accepted from then on; beyond the first hundred they are revoked some moments later. LAST_OWNER lists the first 100 workspaces and says how many there are.',
  input: (t) => ({ user: t.field({ type: UserRef, required: true }) }),
  payload: { deletedUserId: { type: 'ID', description: 'The id of the user who is gone.' } },
  auth: { platformAdmin: true },
  errors: ['LAST_OWNER', 'NOT_FOUND'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      // of two owners who are deleted at once, the second must see that the first can no longer act
      await lockName(tx, 'owners')
      const user = await userToChange(tx, caller, input.user)
      await assertNotLastOwner(tx, user.id)
      const at = now()
      const ended = await endAccount(tx, at, caller, user.id)
      const data = {
        user: namedUser(user),
        ...countedIds(
          'workspace',
          ended.memberships.map((row) => row.workspace_id),
        ),
        ...countedIds('revokedToken', ended.revokedTokenIds),
      }
      append(tx, at, caller, 'user.deleted', data, { subjectId: user.id })
      await appendRemovals(tx, at, caller, namedUser(user), ended)
      return { deletedUserId: user.id }
    }),
})

/** LAST_OWNER, naming the first of the workspaces that would be left without an owner who can act. */
async function assertNotLastOwner(tx: Tx, userId: string): Promise<void> {
  const found = await solelyOwnedBy(tx, userId)
  if (found.length === 0) return
  const workspaces = found.slice(0, NAMED_WORKSPACES)
  const names = workspaces.map(({ name }) => name).join(', ')
  const others = found.length - workspaces.length
  const more = others === 0 ? '' : ` and ${formatted(others)} more`
  const details = { workspaces, workspaceCount: found.length }
  throw new AppError('LAST_OWNER', `The user is the last owner of ${names}${more}`, details)
}
