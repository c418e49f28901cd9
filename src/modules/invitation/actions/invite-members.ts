// Invites up to a hundred addresses, each with an answer of its own: what is wrong with one does not keep the others out.

import { sql } from 'kysely'
import type { InvitationDelivery, RoleName } from '../../../../db/schema.ts'
import { authorize, type Grant } from '../../../access/authorize.ts'
import type { Command } from '../../../access/command.ts'
import { assertNotBuiltIn } from '../../../access/judge.ts'
import { readsPeople } from '../../../access/people.ts'
import { NOBODY } from '../../../access/person.ts'
import { hashOf } from '../../../auth/secret.ts'
import { AppError, invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { ErrorCodeEnum, RoleNameEnum } from '../../../graphql/enums.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { type PartShape, payloadPart } from '../../../graphql/payload.ts'
import { linkOf, newCode } from '../../../invitations/code.ts'
import { expireOverdue } from '../../../invitations/expiry.ts'
import { mailLimits, recordMails } from '../../../invitations/mail-limits.ts'
import { roleGiven } from '../../../invitations/role-given.ts'
import { endPending, invited, type Invitation as Row } from '../../../invitations/state.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
import { allOf, oneOf } from '../../../store/filter.ts'
import { newId } from '../../../store/id.ts'
import { checkAll, emailAddressOf, optionalText } from '../../../validate.ts'
import { assertMayGrant } from '../../member/binding.ts'
import { WorkspaceRef } from '../../refs.ts'
import { Invitation, InvitationDeliveryEnum } from '../graphql.ts'

const MAX_ADDRESSES = 100
const MAX_PENDING = 500
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DEFAULT_LIFETIME_MS = 7 * DAY_MS
const MAX_LIFETIME_MS = 30 * DAY_MS

const InviteResult = payloadPart('InviteResult', 'The result for one address.', {
  email: { type: 'String', description: 'The address as it was given.' },
  invitation: {
    type: Invitation,
    nullable: true,
    description: 'The pending invitation, new or existing; null if there is an error.',
  },
  code: {
    type: 'String',
    nullable: true,
    secret: true,
    description: 'The code of a new invitation by LINK, shown only in this response.',
  },
  link: {
    type: 'URL',
    nullable: true,
    secret: true,
    description: 'The URL of the page on which the code can be used.',
  },
  errorCode: {
    type: ErrorCodeEnum,
    nullable: true,
    description: 'Why there is no invitation: INVALID_INPUT, ALREADY_MEMBER, CONFLICT or LIMIT_EXCEEDED.',
  },
  errorMessage: { type: 'String', nullable: true, description: 'The same as a readable sentence.' },
})
type Result = PartShape<typeof InviteResult>

mutation('inviteMembers', {
  description:
    'Invites people by their e-mail addresses, at most 100, with a result for each. An address that already has a pending invitation gets that one, without its code, for the same role, and CONFLICT for another role. At most 500 invitations can be pending in a workspace. By mail, an address can be invited to a workspace at most once a minute, and at most 1,000 invitations are sent for one person in 24 hours: LIMIT_EXCEEDED for the address otherwise.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    emails: t.stringList({
      required: true,
      description: 'Their e-mail addresses, in upper or lower case: at most 100.',
    }),
    role: t.field({
      type: RoleNameEnum,
      required: true,
      defaultValue: 'EDITOR',
      description: "The role that they get; limited by the inviter's role at the time they accept.",
    }),
    delivery: t.field({
      type: InvitationDeliveryEnum,
      defaultValue: 'EMAIL',
      description: 'How the code reaches them; null means EMAIL. If the server sends no mail, EMAIL means LINK.',
    }),
    expiresIn: t.field({
      type: 'Duration',
      description: 'How long it is valid: `1h` to `30d`. The default is 7 days.',
    }),
    message: t.string({ description: 'A message for the mail, as plain text: at most 500 characters.' }),
  }),
  payload: {
    results: { type: [InviteResult], description: 'The result for each address, in the order of the input.' },
  },
  auth: { permission: 'MEMBER_INVITE', on: ({ workspace }) => workspace },
  errors: ['BUILT_IN', 'LIMIT_EXCEEDED'],
  action: async (command, input) => {
    if (input.emails.length > MAX_ADDRESSES) {
      throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_ADDRESSES} addresses`, { limit: MAX_ADDRESSES })
    }
    const { lifetimeMs, message } = checkAll({
      lifetimeMs: () => lifetimeOf(input.expiresIn),
      message: () => optionalText('message', input.message, { max: 500, multiline: true }),
    })
    const at = command.now()
    const terms: Terms = {
      role: input.role,
      delivery: command.config.mail === null ? 'LINK' : (input.delivery ?? 'EMAIL'),
      message,
      expiresAt: new Date(Date.parse(at) + lifetimeMs).toISOString(),
    }
    return command.write(async (tx) => {
      const grant = await authorize(tx, command.caller, input.workspace, 'MEMBER_INVITE')
      assertNotBuiltIn(command.caller, grant)
      assertMayGrant(grant, NOBODY, input.role, 'MEMBER_INVITE')
      return { results: await inviteAll(tx, at, command, grant, input.emails, terms) }
    })
  },
})

/** What all invitations of one call have in common. */
interface Terms {
  readonly role: RoleName
  readonly delivery: InvitationDelivery
  readonly message: string | null
  readonly expiresAt: string
}

function lifetimeOf(expiresIn: number | null | undefined): number {
  const lifetimeMs = expiresIn ?? DEFAULT_LIFETIME_MS
  if (lifetimeMs >= HOUR_MS && lifetimeMs <= MAX_LIFETIME_MS) return lifetimeMs
  throw invalid('expiresIn', 'An invitation is good for 1h to 30d')
}

async function inviteAll(
  tx: Tx,
  at: string,
  command: Command,
  grant: Grant,
  emails: readonly string[],
  terms: Terms,
): Promise<Result[]> {
  const workspaceId = grant.workspace.id
  const addresses = [...new Set(emails.flatMap((email) => emailAddressOf(email) ?? []))]
  const ofAddresses = allOf([
    sql<boolean>`workspace_id = ${workspaceId}`,
    oneOf(tx, sql.ref<string>('email'), addresses),
  ])
  await expireOverdue(tx, at, ofAddresses)
  const members = await memberAddresses(tx, grant, addresses)
  const pending = await tx
    .selectFrom('invitation')
    .selectAll()
    .where('state', '=', 'PENDING')
    .where(ofAddresses)
    .execute()
  const pendingOf = new Map((await livingAmong(tx, at, grant, pending)).map((row) => [row.email, row]))
  let room = MAX_PENDING - (await countPending(tx, at, workspaceId))
  const mailed = { workspaceId, sender: grant.caller.principal.id, addresses }
  const mailRefusal = terms.delivery === 'EMAIL' ? await mailLimits(tx, at, mailed) : () => null
  const made = new Map<string, NewInvitation>()
  const results = emails.map((email): Result => {
    const answer = (invitation: Row | null, error: AppError | null, code: string | null = null): Result => {
      const link = code === null ? null : linkOf(command.publicUrl, code)
      return { email, invitation, code, link, errorCode: error?.code ?? null, errorMessage: error?.message ?? null }
    }
    const address = emailAddressOf(email)
    if (address === null) return answer(null, invalid('emails', 'This is no e-mail address'))
    if (members.has(address)) return answer(null, new AppError('ALREADY_MEMBER', 'A member has this address'))
    const present = pendingOf.get(address)
    if (present && present.role !== terms.role) {
      return answer(null, new AppError('CONFLICT', `An invitation as ${present.role} is pending: revoke it first`))
    }
    if (present) return answer(present, null)
    const refusal = mailRefusal(address)
    if (refusal) return answer(null, refusal)
    if (room-- <= 0) {
      return answer(null, new AppError('LIMIT_EXCEEDED', `At most ${MAX_PENDING} pending invitations in a workspace`))
    }
    const invitation = newInvitation(at, command, workspaceId, address, terms)
    made.set(address, invitation)
    pendingOf.set(address, invitation.row)
    return answer(invitation.row, null, terms.delivery === 'LINK' ? invitation.code : null)
  })
  if (made.size > 0) {
    await tx
      .insertInto('invitation')
      .values([...made.values()].map(({ row }) => row))
      .execute()
  }
  const toMail = [...made.values()].flatMap(({ row }) => (row.delivery === 'EMAIL' ? [row.id] : []))
  await recordMails(tx, at, mailed.sender, toMail)
  for (const { row } of made.values()) {
    const data = { ...invited(row), delivery: row.delivery, expiresAt: row.expires_at }
    append(tx, at, grant, 'invitation.created', data, { subjectId: row.id })
  }
  return results
}

/**
 * Those of the pending invitations that still give their role. The others end: their senders may not give it any more.
 */
async function livingAmong(tx: Tx, at: string, grant: Grant, pending: readonly Row[]): Promise<Row[]> {
  const { principal } = grant.caller
  const living: Row[] = []
  for (const row of pending) {
    const role = row.invited_by === principal.id ? row.role : await roleGiven(tx, row, at, principal.groupsCountSince)
    if (role === row.role) {
      living.push(row)
      continue
    }
    await endPending(tx, 'REVOKED', at).where('id', '=', row.id).execute()
    append(tx, at, grant, 'invitation.revoked', invited(row), { subjectId: row.id })
  }
  return living
}

interface NewInvitation {
  readonly row: Row
  readonly code: string
}

function newInvitation(
  at: string,
  { caller, sealer }: Command,
  workspaceId: string,
  email: string,
  { role, delivery, message, expiresAt }: Terms,
): NewInvitation {
  const code = newCode()
  const row: Row = {
    id: newId('invitation'),
    workspace_id: workspaceId,
    email,
    role,
    state: 'PENDING',
    delivery,
    message,
    invited_by: caller.principal.id,
    code_hash: hashOf(code),
    sealed_code: delivery === 'EMAIL' ? sealer.seal('invitation-code', code) : null,
    mail_attempts: 0,
    mail_next_at: delivery === 'EMAIL' ? at : null,
    sent_at: at,
    created_at: at,
    expires_at: expiresAt,
    responded_at: null,
    accepted_by: null,
    membership_id: null,
  }
  return { row, code }
}

/** Those of the addresses that belong to members, as far as the caller may read their addresses. */
async function memberAddresses(
  tx: Tx,
  { caller, workspace }: Grant,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0 || !readsPeople(caller.principal)) return new Set()
  const rows = await tx
    .selectFrom('user')
    .innerJoin('membership', 'membership.principal', 'user.id')
    .where('membership.workspace_id', '=', workspace.id)
    .where('user.email', 'in', dialectOf(tx).keys(addresses))
    .where('user.deleted_at', 'is', null)
    .select('user.email')
    .execute()
  return new Set(rows.flatMap(({ email }) => email ?? []))
}

async function countPending(tx: Tx, at: string, workspaceId: string): Promise<number> {
  const rows = await tx
    .selectFrom('invitation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'PENDING')
    .where('expires_at', '>', at)
    .limit(MAX_PENDING)
    .execute()
  return rows.length
}
