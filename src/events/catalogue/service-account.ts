import { changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import type { CountedIds, Named } from './words.ts'

export const serviceAccountEvents = {
  'service_account.created': event<{ account: Named }>({
    sentence: ({ account }) => `created service account ${account.name}`,
    changes: changesSubject('CREATED'),
    removesRights: 'never',
  }),
  'service_account.deleted': event<{ account: Named } & CountedIds<'revokedToken'>>({
    sentence: ({ account }) => `deleted service account ${account.name}`,
    changes: ({ subject, data }) => [...each('DELETED', subject), ...each('UPDATED', ...data.revokedTokenIds)],
    removesRights: 'anywhere',
  }),
} as const
