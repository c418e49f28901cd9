import type { UpdateObject } from 'kysely'
import type { Database, Row } from '../../../../db/schema.ts'
import { endSessionsOf } from '../../../auth/session.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { lockName } from '../../../store/lock.ts'
import { text } from '../../../validate.ts'
import { solelyOwnedBy } from '../../member/ownership.ts'
import { User } from '../../principal/graphql.ts'
import { UserRef } from '../../refs.ts'
import { namedUser, userToChange } from '../rows.ts'

mutation('suspendUser', {
  description:
    'Refuses the user everywhere, including their tokens and open streams. Their browser sessions end, even if the user is resumed later.',
  input: (t) => ({ user: t.field({ type: UserRef, required: true }), reason: t.string({ required: true }) }),
  payload: { user: User },
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND'],
  action: async ({ caller, now, write }, input) => {
    const reason = text('reason', input.reason, { max: 1024 })
    return write(async (tx) => {
      // of two owners who are suspended at once, the second must see that the first can no longer act
      await lockName(tx, 'owners')
      const before = await userToChange(tx, caller, input.user)
      if (before.suspended_at !== null) return { user: before }
      const at = now()
      await endSessionsOf(tx, at, before.id)
      const user = await setUser(tx, before, { suspended_at: at, suspended_reason: reason })
      append(tx, at, caller, 'user.suspended', { user: namedUser(user), reason }, { subjectId: user.id })
      for (const { id, name } of await solelyOwnedBy(tx, user.id)) {
        const data = { name, because: namedUser(user) }
        append(tx, at, caller, 'workspace.ownerless', data, { workspaceId: id, subjectId: id })
      }
      return { user }
    })
  },
})

mutation('resumeUser', {
  description: 'Lets a suspended user in again.',
  input: (t) => ({ user: t.field({ type: UserRef, required: true }) }),
  payload: { user: User },
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const before = await userToChange(tx, caller, input.user)
      if (before.suspended_at === null) return { user: before }
      const user = await setUser(tx, before, { suspended_at: null, suspended_reason: null })
      append(tx, now(), caller, 'user.resumed', { user: namedUser(user) }, { subjectId: user.id })
      return { user }
    }),
})

const setUser = (tx: Tx, { id }: Row<'user'>, set: UpdateObject<Database, 'user'>): Promise<Row<'user'>> =>
  tx.updateTable('user').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
