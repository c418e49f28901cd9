import type { InvitationFieldsFragment } from '../../client/index.ts'
import { CroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { Ended, ExitCode, usageError } from '../errors.ts'
import { exitCodeOf } from '../hints.ts'
import { enumOption, enumsOption, given, orderOf, ROLES } from '../options.ts'
import { nameOf } from '../people.ts'
import { type Column, time } from '../print.ts'
import { reportError } from '../report.ts'

const STATES = ['PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED'] as const
const ORDERS = ['EMAIL', 'CREATED_AT', 'EXPIRES_AT'] as const

const COLUMNS: readonly Column<InvitationFieldsFragment>[] = [
  { name: 'EMAIL', value: ({ email }) => email, kept: true },
  { name: 'ROLE', value: ({ role }) => role },
  { name: 'STATE', value: ({ state }) => state },
  { name: 'EXPIRES', value: ({ expiresAt }) => time(expiresAt) },
  { name: 'INVITED-BY', value: ({ invitedBy }) => nameOf(invitedBy) },
  { name: 'WORKSPACE', value: ({ workspaceDisplayName }) => workspaceDisplayName, onDemand: true },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

/** Who is invited needs to know where to, and the id to answer with. */
const MY_COLUMNS = ['ID', 'WORKSPACE', 'ROLE', 'STATE', 'EXPIRES', 'INVITED-BY'].map((name) => ({
  ...(COLUMNS.find((column) => column.name === name) as Column<InvitationFieldsFragment>),
  onDemand: false,
}))

const list = listVerb('list', 'The invitations of a workspace, newest first')
  .addOption(enumsOption('--state <states>', 'in this state', STATES))
  .option('--mine', 'those that you were sent')
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const shape = { id: ({ id }: InvitationFieldsFragment) => id, options, none: 'invitations' }
    if (options.mine && (options.sort ?? options.state) !== undefined) {
      throw usageError('--mine lists the pending ones, newest first')
    }
    if (options.mine) return await print.list(await rowsOf(client.myInvitations(), options), MY_COLUMNS, shape)
    const filter = given({ state: options.state })
    const listing = client.invitations({ workspace: workspace(), filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, shape)
  })

const create = verb('create', 'Invites people by their addresses, by mail or by a link')
  .argument('<email...>', 'their addresses')
  .addOption(enumOption('--role <role>', 'EDITOR where it is left out', ROLES))
  .option('--link', 'write links to hand out, and send no mail')
  .option('--expires <duration>', 'how long it is good: 7d where it is left out')
  .option('--message <text>', 'in the mail')
  .action(async (emails, { role, link, expires, message }, command) => {
    const { client, print, workspace, flags } = sessionOf(command)
    const { results } = await client.inviteMembers({
      workspace: workspace(),
      emails,
      ...given({ role, delivery: link ? ('LINK' as const) : undefined, expiresIn: expires, message }),
    })
    let worst: ExitCode = ExitCode.DONE
    for (const result of results) {
      const { email, errorCode, errorMessage, invitation } = result
      if (errorCode) {
        const error = new CroftError(errorCode, `${email}: ${errorMessage ?? errorCode}`)
        await reportError(error, { json: flags.output === 'json', debug: false })
        worst = Math.max(worst, exitCodeOf(error)) as ExitCode
        continue
      }
      if (link && !result.link) print.note(`${email} is invited already: croft invitations resend makes a new link.`)
      await print.written(result, result.link ?? result.code ?? invitation?.id ?? email)
    }
    if (worst !== ExitCode.DONE) throw new Ended(worst)
  })

const resend = verb('resend', 'Sends an invitation again, with a new code; the old one is no longer good')
  .argument('<id>', 'the invitation')
  .action(async (invitation, _options, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.resendInvitation({ invitation })
    await print.written(payload, payload.link ?? payload.code ?? payload.invitation.id)
  })

const revoke = verb('revoke', 'Ends an invitation')
  .argument('<id>', 'the invitation')
  .action(async (id, _options, command) => {
    const { client, print, flags } = sessionOf(command)
    await confirm(`Revoke the invitation ${id}?`, flags)
    const { invitation } = await client.revokeInvitation({ invitation: id })
    await print.written(invitation, invitation.id)
  })

const accept = verb('accept', 'Joins the workspace that you are invited to')
  .argument('<invitation>', 'its code or id')
  .action(async (text, _options, command) => {
    const { client, print } = sessionOf(command)
    const { membership } = await client.acceptInvitation(invitationOf(text))
    await print.written(membership, membership.workspace.name)
  })

const decline = verb('decline', 'Turns an invitation down')
  .argument('<invitation>', 'its code or id')
  .action(async (text, _options, command) => {
    const { client, print } = sessionOf(command)
    const { invitation } = await client.declineInvitation(invitationOf(text))
    await print.written(invitation, invitation.id)
  })

function invitationOf(text: string) {
  return text.startsWith('inv_') ? { invitation: text } : { code: text }
}

export const invitations = noun('invitations', [list, create, resend, revoke, accept, decline])
