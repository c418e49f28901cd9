// What an invitation is at an instant, and how one that is pending ends.
import type { InvitationState, Row } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'
import { maskedAddress } from '../validate.ts'

export type Invitation = Row<'invitation'>

/** The state at this instant. */
export function stateOf({ state, expires_at }: Invitation, now: string): InvitationState {
  return state === 'PENDING' && expires_at <= now ? 'EXPIRED' : state
}

/** The address and the role by which events record an invitation. */
export const invited = ({ email, role }: Invitation) => ({ email: maskedAddress(email), role })

/** An update that ends pending invitations; the caller says which. */
export function endPending(tx: Tx, state: Exclude<InvitationState, 'PENDING'>, respondedAt: string | null) {
  const set = { state, responded_at: respondedAt, sealed_code: null }
  return tx.updateTable('invitation').set(set).where('state', '=', 'PENDING')
}
