import { changesNothing } from './changes.ts'
import { event } from './declare.ts'
import { EVERYWHERE, endedTokens, itsUser, nobody, streamsOf } from './rights.ts'
import { type Changed, type CountedIds, changedFields, formatted, type Named } from './words.ts'

/** The first hundred of the groups that a user has joined and left, and how many they are. */
interface GroupsChanged {
  user: Named
  added: readonly string[]
  addedCount: number
  removed: readonly string[]
  removedCount: number
}

export const userEvents = {
  'user.created': event<{ user: Named; platformAdmin: boolean; by: 'bootstrap' | 'sign-in' | 'admin' }>({
    sentence: ({ user, by }) => `created user ${user.name}${by === 'sign-in' ? ' at their first sign-in' : ''}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'user.linked': event<{ user: Named; issuer: string }>({
    sentence: ({ user, issuer }) => `linked user ${user.name} to an account of ${issuer}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'user.updated': event<{ user: Named; platformAdmin?: { from: boolean; to: boolean } } & Changed>({
    sentence: ({ user, fields }) => `changed ${changedFields(fields)} of user ${user.name}`,
    changes: changesNothing,
    // becoming a platform admin changes the caller as well
    takesRightsOf: ({ subject, data }) => (data.platformAdmin ? [streamsOf.principal(subject)] : []),
  }),
  'user.suspended': event<{ user: Named; reason: string }>({
    sentence: ({ user, reason }) => `suspended ${user.name}: ${reason}`,
    changes: changesNothing,
    takesRightsOf: itsUser,
  }),
  'user.resumed': event<{ user: Named }>({
    sentence: ({ user }) => `resumed ${user.name}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'user.deleted': event<{ user: Named } & CountedIds<'workspace'> & CountedIds<'revokedToken'>>({
    sentence: ({ user }) => `deleted user ${user.name}`,
    changes: changesNothing,
    takesRightsOf: ({ subject, data }) => [
      streamsOf.principal(subject),
      ...endedTokens(data.revokedTokenIds, data.revokedTokenCount, EVERYWHERE),
    ],
  }),
  'group.membership_changed': event<GroupsChanged>({
    sentence: ({ user, addedCount, removedCount }) =>
      `changed the groups of ${user.name} at a sign-in: ${formatted(addedCount)} added, ${formatted(removedCount)} removed`,
    changes: changesNothing,
    takesRightsOf: itsUser,
  }),
} as const
