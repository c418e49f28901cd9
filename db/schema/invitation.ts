import type { Generated } from 'kysely'
import type { RoleName } from './member.ts'

export interface InvitationTables {
  departed_sender: DepartedSenderTable
  invitation: InvitationTable
  invitation_mail: InvitationMailTable
}

/** A pending invitation whose time is over is EXPIRED from that instant on; the row says so a little later. */
export type InvitationState = 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'REVOKED' | 'EXPIRED'
export type InvitationDelivery = 'EMAIL' | 'LINK'

interface InvitationTable {
  id: string
  workspace_id: string
  /** As `emailAddressOf` writes it. */
  email: string
  role: RoleName
  state: Generated<InvitationState>
  delivery: InvitationDelivery
  message: string | null
  /** The key of a principal. */
  invited_by: string
  /** SHA-256 of the code, hexadecimal. */
  code_hash: string | null
  /** The code, encrypted, until it has been mailed. */
  sealed_code: string | null
  mail_attempts: Generated<number>
  mail_next_at: string | null
  /** When its code was made: resending makes another. */
  sent_at: string
  created_at: string
  expires_at: string
  responded_at: string | null
  accepted_by: string | null
  /** The membership that the acceptance gave, or found. */
  membership_id: string | null
}

/** A mail that was asked for in the last day. It stays when the invitation ends, and when its workspace is deleted. */
interface InvitationMailTable {
  /** The key of a principal. */
  sender: string
  sent_at: string
  invitation_id: string
}

/** An account that has ended with more pending invitations than its transaction ended, and who has ended it. */
interface DepartedSenderTable {
  /** The key of a principal. */
  sender: string
  actor_id: string
  actor_name: string
  /** 1 where the actor's credential carried the rights of a platform admin. */
  platform_admin: number
  token_id: string | null
  request_id: string
  ip: string | null
}
