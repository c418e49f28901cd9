// Sign-ins of browsers. The browser keeps 256 random bits in a cookie, the database their SHA-256. A session ends after 12
// hours without a request, after 7 days however much it is used, with the API token that opened it, with its user's
// suspension or deletion, and when it is ended or signed out of.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Row } from '../../db/schema.ts'
import { type Caller, isLimited, type Principal } from '../access/principal.ts'
import { AppError } from '../errors.ts'
import { append } from '../events/append.ts'
import type { Tx } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { lockSession } from '../store/lock.ts'
import { runPrepared } from '../store/prepared.ts'
import { insertRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { hashOf } from './secret.ts'

export type Session = Row<'session'>

const IDLE_MS = 12 * 3_600_000
const LIFETIME_MS = 7 * 24 * 3_600_000
/**
 * The most sessions of one user. When another begins, the oldest ends; for a limited token, the oldest that this token
 * has opened.
 */
const MAX_SESSIONS = 100
const SECRET_BYTES = 32
const SECRET = /^[A-Za-z0-9_-]{43}$/
const MAX_USER_AGENT_CHARACTERS = 256

/** How a session began. */
export type SignedInBy = 'token' | 'link' | 'openid'

/** A session that was last used before this instant has ended. */
export const idleSince = (now: string): string => later(now, -IDLE_MS)

/** The live session of a cookie's value, with its user; `session_expires_at` is when it ends without another request. */
export async function findSession(store: Store, secret: string) {
  if (!SECRET.test(secret)) return undefined
  const now = store.now()
  const [row] = await runPrepared(store.db, 'session by hash', { hash: hashOf(secret) }, ({ hash }) =>
    store.db
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.user_id')
      .where('session.hash', '=', hash)
      .where('session.ended_at', 'is', null)
      .selectAll('user')
      .select([
        'session.id as session_id',
        'session.token_hash as session_token_hash',
        'session.expires_at as session_expires_at',
        'session.last_seen_at as session_last_seen_at',
      ]),
  )
  if (!row) return undefined
  const endsAt = sessionEnd({ last_seen_at: row.session_last_seen_at, expires_at: row.session_expires_at })
  return endsAt <= now ? undefined : { ...row, session_expires_at: endsAt }
}

/** When the session ends if no other request comes. */
export function sessionEnd({ last_seen_at, expires_at }: Pick<Session, 'last_seen_at' | 'expires_at'>): string {
  const idleAt = later(last_seen_at, IDLE_MS)
  return idleAt < expires_at ? idleAt : expires_at
}

interface Opened {
  readonly by: SignedInBy
  /** The hash of the API token that opens it; null for none. */
  readonly tokenHash: string | null
  readonly userAgent: string | null
}

/** Opens a session of the caller, whose user is locked and verified; `secret` is what the browser keeps of it. */
export async function openSession(
  tx: Tx,
  at: string,
  caller: Caller,
  { by, tokenHash, userAgent }: Opened,
): Promise<{ session: Session; secret: string }> {
  const { principal, ip } = caller
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  for (const oldest of await beyondLimit(tx, principal, tokenHash)) await signOut(tx, at, caller, oldest)
  const session = await insertRow(tx, 'session', {
    id: newId('session'),
    hash: hashOf(secret),
    user_id: principal.id,
    token_hash: tokenHash,
    created_at: at,
    last_seen_at: at,
    expires_at: later(at, LIFETIME_MS),
    ip,
    user_agent: userAgent === null ? null : printable(userAgent),
  })
  const data = { user: { id: principal.id, name: principal.name }, by }
  append(tx, at, caller, 'session.started', data, { subjectId: session.id })
  return { session, secret }
}

/**
 * Ends all sessions of a user, whose row is locked, and deletes their sign-in links; the event that suspends or deletes
 * the user covers this.
 */
export async function endSessionsOf(tx: Tx, at: string, userId: string): Promise<void> {
  const live = tx.updateTable('session').set({ ended_at: at }).where('ended_at', 'is', null)
  await live.where('user_id', '=', userId).execute()
  await tx.deleteFrom('sign_in_link').where('user_id', '=', userId).execute()
}

/** Ends a live session of the caller, with an event; false if there is none of this id. */
export async function signOut(tx: Tx, at: string, caller: Caller, id: string): Promise<boolean> {
  await lockSession(tx, id)
  const own = tx.updateTable('session').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null)
  const ended = await own.where('user_id', '=', caller.principal.id).returning('id').executeTakeFirst()
  if (!ended) return false
  const { id: userId, name } = caller.principal
  append(tx, at, caller, 'session.ended', { user: { id: userId, name } }, { subjectId: id })
  return true
}

/**
 * The live sessions that have to end before one more of the user begins, oldest first. LIMIT_EXCEEDED where a limited token
 * would have to end sessions that it has not opened.
 */
async function beyondLimit(tx: Tx, principal: Principal, tokenHash: string | null): Promise<string[]> {
  const live = await tx
    .selectFrom('session')
    .select(['id', 'token_hash'])
    .where('user_id', '=', principal.id)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(sql.lit(2 * MAX_SESSIONS))
    .execute()
  const surplus = live.length - (MAX_SESSIONS - 1)
  if (surplus <= 0) return []
  const endable = live.filter((session) => !isLimited(principal) || session.token_hash === tokenHash)
  if (endable.length < surplus)
    throw new AppError('LIMIT_EXCEEDED', `A user has at most ${MAX_SESSIONS} sessions`, { limit: MAX_SESSIONS })
  return endable
    .slice(-surplus)
    .map(({ id }) => id)
    .reverse()
}

/** The User-Agent header is untrusted text of the sender. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').slice(0, MAX_USER_AGENT_CHARACTERS)

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
