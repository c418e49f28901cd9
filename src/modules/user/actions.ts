// Users as platform admins manage them. A deleted user stays as a tombstone, so that history keeps its names.
import type { RoleName, Row } from '../../../db/schema.ts'
import { authorize, lookUp, verifyCaller, type WorkspaceRef } from '../../access/authorize.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { isKind, newId } from '../../store/id.ts'
import { lockName, lockUsers, lockWorkspaces } from '../../store/lock.ts'
import { unlessTaken } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { notNull, text } from '../../validate.ts'
import { addBinding, checkGrantable } from '../member/binding.ts'
import { type Owned, ownedBy } from '../member/ownership.ts'
import { revokeWithMinted } from '../token/revoke.ts'

type User = Row<'user'>
type Maybe<T> = T | null | undefined

export interface CreateUser {
  email?: Maybe<string>
  name: string
  platformAdmin?: Maybe<boolean>
  memberships?: Maybe<readonly { workspace: WorkspaceRef; role: RoleName }[]>
}
export interface UpdateUser {
  user: string
  name?: Maybe<string>
  email?: Maybe<string>
  platformAdmin?: Maybe<boolean>
}

const MAX_MEMBERSHIPS = 100
const named = ({ id, name }: User) => ({ id, name })

/** A new user, with the memberships given, or nothing. CONFLICT where the address is another's. */
export async function createUser(store: Store, caller: Caller, input: CreateUser): Promise<User> {
  assertPlatformAdmin(caller)
  const name = text('name', input.name, { max: 128 })
  const memberships = input.memberships ?? []
  if (memberships.length > MAX_MEMBERSHIPS) {
    throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_MEMBERSHIPS} memberships`, { limit: MAX_MEMBERSHIPS })
  }
  const at = store.now()
  return store.write(async (tx) => {
    await lockHomes(tx, memberships)
    await verifyCaller(tx, caller)
    const email = input.email ?? null
    if (email !== null) await readmit(tx, email)
    const user = await unlessTaken(tx, emailTaken(), () =>
      tx
        .insertInto('user')
        .values({ id: newId('user'), name, email, platform_admin: input.platformAdmin ? 1 : 0, created_at: at })
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
    const data = { user: named(user), platformAdmin: user.platform_admin === 1, by: 'admin' as const }
    append(tx, at, caller, 'user.created', data, { subjectId: user.id })
    for (const { workspace, role } of memberships) await join(tx, at, caller, user, workspace, role)
    return user
  })
}

/** All at once: one by one, two calls could wait for each other. */
async function lockHomes(tx: Tx, memberships: readonly { workspace: WorkspaceRef }[]): Promise<void> {
  const found = memberships.flatMap(({ workspace }) => lookUp(workspace) ?? [])
  const values = (by: 'id' | 'name') => found.filter((ref) => ref.by === by).map((ref) => ref.value)
  const names = dialectOf(tx).keys(values('name'))
  const named = await tx.selectFrom('workspace').select('id').where('name', 'in', names).execute()
  await lockWorkspaces(tx, 'id', [...values('id'), ...named.map(({ id }) => id)])
}

/** A deleted identity stays refused until its address is created again: from then on it may sign in anew. */
async function readmit(tx: Tx, email: string): Promise<void> {
  await tx
    .updateTable('user')
    .set({ issuer: null, subject: null })
    .where('email', '=', email)
    .where('deleted_at', 'is not', null)
    .execute()
}

async function join(tx: Tx, at: string, caller: Caller, user: User, ref: WorkspaceRef, role: RoleName): Promise<void> {
  const grant = await authorize(tx, caller, ref, 'MEMBER_INVITE')
  checkGrantable(grant, user.id, role, 'MEMBER_INVITE')
  const known = await tx
    .selectFrom('membership')
    .select('id')
    .where('workspace_id', '=', grant.workspace.id)
    .where('principal', '=', user.id)
    .executeTakeFirst()
  if (known) throw invalid('memberships', 'A workspace is named twice')
  const membership = await addBinding(tx, at, grant.workspace.id, user.id, role, caller.principal.id)
  append(tx, at, grant, 'member.added', { member: named(user), role }, { subjectId: membership.id })
}

/** Changes what is given; a null e-mail clears it. */
export async function updateUser(store: Store, caller: Caller, input: UpdateUser): Promise<User> {
  assertPlatformAdmin(caller)
  const name = notNull('name', input.name)
  const platformAdmin = notNull('platformAdmin', input.platformAdmin)
  const set = {
    ...(name === undefined ? {} : { name: text('name', name, { max: 128 }) }),
    ...(input.email === undefined ? {} : { email: input.email }),
    ...(platformAdmin === undefined ? {} : { platform_admin: platformAdmin ? 1 : 0 }),
  }
  if (Object.keys(set).length === 0) throw invalid('input', 'Nothing to change was given')
  return store.write(async (tx) => {
    await lockBoth(tx, caller, input.user)
    await verifyCaller(tx, caller)
    const before = await find(tx, input.user)
    const at = store.now()
    const user = await unlessTaken(tx, emailTaken(), () =>
      tx.updateTable('user').set(set).where('id', '=', before.id).returningAll().executeTakeFirstOrThrow(),
    )
    if (user.name !== before.name)
      await tx.updateTable('membership').set({ name: user.name }).where('principal', '=', user.id).execute()
    const fields = (['name', 'email', 'platformAdmin'] as const).filter((field) => input[field] !== undefined)
    const changed = before.platform_admin !== user.platform_admin
    const data = {
      user: named(user),
      fields,
      ...(changed ? { platformAdmin: { from: before.platform_admin === 1, to: user.platform_admin === 1 } } : {}),
    }
    append(tx, at, caller, 'user.updated', data, { subjectId: user.id })
    return user
  })
}

/** Refuses the user everywhere from now on, tokens too. Workspaces left without an owner who can act say so. */
export async function suspendUser(
  store: Store,
  caller: Caller,
  input: { user: string; reason: string },
): Promise<User> {
  assertPlatformAdmin(caller)
  const reason = text('reason', input.reason, { max: 1024 })
  return store.write(async (tx) => {
    // two owners suspended at once: the second is the one that leaves the workspace without any
    await lockName(tx, 'owners')
    await lockBoth(tx, caller, input.user)
    await verifyCaller(tx, caller)
    const before = await find(tx, input.user)
    if (before.suspended_at !== null) return before
    const at = store.now()
    const user = await tx
      .updateTable('user')
      .set({ suspended_at: at, suspended_reason: reason })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    append(tx, at, caller, 'user.suspended', { user: named(user), reason }, { subjectId: user.id })
    for (const workspace of await ownedBy(tx, user.id)) {
      if (workspace.othersActive > 0) continue
      const about = { workspaceId: workspace.id, subjectId: workspace.id }
      append(tx, at, caller, 'workspace.ownerless', { name: workspace.name, because: named(user) }, about)
    }
    return user
  })
}

/** Lets a suspended user in again. */
export async function resumeUser(store: Store, caller: Caller, input: { user: string }): Promise<User> {
  assertPlatformAdmin(caller)
  return store.write(async (tx) => {
    await lockBoth(tx, caller, input.user)
    await verifyCaller(tx, caller)
    const before = await find(tx, input.user)
    if (before.suspended_at === null) return before
    const user = await tx
      .updateTable('user')
      .set({ suspended_at: null, suspended_reason: null })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    append(tx, store.now(), caller, 'user.resumed', { user: named(user) }, { subjectId: user.id })
    return user
  })
}

/** Leaves a tombstone: memberships, tokens and rights go, the name stays in history. LAST_OWNER names workspaces. */
export async function deleteUser(store: Store, caller: Caller, input: { user: string }): Promise<string> {
  assertPlatformAdmin(caller)
  return store.write(async (tx) => {
    await lockName(tx, 'owners')
    await lockBoth(tx, caller, input.user)
    await verifyCaller(tx, caller)
    const user = await find(tx, input.user)
    const owned = await ownedBy(tx, user.id)
    refuseLastOwner(owned)
    const at = store.now()
    const left = await tx.deleteFrom('membership').where('principal', '=', user.id).returning('workspace_id').execute()
    const tokens = await tx.selectFrom('api_token').select('id').where('owner_id', '=', user.id).execute()
    const tokenIds = tokens.map((token) => token.id)
    await revokeWithMinted(tx, tokenIds, at, caller.principal.id)
    await tx.deleteFrom('workspace_preference').where('user_id', '=', user.id).execute()
    await tx
      .updateTable('user')
      .set({ deleted_at: at, platform_admin: 0, groups: '[]', groups_at: null })
      .where('id', '=', user.id)
      .execute()
    const workspaceIds = left.map((row) => row.workspace_id)
    append(tx, at, caller, 'user.deleted', { user: named(user), workspaceIds }, { subjectId: user.id })
    return user.id
  })
}

function refuseLastOwner(owned: readonly Owned[]): void {
  const alone = owned.filter((workspace) => workspace.othersActive === 0)
  if (alone.length === 0) return
  throw new AppError('LAST_OWNER', `The user is the last owner of ${alone.map(({ name }) => name).join(', ')}`, {
    workspaces: alone.map(({ id, name }) => ({ id, name })),
  })
}

/** In one go: two who change each other, or one who changes itself twice, would wait for each other. */
async function lockBoth(tx: Tx, caller: Caller, id: string): Promise<void> {
  if (isKind('user', id, 'user')) await lockUsers(tx, [caller.principal.id, id], 'exclusive')
}

async function find(tx: Tx, id: string): Promise<User> {
  const user = isKind('user', id, 'user')
    ? await tx.selectFrom('user').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
    : undefined
  if (!user) throw notFound()
  return user
}

const emailTaken = () => new AppError('CONFLICT', 'The e-mail address is taken', { field: 'email' })
