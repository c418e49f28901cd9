// The address stands in the events with its first letter only: the log is kept for ever, the invitation has it.
import type { InvitationDelivery, RoleName } from '../../../db/schema.ts'
import { changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import { aRole } from './words.ts'

interface Invited {
  /** As `maskedAddress` writes it. */
  email: string
  role: RoleName
}

export const invitationEvents = {
  'invitation.created': event<Invited & { delivery: InvitationDelivery; expiresAt: string }>({
    sentence: ({ email, role }) => `invited ${email} as ${aRole(role)}`,
    changes: changesSubject('CREATED'),
    removesRights: 'never',
  }),
  'invitation.resent': event<Invited & { delivery: { from: InvitationDelivery; to: InvitationDelivery } }>({
    sentence: ({ email }) => `sent the invitation of ${email} again`,
    // what nobody can read, the code, has changed
    changes: ({ subject, data: { delivery } }) => (delivery.from === delivery.to ? [] : each('UPDATED', subject)),
    removesRights: 'never',
  }),
  'invitation.revoked': event<Invited>({
    sentence: ({ email }) => `revoked the invitation of ${email}`,
    changes: changesSubject('UPDATED'),
    removesRights: 'never',
  }),
  'invitation.accepted': event<Invited & { membershipId: string }>({
    sentence: ({ role }) => `accepted the invitation as ${aRole(role)}`,
    changes: changesSubject('UPDATED'),
    removesRights: 'never',
  }),
  'invitation.declined': event<Invited>({
    sentence: () => 'declined the invitation',
    changes: changesSubject('UPDATED'),
    removesRights: 'never',
  }),
  'invitation.expired': event<Invited>({
    sentence: ({ email }) => `ended the invitation of ${email}: it has expired`,
    changes: changesSubject('UPDATED'),
    removesRights: 'never',
  }),
} as const
