import type { Row } from '../../db/schema.ts'
import { badCredential } from '../errors.ts'
import { append } from '../events/append.ts'
import { newId } from '../store/id.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import type { Identity } from './jwt.ts'

/**
 * The user of an (issuer, subject), made or linked at first sight. Writes only where something changed: the groups, a
 * verified address that is free, or groups that would soon be too old to count.
 */
export async function signIn(store: Store, identity: Identity, groupsMaxAgeMs: number): Promise<Row<'user'>> {
  const known = await bySubject(store.db, identity)
  if (known && !(await changes(store.db, store, known, identity, groupsMaxAgeMs))) return known
  return store.write(async (tx) => {
    const user = (await bySubject(tx, identity)) ?? (await firstSight(tx, store.now(), identity))
    const set = await changes(tx, store, user, identity, groupsMaxAgeMs)
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
  const holder = email === null ? undefined : await byEmail(tx, email)
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
  await append(
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
  store: Store,
  user: Row<'user'>,
  identity: Identity,
  groupsMaxAgeMs: number,
): Promise<{ groups: string; groups_at: string; email: string | null } | null> {
  if (user.deleted_at !== null || user.suspended_at !== null) throw badCredential()
  const now = store.now()
  const groups = JSON.stringify(identity.groups)
  const aging = user.groups_at === null || Date.parse(now) - Date.parse(user.groups_at) > groupsMaxAgeMs / 4
  const moved = identity.email !== null && identity.email !== user.email && !(await byEmail(db, identity.email))
  if (groups === user.groups && !aging && !moved) return null
  return { groups, groups_at: now, email: moved ? identity.email : user.email }
}

function byEmail(db: Db | Tx, email: string): Promise<Row<'user'> | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).where('deleted_at', 'is', null).executeTakeFirst()
}
