// Just-in-time provisioning: a verified JWT of an unknown (issuer, subject) creates a user, or links the one that an
// admin created for that address. Later tokens keep the user's groups and address up to date, and what they change is an
// event: with a group a user may lose rights.
import type { Row } from '../../db/schema.ts'
import { countingGroups, groupsCountSince } from '../access/groups.ts'
import { badCredential } from '../errors.ts'
import { append } from '../events/append.ts'
import { firstOf } from '../events/catalogue/words.ts'
import type { Db, Tx } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { lockUsers } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import type { Identity } from './jwt.ts'

type User = Row<'user'>

/**
 * Returns the user of an (issuer, subject), and provisions an unknown one. Writes only for an unknown subject and for a
 * token that is newer than any before, or that has a verified address to take over. UNAUTHENTICATED for a user who is
 * suspended or deleted.
 */
export async function signIn(store: Store, identity: Identity, groupsMaxAgeMs: number): Promise<User> {
  const current = await findBySubject(store.db, identity)
  if (current && !(await changedColumns(store.db, current, identity))) return current
  return store.write(async (tx) => {
    const at = store.now()
    const before = (await lockedUser(tx, identity)) ?? (await provisionUser(tx, at, identity))
    const changed = await changedColumns(tx, before, identity)
    if (!changed) return before
    const update = tx.updateTable('user').set(changed).where('id', '=', before.id)
    const user = await update.returningAll().executeTakeFirstOrThrow()
    appendChanges(tx, at, before, user, groupsCountSince(store, groupsMaxAgeMs))
    return user
  })
}

/** The user of an (issuer, subject) that has signed in before, as it is now; UNAUTHENTICATED where there is none any more. */
export async function findUser(store: Store, identity: Identity): Promise<User> {
  const user = await findBySubject(store.db, identity)
  if (!user) throw badCredential()
  return user
}

/** The user's row as it is under the lock: another transaction may have changed it while this one waited. */
async function lockedUser(tx: Tx, identity: Identity): Promise<User | undefined> {
  const user = await findBySubject(tx, identity)
  if (!user) return undefined
  await lockUsers(tx, [user.id], 'exclusive')
  return findBySubject(tx, identity)
}

async function provisionUser(tx: Tx, at: string, identity: Identity): Promise<User> {
  const { issuer, subject } = identity
  const holder = await lockedAddressHolder(tx, identity.email)
  // An admin enters an address before its user signs in. A holder with an identity is a different person.
  if (holder && holder.issuer === null) {
    return tx
      .updateTable('user')
      .set({ issuer, subject, email_verified: 1 })
      .where('id', '=', holder.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  }
  return createUser(tx, at, { ...identity, email: holder ? null : identity.email })
}

async function lockedAddressHolder(tx: Tx, email: string | null): Promise<User | undefined> {
  if (email === null) return undefined
  const holder = await findByEmail(tx, email)
  if (!holder) return undefined
  await lockUsers(tx, [holder.id], 'exclusive')
  return findByEmail(tx, email)
}

async function createUser(tx: Tx, at: string, { issuer, subject, name, email }: Identity): Promise<User> {
  const email_verified = email === null ? 0 : 1
  const user = await tx
    .insertInto('user')
    .values({ id: newId('user'), name, email, email_verified, platform_admin: 0, issuer, subject, created_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  const data = { user: { id: user.id, name: user.name }, platformAdmin: false, by: 'sign-in' } as const
  append(tx, at, 'system', 'user.created', data, { subjectId: user.id })
  return user
}

/** The columns that this token changes; null if there are none. */
async function changedColumns(
  db: Db | Tx,
  user: User,
  identity: Identity,
): Promise<Pick<User, 'groups' | 'groups_at' | 'email' | 'email_verified'> | null> {
  if (user.deleted_at !== null || user.suspended_at !== null) throw badCredential()
  // An older token that is still valid must not bring back groups that a newer one no longer has.
  if (user.groups_at !== null && identity.issuedAt < user.groups_at) return null
  const groups = JSON.stringify(identity.groups)
  const isVerified = user.email_verified === 1 || (identity.email !== null && identity.email === user.email)
  const columns = { groups, groups_at: identity.issuedAt, email: user.email, email_verified: isVerified ? 1 : 0 }
  const isNewEmail = identity.email !== null && identity.email !== user.email
  if (isNewEmail && !(await findByEmail(db, identity.email)))
    return { ...columns, email: identity.email, email_verified: 1 }
  const isKnown = columns.email_verified === user.email_verified
  return groups === user.groups && identity.issuedAt === user.groups_at && isKnown ? null : columns
}

/** Tells of a new address, and of groups that count from here on or no longer do. */
function appendChanges(tx: Tx, at: string, before: User, after: User, since: string): void {
  const user = { id: after.id, name: after.name }
  const about = { subjectId: user.id }
  if (before.email !== after.email) append(tx, at, 'system', 'user.updated', { user, fields: ['email'] }, about)
  const [old, fresh] = [new Set(countingGroups(before, since)), new Set(countingGroups(after, since))]
  const added = [...fresh].filter((group) => !old.has(group))
  const removed = [...old].filter((group) => !fresh.has(group))
  if (added.length + removed.length === 0) return
  const counts = { addedCount: added.length, removedCount: removed.length }
  const data = { user, added: firstOf(added), removed: firstOf(removed), ...counts }
  append(tx, at, 'system', 'group.membership_changed', data, about)
}

function findBySubject(db: Db | Tx, { issuer, subject }: Identity): Promise<User | undefined> {
  return db
    .selectFrom('user')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

function findByEmail(db: Db | Tx, email: string | null): Promise<User | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).where('deleted_at', 'is', null).executeTakeFirst()
}
