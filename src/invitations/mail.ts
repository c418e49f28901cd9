// Mails the codes of invitations. What there is to send is in the database, written by the transaction that made the
// invitation: a mail is sent after the commit, never inside a request, and again if the process ends before it is known
// to be sent. The same message has the same Message-ID, by which mail servers recognise it.
import type { RoleName } from '../../db/schema.ts'
import { groupsCountSince } from '../access/groups.ts'
import { backOffMs } from '../background/back-off.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { EventHub } from '../events/hub.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'
import { linkOf } from './code.ts'
import { invitationMessage } from './message.ts'
import { roleGiven } from './role-given.ts'
import { mailServerAt, type Send } from './smtp.ts'
import type { Invitation } from './state.ts'

export interface MailOptions {
  store: Store
  hub: EventHub
  /** The address of the mail server; it may hold a password. */
  smtpUrl: string
  from: string
  /** Without a slash at its end. */
  publicUrl: string
  groupsMaxAgeMs: number
  times?: MailTimes | undefined
  /** The database refused a read or a write. */
  failed(error: unknown): void
  /** A mail was not taken: tried again later, or given up where `isFinal`. Nothing in `reason` tells who it is for. */
  refused(invitationId: string, reason: string, isFinal: boolean): void
}

/** Tests shorten them. */
export interface MailTimes {
  /** How often the job looks for mails to send. */
  readonly pollMs: number
  /** One conversation with the mail server takes no longer. */
  readonly sendWithinMs: number
}

type Claimed = Pick<Invitation, 'id' | 'mail_next_at'>

const AT_ONCE = 10
/** At most this many of those belong to one workspace, so that its many mails do not hold up another's few. */
const OF_ONE_WORKSPACE = 3
/** The mails of one turn are chosen from this many that are due first. */
const LOOKED_AT = 1000
const TIMES: MailTimes = { pollMs: 1000, sendWithinMs: 30_000 }
/** After this long, another process sends a mail that was claimed but not reported. */
const CLAIM_MS = 2 * AT_ONCE * TIMES.sendWithinMs

/** Starts the job. Each replica may run it: a mail is claimed by one of them. */
export function startMail(options: MailOptions): BackgroundJob {
  const { pollMs, sendWithinMs } = options.times ?? TIMES
  const send = mailServerAt(options.smtpUrl, sendWithinMs)
  return startLoop({
    hub: options.hub,
    topics: [],
    pollMs,
    failed: options.failed,
    turn: async (closing) => {
      const claimed = await claim(options.store)
      let begun = 0
      try {
        for (const each of claimed) {
          if (closing.aborted) break
          begun++
          await mail(options, send, each, closing)
        }
      } finally {
        await release(options.store, claimed.slice(begun))
      }
      return claimed.length === 0 ? pollMs : 0
    },
  })
}

/** Takes some of the mails that are due: nobody else sends them for a while. */
async function claim(store: Store): Promise<Claimed[]> {
  const now = store.now()
  const due = await store.db
    .selectFrom('invitation')
    .select(['id', 'workspace_id'])
    .where('sealed_code', 'is not', null)
    .where('mail_next_at', '<=', now)
    .orderBy('mail_next_at')
    .limit(LOOKED_AT)
    .execute()
  if (due.length === 0) return []
  const ids = fairly(due).map(({ id }) => id)
  return store.write((tx) =>
    tx
      .updateTable('invitation')
      .set((eb) => ({
        mail_attempts: eb('mail_attempts', '+', 1),
        mail_next_at: new Date(Date.parse(now) + CLAIM_MS).toISOString(),
      }))
      .where('id', 'in', dialectOf(tx).keys(ids))
      .where('sealed_code', 'is not', null)
      .where('mail_next_at', '<=', now)
      .returning(['id', 'mail_next_at'])
      .execute(),
  )
}

/** The first of them, with at most OF_ONE_WORKSPACE of any workspace. */
function fairly(due: readonly Pick<Invitation, 'id' | 'workspace_id'>[]) {
  const counts = new Map<string, number>()
  const few = due.filter(({ workspace_id }) => {
    const count = (counts.get(workspace_id) ?? 0) + 1
    counts.set(workspace_id, count)
    return count <= OF_ONE_WORKSPACE
  })
  return few.slice(0, AT_ONCE)
}

/** Gives back mails that were claimed and not begun: they are due at once, for whoever comes first. */
async function release(store: Store, rest: readonly Claimed[]): Promise<void> {
  const [first] = rest
  if (!first) return
  await store.write((tx) =>
    tx
      .updateTable('invitation')
      .set((eb) => ({ mail_attempts: eb('mail_attempts', '-', 1), mail_next_at: store.now() }))
      .where('id', 'in', dialectOf(tx).keys(rest.map(({ id }) => id)))
      .where('mail_next_at', '=', first.mail_next_at)
      .execute(),
  )
}

/**
 * Sends one of the mails. A mail whose invitation cannot be accepted at this moment waits: its sender or its workspace
 * may be resumed, and a deletion may be taken back. The code is forgotten when the invitation ends.
 */
async function mail(options: MailOptions, send: Send, { id, mail_next_at }: Claimed, closing: AbortSignal) {
  const { store, groupsMaxAgeMs, refused } = options
  // Other mails may have had their turn first. Meanwhile the invitation may have ended, or been sent again, which
  // another turn does.
  const invitation = await store.db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', id)
    .where('mail_next_at', '=', mail_next_at)
    .where('sealed_code', 'is not', null)
    .executeTakeFirst()
  if (!invitation) return
  const code = store.sealer.open('invitation-code', invitation.sealed_code as string)
  const since = () => groupsCountSince(store, groupsMaxAgeMs)
  const role = await roleGiven(store.db, invitation, store.now(), since)
  // encrypted under a key that was lost
  if (code === null) return settle(store, invitation, null)
  const pauseMs = backOffMs(invitation.mail_attempts - 1)
  if (role === null) return settle(store, invitation, pauseMs)
  const refusal = await send(await messageOf(options, invitation, code, role), closing)
  if (refusal === null) return settle(store, invitation, null)
  refused(id, refusal.reason, refusal.isFinal)
  await settle(store, invitation, refusal.isFinal ? null : pauseMs)
}

async function messageOf({ store, from, publicUrl }: MailOptions, row: Invitation, code: string, role: RoleName) {
  const workspace = store.db.selectFrom('workspace').select('display_name').where('id', '=', row.workspace_id)
  const inviter = store.db.selectFrom('user').select('name').where('id', '=', row.invited_by)
  return {
    ...invitationMessage({
      workspace: (await workspace.executeTakeFirst())?.display_name ?? '',
      inviter: (await inviter.executeTakeFirst())?.name ?? null,
      role,
      message: row.message,
      link: linkOf(publicUrl, code),
      expiresAt: row.expires_at,
    }),
    from: { name: 'Croft', address: from },
    to: row.email,
    messageId: `<${row.id}.${(row.code_hash ?? '').slice(0, 16)}@${new URL(publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/**
 * Makes the mail due again after this many milliseconds; null ends it, and forgets the code. An invitation that was
 * sent again meanwhile is left alone.
 */
async function settle(store: Store, { id, code_hash }: Invitation, againInMs: number | null): Promise<void> {
  const next =
    againInMs === null
      ? { sealed_code: null, mail_next_at: null }
      : { mail_next_at: new Date(Date.parse(store.now()) + againInMs).toISOString() }
  await store.write((tx) =>
    tx.updateTable('invitation').set(next).where('id', '=', id).where('code_hash', '=', code_hash).execute(),
  )
}
