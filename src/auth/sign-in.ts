// Just-in-time provisioning: a verified JWT of an unknown (issuer, subject) creates a user, or links the one that an
// admin created for that address. Later tokens keep the user's name, address and groups up to date, and what they change is
// an event: with a group a user may lose rights.
import type { Row } from '../../db/schema.ts'
import { countingGroups, groupsCountSince } from '../access/groups.ts'
import { badCredential } from '../errors.ts'
import { append } from '../events/append.ts'
import { firstOf } from '../events/catalogue/words.ts'
import type { Db, Tx } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { lockUsers } from '../store/lock.ts'
import { renameMemberships } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { Identity } from './jwt/claims.ts'

type User = Row<'user'>
/** The columns of its user that a token changes. */
type Changes = Partial<Pick<User, 'name' | 'email' | 'email_verified' | 'claims_at' | 'groups' | 'groups_at'>>

/** Called with the user's id and the number of groups that were left out, when the groups of a token are stored. */
export type OnGroupsCut = (user: string, left: number) => void

interface Options {
  groupsMaxAgeMs: number
  onGroupsCut: OnGroupsCut
}

/**
 * Returns the user of an (issuer, subject), and provisions an unknown one. Writes only for an unknown subject and for a
 * token that is newer than any before and has groups, another name, or a verified address to take over. UNAUTHENTICATED
 * for a user who is suspended or deleted.
 */
export async function signIn(store: Store, identity: Identity, options: Options): Promise<User> {
  const current = await findBySubject(store.db, identity)
  if (current && !(await changesOf(store.db, current, identity))) return current
  const stored = await store.write(async (tx) => {
    const at = store.now()
    const before = (await lockedUser(tx, identity)) ?? (await provisionUser(tx, at, identity))
    const changes = await changesOf(tx, before, identity)
    if (!changes) return before
    const update = tx.updateTable('user').set(changes).where('id', '=', before.id)
    const user = await update.returningAll().executeTakeFirstOrThrow()
    if (user.name !== before.name) await renameMemberships(tx, user)
    appendChanges(tx, at, before, user, groupsCountSince(store, options.groupsMaxAgeMs))
    return user
  })
  const left = identity.groups?.left ?? 0
  if (left > 0 && stored.groups_at !== current?.groups_at) options.onGroupsCut(stored.id, left)
  return stored
}

/** The user of an (issuer, subject) that has signed in before, as it is now; UNAUTHENTICATED where there is none any more. */
export async function findUser(store: Store, identity: Identity): Promise<User> {
  const user = await findBySubject(store.db, identity)
  if (!user) throw badCredential('Its subject is no user any more')
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
  const holder = await lockedAddressHolder(tx, identity.email)
  if (holder && mayLink(holder, identity)) return linkUser(tx, at, holder, identity)
  return createUser(tx, at, { ...identity, email: holder ? null : identity.email })
}

/**
 * An admin enters an address before its user signs in; a holder with an identity is a different person. An address that
 * the issuer has not verified makes nobody a platform admin: at some issuers people choose their address themselves.
 */
function mayLink(holder: User, { emailVerified }: Identity): boolean {
  return holder.issuer === null && (emailVerified || holder.platform_admin === 0)
}

async function linkUser(tx: Tx, at: string, { id }: User, { issuer, subject }: Identity): Promise<User> {
  const update = tx.updateTable('user').set({ issuer, subject, email_verified: 1 }).where('id', '=', id)
  const user = await update.returningAll().executeTakeFirstOrThrow()
  append(tx, at, 'system', 'user.linked', { user: { id, name: user.name }, issuer }, { subjectId: id })
  return user
}

async function lockedAddressHolder(tx: Tx, email: string | null): Promise<User | undefined> {
  if (email === null) return undefined
  const holder = await findByEmail(tx, email)
  if (!holder) return undefined
  await lockUsers(tx, [holder.id], 'exclusive')
  return findByEmail(tx, email)
}

async function createUser(tx: Tx, at: string, identity: Identity): Promise<User> {
  const { issuer, subject, email } = identity
  const name = identity.name ?? identity.otherName
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

/** What the token changes; null if it is nothing. */
async function changesOf(db: Db | Tx, user: User, identity: Identity): Promise<Changes | null> {
  if (user.deleted_at !== null || user.suspended_at !== null) throw badCredential('The user is suspended or deleted')
  const changes = { ...changedGroups(user, identity), ...(await changedProfile(db, user, identity)) }
  return Object.keys(changes).length === 0 ? null : changes
}

/** An older token that is still valid must not bring back groups that a newer one no longer has. */
function changedGroups(user: User, { groups, issuedAt }: Identity): Changes {
  if (groups === null || (user.groups_at !== null && issuedAt < user.groups_at)) return {}
  const names = JSON.stringify(groups.names)
  return names === user.groups && issuedAt === user.groups_at ? {} : { groups: names, groups_at: issuedAt }
}

/** As with groups, two tokens with different claims must not overwrite each other in turn. */
async function changedProfile(db: Db | Tx, user: User, identity: Identity): Promise<Changes> {
  const { name, issuedAt } = identity
  if (user.claims_at !== null && issuedAt < user.claims_at) return {}
  const newName = name === null || name === user.name ? {} : { name }
  const changes = { ...newName, ...(await changedAddress(db, user, identity)) }
  return Object.keys(changes).length === 0 ? {} : { ...changes, claims_at: issuedAt }
}

/**
 * A new address is taken over only if it is free; an address that the provider no longer confirms counts as unverified.
 */
async function changedAddress(db: Db | Tx, user: User, { email, deniesEmail }: Identity): Promise<Changes> {
  const unverified = user.email_verified === 1 ? { email_verified: 0 } : {}
  if (email === null) return deniesEmail ? unverified : {}
  if (email === user.email) return user.email_verified === 1 ? {} : { email_verified: 1 }
  // the provider has another address for them, which belongs to somebody else here
  return (await findByEmail(db, email)) ? unverified : { email, email_verified: 1 }
}

/** Appends events about a new name or address, and about groups that begin or cease to count. */
function appendChanges(tx: Tx, at: string, before: User, after: User, since: string): void {
  const user = { id: after.id, name: after.name }
  const about = { subjectId: user.id }
  const fields = (['name', 'email'] as const).filter((field) => before[field] !== after[field])
  if (fields.length > 0) append(tx, at, 'system', 'user.updated', { user, fields }, about)
  const counting = (user: User) => new Set(countingGroups(user, () => since))
  const [old, fresh] = [counting(before), counting(after)]
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
