import { invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { renameMemberships, unlessTaken } from '../../../store/rows.ts'
import { checkAll, notNull, text } from '../../../validate.ts'
import { User } from '../../principal/graphql.ts'
import { UserRef } from '../../refs.ts'
import { emailTaken, namedUser, userToChange } from '../rows.ts'

const FIELDS = ['name', 'email', 'platformAdmin'] as const

mutation('updateUser', {
  description: 'Changes the given fields. CONFLICT if the address is in use.',
  input: (t) => ({
    user: t.field({ type: UserRef, required: true }),
    name: t.string({ description: 'Their new name.' }),
    email: t.field({ description: 'Their new address.', type: 'EmailAddress' }),
    platformAdmin: t.boolean({ description: 'Whether they may do everything in every workspace.' }),
  }),
  payload: { user: User },
  auth: { platformAdmin: true },
  errors: ['CONFLICT', 'NOT_FOUND'],
  action: async ({ caller, now, write }, input) => {
    const { name, platformAdmin } = checkAll({
      name: () => {
        const name = notNull('name', input.name)
        return name === undefined ? undefined : text('name', name, { max: 128 })
      },
      platformAdmin: () => notNull('platformAdmin', input.platformAdmin),
    })
    const set = {
      ...(name === undefined ? {} : { name }),
      ...(input.email === undefined ? {} : { email: input.email, email_verified: 0 }),
      ...(platformAdmin === undefined ? {} : { platform_admin: platformAdmin ? 1 : 0 }),
    }
    if (Object.keys(set).length === 0) throw invalid('input', 'Nothing to change was given')
    return write(async (tx) => {
      const before = await userToChange(tx, caller, input.user)
      const update = tx.updateTable('user').set(set).where('id', '=', before.id)
      const user = await unlessTaken(tx, emailTaken, () => update.returningAll().executeTakeFirstOrThrow())
      if (user.name !== before.name) await renameMemberships(tx, user)
      const fields = FIELDS.filter((field) => input[field] !== undefined)
      const rights = { from: before.platform_admin === 1, to: user.platform_admin === 1 }
      const data = { user: namedUser(user), fields, ...(rights.from === rights.to ? {} : { platformAdmin: rights }) }
      append(tx, now(), caller, 'user.updated', data, { subjectId: user.id })
      return { user }
    })
  },
})
