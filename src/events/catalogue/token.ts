import type { RoleName } from '../../../db/schema.ts'
import { changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import { EVERYWHERE, endedTokens, nobody, streamsOf } from './rights.ts'
import type { CountedIds, Named } from './words.ts'

interface Created {
  name: string
  owner: Named
  expiresAt: string
  role: RoleName | null
  platformAdmin: boolean
}

export const tokenEvents = {
  'token.created': event<Created>({
    sentence: ({ name, owner }) => `created token ${name} of ${owner.name}`,
    changes: changesSubject('CREATED'),
    takesRightsOf: nobody,
  }),
  'token.revoked': event<{ name: string; owner: Named } & CountedIds<'mintedToken'>>({
    sentence: ({ name, owner }) => `revoked token ${name} of ${owner.name}`,
    changes: ({ subject, data }) => each('UPDATED', subject, ...data.mintedTokenIds),
    takesRightsOf: ({ subject, data }) => [
      streamsOf.token(subject),
      ...endedTokens(data.mintedTokenIds, data.mintedTokenCount, EVERYWHERE),
    ],
  }),
} as const
