// The events hold the address only as `maskedAddress` writes it; the invitation has all of it.
import type { InvitationDelivery, RoleName } from '../../../db/schema.ts'
import { changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import { nobody } from './rights.ts'
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
    takesRightsOf: nobody,
  }),
  'invitation.resent': event<Invited & { delivery: { from: InvitationDelivery; to: InvitationDelivery } }>({
    sentence: ({ email }) => `sent the invitation of ${email} again`,
    // only the code has changed, which nobody can read
    changes: ({ subject, data: { delivery } }) => (delivery.from === delivery.to ? [] : each('UPDATED', subject)),
    takesRightsOf: nobody,
  }),
  'invitation.revoked': event<Invited>({
    sentence: ({ email }) => `revoked the invitation of ${email}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'invitation.accepted': event<Invited & { membershipId: string }>({
    sentence: ({ role }) => `accepted the invitation as ${aRole(role)}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'invitation.declined': event<Invited>({
    sentence: () => 'declined the invitation',
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'invitation.expired': event<Invited>({
    sentence: ({ email }) => `ended the invitation of ${email}: it has expired`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
} as const
