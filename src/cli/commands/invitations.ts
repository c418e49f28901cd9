import type { InvitationFieldsFragment } from '../../client/index.ts'
import { CroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { Ended, ExitCode, usageError } from '../errors.ts'
import { exitCodeOf } from '../hints.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { enumOption, enumsOption, given, orderOf, ROLES } from '../options.ts'
import { nameOf } from '../people.ts'
import { named, PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { reportError } from '../report.ts'
import { INVITATION, MY_INVITATION } from '../things.ts'

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

/** An invited user needs to know the workspace, and the id with which to answer. */
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

const create = writeVerb('create', 'Invites people by their addresses, by mail or by a link')
  .argument('[email...]', `their addresses; ${NAMED}`)
  .addOption(enumOption('--role <role>', 'EDITOR where it is left out', ROLES))
  .option('--link', 'write links to hand out, and send no mail')
  .option('--expires <duration>', 'how long it is good: 7d where it is left out')
  .option('--message <text>', 'in the mail')
  .action(async (addresses, { role, link, expires, message, inputFile }, command) => {
    const { client, print, workspace, flags } = sessionOf(command)
    const delivery = link ? ('LINK' as const) : undefined
    const request = given({ role, delivery, expiresIn: expires, message })
    const input = await inputOf('inviteMembers', inputFile, request)
    const emails = addresses.length > 0 ? addresses : demanded(input.emails, 'email')
    const { results } = await client.inviteMembers({ ...input, emails, workspace: workspace(input.workspace) })
    const wantsLink = input.delivery === 'LINK'
    let worst: ExitCode = ExitCode.DONE
    for (const result of results) {
      const { email, errorCode, errorMessage, invitation } = result
      if (errorCode) {
        const error = new CroftError(errorCode, `${email}: ${errorMessage ?? errorCode}`)
        await reportError(error, { json: flags.output === 'json', debug: false })
        worst = Math.max(worst, exitCodeOf(error)) as ExitCode
        continue
      }
      if (wantsLink && !result.link)
        print.note(`${email} is invited already: croft invitations resend makes a new link.`)
      await print.written(result, result.link ?? result.code ?? invitation?.id ?? email)
    }
    if (worst !== ExitCode.DONE) throw new Ended(worst)
  })

const resend = writeVerb('resend', 'Sends an invitation again, with a new code; the old one is no longer good')
  .argument('[id]', `the invitation; ${PICKED}`)
  .action(async (id, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('resendInvitation', inputFile, {})
    const invitation = await picked(session, INVITATION, id ?? input.invitation)
    const payload = await session.client.resendInvitation({ invitation })
    await session.print.written(payload, payload.link ?? payload.code ?? payload.invitation.id)
  })

const revoke = writeVerb('revoke', 'Ends an invitation')
  .argument('[id]', `the invitation; ${NAMED}`)
  .action(async (id, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('revokeInvitation', inputFile, {})
    const revoked = await named(session, INVITATION, id ?? input.invitation)
    await confirm(`Revoke the invitation ${revoked}?`, session.flags)
    const { invitation } = await session.client.revokeInvitation({ invitation: revoked })
    await session.print.written(invitation, invitation.id)
  })

const accept = writeVerb('accept', 'Joins the workspace that you are invited to')
  .argument('[invitation]', `its code or id; ${PICKED}`)
  .action(async (text, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('acceptInvitation', inputFile, {})
    const answered = await picked(session, MY_INVITATION, text ?? (inputFile === undefined ? undefined : input))
    const { membership } = await session.client.acceptInvitation(answered)
    await session.print.written(membership, membership.workspace.name)
  })

const decline = writeVerb('decline', 'Turns an invitation down')
  .argument('[invitation]', `its code or id; ${PICKED}`)
  .action(async (text, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('declineInvitation', inputFile, {})
    const answered = await picked(session, MY_INVITATION, text ?? (inputFile === undefined ? undefined : input))
    const { invitation } = await session.client.declineInvitation(answered)
    await session.print.written(invitation, invitation.id)
  })

export const invitations = noun('invitations', [list, create, resend, revoke, accept, decline])
