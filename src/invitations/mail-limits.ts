// Whoever may invite can make Croft send a text of theirs to any address. These limits keep it from serving as a mail
// relay: revoking an invitation and inviting again, or sending one again and again, does not get round them.
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { lockName } from '../store/lock.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const MAX_MAILS_A_DAY = 1000

/**
 * Returns a function that checks one more of these addresses: LIMIT_EXCEEDED if the sender may not mail it, else null.
 */
export async function mailLimits(
  tx: Tx,
  at: string,
  { workspaceId, sender, addresses }: { workspaceId: string; sender: string; addresses: readonly string[] },
): Promise<(address: string) => AppError | null> {
  const minuteBefore = new Date(Date.parse(at) - MINUTE_MS).toISOString()
  const recent = await sql<{ email: string }>`
    select value as email from ${dialectOf(tx).keyTable(addresses)} as address
    where (
      select sent_at from invitation where workspace_id = ${workspaceId} and email = address.value
      order by id desc limit 1
    ) > ${minuteBefore}`.execute(tx)
  const justSent = new Set(recent.rows.map(({ email }) => email))
  let left = await mailsLeft(tx, at, sender)
  return (address) => {
    if (justSent.has(address)) {
      return new AppError('LIMIT_EXCEEDED', 'An address is invited by mail at most once a minute')
    }
    return left-- > 0 ? null : tooManyMails()
  }
}

/** LIMIT_EXCEEDED if the sender has reached the daily limit of mails. */
export async function assertMayMail(tx: Tx, at: string, sender: string): Promise<void> {
  if ((await mailsLeft(tx, at, sender)) <= 0) throw tooManyMails()
}

/** Counts a mail of the sender for each of these invitations, and forgets those of more than a day ago. */
export async function recordMails(tx: Tx, at: string, sender: string, invitationIds: readonly string[]): Promise<void> {
  if (invitationIds.length === 0) return
  await tx.deleteFrom('invitation_mail').where('sender', '=', sender).where('sent_at', '<=', dayBefore(at)).execute()
  const mails = invitationIds.map((invitation_id) => ({ sender, sent_at: at, invitation_id }))
  await tx.insertInto('invitation_mail').values(mails).execute()
}

/**
 * How many more mails the sender may send. Of two calls at once, in two workspaces, the second counts those of the
 * first.
 */
async function mailsLeft(tx: Tx, at: string, sender: string): Promise<number> {
  await lockName(tx, `mails of ${sender}`)
  const sent = await tx
    .selectFrom('invitation_mail')
    .select('invitation_id')
    .where('sender', '=', sender)
    .where('sent_at', '>', dayBefore(at))
    .limit(MAX_MAILS_A_DAY)
    .execute()
  return MAX_MAILS_A_DAY - sent.length
}

const dayBefore = (at: string): string => new Date(Date.parse(at) - DAY_MS).toISOString()

const tooManyMails = () =>
  new AppError('LIMIT_EXCEEDED', `At most ${MAX_MAILS_A_DAY} invitations of one sender are mailed in 24 hours`, {
    limit: MAX_MAILS_A_DAY,
  })
