import { keepLink, linkOf, newLinkCode } from '../../../auth/sign-in-link.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { UserRef } from '../../refs.ts'
import { namedUser, userToChange } from '../rows.ts'

mutation('createSignInLink', {
  description:
    'Creates a link that signs a browser in as the user: once, within 15 minutes, after a click. It gives every right of the user, so pass it on in private.',
  input: (t) => ({ user: t.field({ description: 'The user whom it signs in.', type: UserRef, required: true }) }),
  payload: {
    link: {
      type: 'URL',
      nullable: true,
      secret: true,
      description: 'Shown only in this response; null when the response is repeated for its idempotency key.',
    },
    expiresAt: { type: 'DateTime', description: 'When it expires.' },
  },
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND'],
  action: async ({ caller, publicUrl, now, write }, input) => {
    const code = newLinkCode()
    const made = await write(async (tx) => {
      const user = await userToChange(tx, caller, input.user)
      const at = now()
      const expiresAt = await keepLink(tx, at, user.id, code)
      append(tx, at, caller, 'sign_in_link.created', { user: namedUser(user), expiresAt }, { subjectId: user.id })
      return { expiresAt }
    })
    return { ...made, link: linkOf(publicUrl, code) }
  },
})
