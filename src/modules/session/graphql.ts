import type { Row } from '../../../db/schema.ts'
import { sessionEnd } from '../../auth/session.ts'
import { builder } from '../../graphql/builder.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { ownSession } from './queries.ts'

export const Session = builder.objectRef<Row<'session'>>('Session').implement({
  description:
    'A sign-in of a browser. It ends after 12 hours without a request, after 7 days at most, with the API token that opened it, by suspension of its user, by `endSession`, and at sign-out.',
  interfaces: [Node],
  fields: (t) => ({
    current: t.boolean({
      description: 'Whether this request belongs to it.',
      resolve: ({ id }, _args, { signedIn }) => id === signedIn.session,
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    lastSeenAt: t.expose('last_seen_at', {
      description: 'When its last request arrived; updated every ten seconds.',
      type: 'DateTime',
    }),
    expiresAt: t.field({
      description: 'When it ends unless another request arrives.',
      type: 'DateTime',
      resolve: (session) => sessionEnd(session),
    }),
    ip: t.exposeString('ip', { description: 'The IP address from which it was opened.', nullable: true }),
    userAgent: t.exposeString('user_agent', {
      description: 'The `User-Agent` of the browser: at most 256 characters.',
      nullable: true,
    }),
  }),
})

nodeType('session', ownSession)
