import { changesNothing } from './changes.ts'
import { event } from './declare.ts'
import { type Changed, type CountedIds, changedFields, type Named } from './words.ts'

export const userEvents = {
  'user.created': event<{ user: Named; platformAdmin: boolean; by: 'bootstrap' | 'sign-in' | 'admin' }>({
    sentence: ({ user, by }) => `created user ${user.name}${by === 'sign-in' ? ' at their first sign-in' : ''}`,
    changes: changesNothing,
    removesRights: 'never',
  }),
  'user.linked': event<{ user: Named; issuer: string }>({
    sentence: ({ user, issuer }) => `linked user ${user.name} to an account of ${issuer}`,
    changes: changesNothing,
    removesRights: 'never',
  }),
  'user.updated': event<{ user: Named; platformAdmin?: { from: boolean; to: boolean } } & Changed>({
    sentence: ({ user, fields }) => `changed ${changedFields(fields)} of user ${user.name}`,
    changes: changesNothing,
    removesRights: 'anywhere',
  }),
  'user.suspended': event<{ user: Named; reason: string }>({
    sentence: ({ user, reason }) => `suspended ${user.name}: ${reason}`,
    changes: changesNothing,
    removesRights: 'anywhere',
  }),
  'user.resumed': event<{ user: Named }>({
    sentence: ({ user }) => `resumed ${user.name}`,
    changes: changesNothing,
    removesRights: 'never',
  }),
  'user.deleted': event<{ user: Named } & CountedIds<'workspace'> & CountedIds<'revokedToken'>>({
    sentence: ({ user }) => `deleted user ${user.name}`,
    changes: changesNothing,
    removesRights: 'anywhere',
  }),
} as const
