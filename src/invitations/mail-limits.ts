// Who may invite may have Croft send a text of theirs to any address. These limits keep it from serving as a mail relay:
// revoking an invitation and inviting again does not get round them.
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const MAX_MAILS_A_DAY = 1000

/** Whether one more of these addresses may get a mail from the sender: LIMIT_EXCEEDED where not, null where it may. */
export async function mailLimits(
  tx: Tx,
  at: string,
  { workspaceId, sender, addresses }: { workspaceId: string; sender: string; addresses: readonly string[] },
): Promise<(address: string) => AppError | null> {
  const before = (ms: number) => new Date(Date.parse(at) - ms).toISOString()
  const recent = await sql<{ email: string }>`
    select value as email from ${dialectOf(tx).keyTable(addresses)} as address
    where (
      select sent_at from invitation where workspace_id = ${workspaceId} and email = address.value
      order by id desc limit 1
    ) > ${before(MINUTE_MS)}`.execute(tx)
  const justSent = new Set(recent.rows.map(({ email }) => email))
  const sent = await tx
    .selectFrom('invitation')
    .select('id')
    .where('invited_by', '=', sender)
    .where('delivery', '=', sql.lit('EMAIL'))
    .where('sent_at', '>', before(DAY_MS))
    .limit(MAX_MAILS_A_DAY)
    .execute()
  let left = MAX_MAILS_A_DAY - sent.length
  return (address) => {
    if (justSent.has(address)) {
      return new AppError('LIMIT_EXCEEDED', 'An address is invited by mail at most once a minute')
    }
    return left-- > 0
      ? null
      : new AppError('LIMIT_EXCEEDED', `At most ${MAX_MAILS_A_DAY} invitations of one sender are mailed in 24 hours`)
  }
}
