import type { Row } from '../../../db/schema.ts'
import { isLimited } from '../../access/principal.ts'
import { idleSince } from '../../auth/session.ts'
import type { Context } from '../../graphql/context.ts'

/** The caller's sessions that have not ended, newest first; of a limited token only the one that it calls with. */
export async function ownSessions({ signedIn, store }: Context): Promise<Row<'session'>[]> {
  const now = store.now()
  const rows = await store.db
    .selectFrom('session')
    .selectAll()
    .where('user_id', '=', signedIn.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', idleSince(now))
    .where((eb) =>
      eb.or([
        eb('token_hash', 'is', null),
        // a token that has ended has ended the sessions that it opened
        ...(['hash', 'previous_hash'] as const).map((column) =>
          eb.exists(
            eb
              .selectFrom('api_token')
              .select('api_token.id')
              .whereRef(`api_token.${column}`, '=', 'session.token_hash')
              .where('revoked_at', 'is', null)
              .where('suspended_at', 'is', null)
              .where('api_token.expires_at', '>', now)
              .where((token) => (column === 'hash' ? token.lit(true) : token('previous_until', '>', now))),
          ),
        ),
      ]),
    )
    .orderBy('id', 'desc')
    .execute()
  return rows.filter(({ id }) => !isLimited(signedIn) || id === signedIn.session)
}

/** A session of the caller's; null for any other, and for one that has ended. */
export async function ownSession(id: string, context: Context): Promise<Row<'session'> | null> {
  const sessions = await context.load.once('own sessions', () => ownSessions(context))
  return sessions.find((session) => session.id === id) ?? null
}
