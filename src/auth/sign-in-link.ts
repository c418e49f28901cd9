// Links that sign a browser in once, within 15 minutes: the way in for people who have no token at hand. The code is in
// the fragment of the address, which browsers never send; the database keeps its SHA-256.
import { randomBytes } from 'node:crypto'
import type { Row } from '../../db/schema.ts'
import type { Db, Tx } from '../store/database.ts'
import { hashOf } from './secret.ts'

export const LINK_LIFETIME_MS = 15 * 60_000
const CODE_BYTES = 32
const CODE = /^[A-Za-z0-9_-]{43}$/

export const newLinkCode = (): string => randomBytes(CODE_BYTES).toString('base64url')

/** The address that a browser opens. */
export const linkOf = (publicUrl: string, code: string): string => `${publicUrl}/sign-in#${code}`

/** Keeps a link for the user; answers when it ends, RFC 3339. */
export async function keepLink(tx: Tx, at: string, userId: string, code: string): Promise<string> {
  const expiresAt = new Date(Date.parse(at) + LINK_LIFETIME_MS).toISOString()
  await tx
    .insertInto('sign_in_link')
    .values({ hash: hashOf(code), user_id: userId, expires_at: expiresAt })
    .execute()
  return expiresAt
}

/**
 * The user whom a code signs in; undefined if the code is unknown, used or expired, or the user is suspended or
 * deleted.
 */
export function userOfLink(db: Db | Tx, now: string, code: string): Promise<Row<'user'> | undefined> {
  if (!CODE.test(code)) return Promise.resolve(undefined)
  return db
    .selectFrom('sign_in_link')
    .innerJoin('user', 'user.id', 'sign_in_link.user_id')
    .where('sign_in_link.hash', '=', hashOf(code))
    .where('sign_in_link.expires_at', '>', now)
    .where('user.suspended_at', 'is', null)
    .where('user.deleted_at', 'is', null)
    .selectAll('user')
    .executeTakeFirst()
}

/** Uses a code up; false if somebody else has used it since it was looked up. */
export async function useLink(tx: Tx, code: string): Promise<boolean> {
  const used = tx.deleteFrom('sign_in_link').where('hash', '=', hashOf(code)).returning('hash')
  return (await used.executeTakeFirst()) !== undefined
}
