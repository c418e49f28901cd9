import type { Row } from '../../db/schema.ts'
import { badCredential } from '../errors.ts'
import { append } from '../events/append.ts'
import type { Db, Tx } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { lockUsers } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import type { Identity } from './jwt.ts'

/**
 * The user of an (issuer, subject), made or linked at first sight. Writes once for each token that is
 * newer than any before: the groups, and a verified address that is free.
 */
export async function signIn(store: Store, identity: Identity): Promise<Row<'user'>> {
  const known = await bySubject(store.db, identity)
  if (known && !(await changes(store.db, known, identity))) return known
  return store.write(async (tx) => {
    const found = await bySubject(tx, identity)
    if (found) await lockUsers(tx, [found.id], 'exclusive')
    const known = found && (await bySubject(tx, identity))
    const user = known ?? (await firstSight(tx, store.now(), identity))
    const set = await changes(tx, user, identity)
    if (!set) return user
    return tx.updateTable('user').set(set).where('id', '=', user.id).returningAll().executeTakeFirstOrThrow()
  })
}

function bySubject(db: Db | Tx, { issuer, subject }: Identity): Promise<Row<'user'> | undefined> {
  return db
    .selectFrom('user')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

async function firstSight(tx: Tx, at: string, identity: Identity): Promise<Row<'user'>> {
  const { issuer, subject, name, email } = identity
  const found = email === null ? undefined : await byEmail(tx, email)
  if (found) await lockUsers(tx, [found.id], 'exclusive')
  const holder = found && (await byEmail(tx, email))
  // an address that an admin entered waits for its person; one that has an identity already is somebody else's
  if (holder && holder.issuer === null) {
    return tx
      .updateTable('user')
      .set({ issuer, subject })
      .where('id', '=', holder.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  }
  const user = await tx
    .insertInto('user')
    .values({
      id: newId('user'),
      name,
      email: holder ? null : email,
      platform_admin: 0,
      issuer,
      subject,
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  append(
    tx,
    at,
    'system',
    'user.created',
    { user: { id: user.id, name: user.name }, platformAdmin: false, by: 'sign-in' },
    { subjectId: user.id },
  )
  return user
}

/** What a sign-in writes; null for nothing. */
async function changes(
  db: Db | Tx,
  user: Row<'user'>,
  identity: Identity,
): Promise<{ groups: string; groups_at: string; email: string | null } | null> {
  if (user.deleted_at !== null || user.suspended_at !== null) throw badCredential()
  const groups = JSON.stringify(identity.groups)
  const set = { groups, groups_at: identity.issuedAt, email: user.email }
  // the groups are as of the newest token seen: one that is older, and still good, does not bring lost ones back
  if (user.groups_at !== null && identity.issuedAt < user.groups_at) return null
  const other = identity.email !== null && identity.email !== user.email
  if (other && !(await byEmail(db, identity.email))) return { ...set, email: identity.email }
  return groups === user.groups && identity.issuedAt === user.groups_at ? null : set
}

function byEmail(db: Db | Tx, email: string | null): Promise<Row<'user'> | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).where('deleted_at', 'is', null).executeTakeFirst()
}
