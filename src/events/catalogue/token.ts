import type { RoleName } from '../../../db/schema.ts'
import { changesNothing, changesSubject, each } from './changes.ts'
import { event } from './declare.ts'
import { EVERYWHERE, endedTokens, nobody, streamsOf } from './rights.ts'
import type { CountedIds, Named } from './words.ts'

interface About {
  name: string
  owner: Named
}
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
  'token.rotated': event<{ name: string; owner: Named; graceEndsAt: string | null; expiresAt: string }>({
    sentence: ({ name, owner }) => `rotated token ${name} of ${owner.name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: ({ subject }) => [streamsOf.token(subject)],
  }),
  'token.suspended': event<About>({
    sentence: ({ name, owner }) => `suspended token ${name} of ${owner.name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: ({ subject }) => [streamsOf.token(subject)],
  }),
  'token.resumed': event<About>({
    sentence: ({ name, owner }) => `resumed token ${name} of ${owner.name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'token.expiring': event<About & { expiresAt: string }>({
    sentence: ({ name, owner }) => `found that token ${name} of ${owner.name} expires within three days`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
} as const
