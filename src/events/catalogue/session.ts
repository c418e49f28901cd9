import { changesNothing } from './changes.ts'
import { event } from './declare.ts'
import { nobody, streamsOf } from './rights.ts'
import type { Named } from './words.ts'

export const sessionEvents = {
  'session.started': event<{ user: Named; by: 'token' | 'link' | 'openid' }>({
    sentence: ({ by }) => `signed in with a browser, by ${WORDS[by]}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'session.ended': event<{ user: Named }>({
    sentence: () => 'ended a browser session',
    changes: changesNothing,
    takesRightsOf: ({ subject }) => [streamsOf.session(subject)],
  }),
  'sign_in_link.created': event<{ user: Named; expiresAt: string }>({
    sentence: ({ user }) => `made a sign-in link for ${user.name}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
} as const

const WORDS = { token: 'an API token', link: 'a one-time link', openid: 'the identity provider' } as const
