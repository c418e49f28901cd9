import { changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import { EVERYWHERE, endedTokens, nobody, streamsOf } from './rights.ts'
import type { CountedIds, Named } from './words.ts'

export const serviceAccountEvents = {
  'service_account.created': event<{ account: Named }>({
    sentence: ({ account }) => `created service account ${account.name}`,
    changes: changesSubject('CREATED'),
    takesRightsOf: nobody,
  }),
  'service_account.deleted': event<{ account: Named } & CountedIds<'revokedToken'>>({
    sentence: ({ account }) => `deleted service account ${account.name}`,
    changes: ({ subject, data }) => [...each('DELETED', subject), ...each('UPDATED', ...data.revokedTokenIds)],
    takesRightsOf: ({ subject, data }) => [
      streamsOf.principal(subject),
      ...endedTokens(data.revokedTokenIds, data.revokedTokenCount, EVERYWHERE),
    ],
  }),
} as const
