import { inWorkspace } from '../../../access/authorize.ts'
import { assertNotBuiltIn } from '../../../access/judge.ts'
import { hashOf } from '../../../auth/secret.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { linkOf, newCode } from '../../../invitations/code.ts'
import { assertMayMail, recordMails } from '../../../invitations/mail-limits.ts'
import { invited, stateOf } from '../../../invitations/state.ts'
import { assertMayTouch } from '../../member/binding.ts'
import { Invitation } from '../graphql.ts'

const RESEND_AFTER_MS = 60_000

mutation('resendInvitation', {
  description:
    'Gives a pending invitation a new code, which replaces the previous one, and makes the caller its sender. LIMIT_EXCEEDED if this is done more than once a minute, or by mail beyond the 1,000 that are sent for one person in 24 hours. CONFLICT if the invitation has ended.',
  input: (t) => ({ invitation: t.id({ required: true, description: 'The id of the invitation.' }) }),
  payload: {
    invitation: { type: Invitation, description: 'The invitation, after the change.' },
    code: {
      type: 'String',
      nullable: true,
      secret: true,
      description: 'The new code, if it is not mailed; shown only in this response.',
    },
    link: {
      type: 'URL',
      nullable: true,
      secret: true,
      description: 'The URL of the page on which the code can be used.',
    },
  },
  auth: { permission: 'MEMBER_INVITE', on: ({ invitation }) => ({ node: invitation, noun: 'invitation' }) },
  errors: ['BUILT_IN', 'CONFLICT', 'LIMIT_EXCEEDED'],
  action: async ({ caller, config, now, publicUrl, sealer, write }, input) => {
    const code = newCode()
    const delivery = config.mail === null ? ('LINK' as const) : undefined
    return write(async (tx) => {
      const field = { field: 'invitation' }
      const { row, grant } = await inWorkspace(tx, caller, 'invitation', input.invitation, 'MEMBER_INVITE', field)
      assertNotBuiltIn(caller, grant)
      assertMayTouch(grant, row.role, 'MEMBER_INVITE')
      const at = now()
      const state = stateOf(row, at)
      if (state !== 'PENDING') throw new AppError('CONFLICT', `The invitation is ${state}`)
      const waitMs = Date.parse(row.sent_at) + RESEND_AFTER_MS - Date.parse(at)
      if (waitMs > 0) {
        const details = { limit: 1, retryAfterSeconds: Math.ceil(waitMs / 1000) }
        throw new AppError('LIMIT_EXCEEDED', 'An invitation is sent again at most once a minute', details)
      }
      const by = delivery ?? row.delivery
      const sender = caller.principal.id
      if (by === 'EMAIL') {
        await assertMayMail(tx, at, sender)
        await recordMails(tx, at, sender, [row.id])
      }
      const invitation = await tx
        .updateTable('invitation')
        .set({
          delivery: by,
          // from now on the invitation depends on this sender's rights
          invited_by: sender,
          code_hash: hashOf(code),
          sealed_code: by === 'EMAIL' ? sealer.seal('invitation-code', code) : null,
          mail_attempts: 0,
          mail_next_at: by === 'EMAIL' ? at : null,
          sent_at: at,
        })
        .where('id', '=', row.id)
        .returningAll()
        .executeTakeFirstOrThrow()
      const data = { ...invited(row), delivery: { from: row.delivery, to: by } }
      append(tx, at, grant, 'invitation.resent', data, { subjectId: row.id })
      return by === 'LINK'
        ? { invitation, code, link: linkOf(publicUrl, code) }
        : { invitation, code: null, link: null }
    })
  },
})
