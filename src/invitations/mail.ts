// Mails the codes of invitations. What there is to send is in the database, written by the transaction that made the
// invitation: a mail is sent after the commit, never inside a request, and again if the process ends before it is known
// to be sent. The same message has the same Message-ID, by which mail servers recognise it.
import { createTransport, type Transporter } from 'nodemailer'
import { backOffMs } from '../background/back-off.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { EventHub } from '../events/hub.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'
import { linkOf } from './code.ts'
import { invitationMessage } from './message.ts'
import { type Invitation, stateOf } from './state.ts'

export interface MailOptions {
  store: Store
  hub: EventHub
  /** The address of the mail server; it may hold a password. */
  smtpUrl: string
  from: string
  /** Without a slash at its end. */
  publicUrl: string
  /** The database refused a read or a write. */
  failed(error: unknown): void
  /** A mail was not taken: tried again later, or given up where `isFinal`. Nothing in `reason` tells who it is for. */
  refused(invitationId: string, reason: string, isFinal: boolean): void
}

const POLL_MS = 1000
const AT_ONCE = 10
/** One conversation with the mail server takes no longer. */
const SEND_WITHIN_MS = 30_000
/** Another process sends what was claimed, and not reported, for so long. */
const CLAIM_MS = 2 * AT_ONCE * SEND_WITHIN_MS
/** A server that answers with such a status will never take the message (RFC 5321, 4.2.1). */
const FIRST_PERMANENT_STATUS = 500

/** Starts the job. Each replica may run it: a mail is claimed by one of them. */
export function startMail(options: MailOptions): BackgroundJob {
  const transport = transportTo(options.smtpUrl)
  const loop = startLoop({
    hub: options.hub,
    topics: [],
    pollMs: POLL_MS,
    failed: options.failed,
    turn: async (closing) => {
      const claimed = await claim(options.store)
      for (const invitation of claimed) {
        if (closing.aborted) break
        await send(options, transport, invitation)
      }
      return claimed.length < AT_ONCE ? POLL_MS : 0
    },
  })
  return {
    close: async () => {
      await loop.close()
      transport.close()
    },
  }
}

function transportTo(smtpUrl: string): Transporter {
  return createTransport({
    url: smtpUrl,
    connectionTimeout: SEND_WITHIN_MS / 3,
    greetingTimeout: SEND_WITHIN_MS / 3,
    socketTimeout: SEND_WITHIN_MS / 3,
    // a password never goes over a connection that is not encrypted
    requireTLS: new URL(smtpUrl).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
}

/** Takes some of the mails that are due: nobody else sends them for a while. */
function claim(store: Store): Promise<Invitation[]> {
  const now = store.now()
  const due = store.db
    .selectFrom('invitation')
    .select('id')
    .where('sealed_code', 'is not', null)
    .where('mail_next_at', '<=', now)
    .orderBy('mail_next_at')
    .limit(AT_ONCE)
  return due.execute().then((found) => {
    if (found.length === 0) return []
    return store.write((tx) =>
      tx
        .updateTable('invitation')
        .set((eb) => ({
          mail_attempts: eb('mail_attempts', '+', 1),
          mail_next_at: new Date(Date.parse(now) + CLAIM_MS).toISOString(),
        }))
        .where('id', 'in', dialectOf(tx).keys(found.map(({ id }) => id)))
        .where('sealed_code', 'is not', null)
        .where('mail_next_at', '<=', now)
        .returningAll()
        .execute(),
    )
  })
}

async function send(options: MailOptions, transport: Transporter, invitation: Invitation): Promise<void> {
  const { store, from, publicUrl, refused } = options
  const code = invitation.sealed_code === null ? null : store.sealer.open('invitation-code', invitation.sealed_code)
  if (code === null || stateOf(invitation, store.now()) !== 'PENDING') return settle(store, invitation, null)
  const { workspace, inviter } = await namesOf(store, invitation)
  const message = invitationMessage({
    workspace,
    inviter,
    role: invitation.role,
    message: invitation.message,
    link: linkOf(publicUrl, code),
    expiresAt: invitation.expires_at,
  })
  try {
    await transport.sendMail({
      ...message,
      from: { name: 'Croft', address: from },
      to: invitation.email,
      messageId: `<${invitation.id}.${(invitation.code_hash ?? '').slice(0, 16)}@${new URL(publicUrl).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    const { isFinal, reason } = refusalOf(error)
    refused(invitation.id, reason, isFinal)
    return settle(store, invitation, isFinal ? null : backOffMs(invitation.mail_attempts - 1))
  }
  await settle(store, invitation, null)
}

async function namesOf({ db }: Store, invitation: Invitation): Promise<{ workspace: string; inviter: string | null }> {
  const workspace = db.selectFrom('workspace').select('display_name').where('id', '=', invitation.workspace_id)
  const inviter = db.selectFrom('user').select('name').where('id', '=', invitation.invited_by)
  return {
    workspace: (await workspace.executeTakeFirst())?.display_name ?? '',
    inviter: (await inviter.executeTakeFirst())?.name ?? null,
  }
}

/** The mail server's own words may hold the address: they are left out. */
function refusalOf(error: unknown): { isFinal: boolean; reason: string } {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  const isFinal = typeof responseCode === 'number' && responseCode >= FIRST_PERMANENT_STATUS && code !== 'EAUTH'
  return { isFinal, reason: [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown' }
}

/** The mail is due again in so many milliseconds, or never: the code is then forgotten. One that was sent again is left. */
async function settle(store: Store, { id, code_hash }: Invitation, againInMs: number | null): Promise<void> {
  const next =
    againInMs === null
      ? { sealed_code: null, mail_next_at: null }
      : { mail_next_at: new Date(Date.parse(store.now()) + againInMs).toISOString() }
  await store.write((tx) =>
    tx.updateTable('invitation').set(next).where('id', '=', id).where('code_hash', '=', code_hash).execute(),
  )
}
