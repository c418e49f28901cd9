import type { RoleName, Row } from '../../../../db/schema.ts'
import { accessTo } from '../../../access/access.ts'
import { assertAllowed, lookUp, type WorkspaceRef as Ref, verifyCaller } from '../../../access/authorize.ts'
import { assertPlatformAdmin, assertVisible } from '../../../access/judge.ts'
import type { Caller } from '../../../access/principal.ts'
import { AppError, invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { builder } from '../../../graphql/builder.ts'
import { RoleNameEnum } from '../../../graphql/enums.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
import { newId } from '../../../store/id.ts'
import { lockWorkspaces } from '../../../store/lock.ts'
import { insertRow, unlessTaken } from '../../../store/rows.ts'
import { text } from '../../../validate.ts'
import { addBinding, assertMayGrant } from '../../member/binding.ts'
import { User } from '../../principal/graphql.ts'
import { WorkspaceRef } from '../../refs.ts'
import { emailTaken, namedUser } from '../rows.ts'

const MAX_MEMBERSHIPS = 100

const NewMembershipInput = builder.inputType('NewMembershipInput', {
  description: 'A membership of a user who is being created.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    role: t.field({ description: 'The role that it gives.', type: RoleNameEnum, required: true }),
  }),
})

mutation('createUser', {
  description: 'Creates a user with at most 100 memberships, all or nothing. CONFLICT if the address is in use.',
  input: (t) => ({
    email: t.field({
      description: 'The address that they sign in with; without it they can only use tokens.',
      type: 'EmailAddress',
    }),
    name: t.string({ description: 'Their display name: at most 128 characters.', required: true }),
    platformAdmin: t.boolean({
      description: 'Whether they may do everything in every workspace.',
      defaultValue: false,
    }),
    memberships: t.field({ description: 'The workspaces that they join: at most 100.', type: [NewMembershipInput] }),
  }),
  payload: { user: User },
  auth: { platformAdmin: true },
  errors: ['CONFLICT', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) => {
    const name = text('name', input.name, { max: 128 })
    const memberships = input.memberships ?? []
    if (memberships.length > MAX_MEMBERSHIPS) {
      throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_MEMBERSHIPS} memberships`, { limit: MAX_MEMBERSHIPS })
    }
    const email = input.email ?? null
    const platformAdmin = input.platformAdmin ?? false
    const at = now()
    return write(async (tx) => {
      assertPlatformAdmin(caller)
      const refs = memberships.map(({ workspace }) => workspace)
      const workspaceIds = await lockAll(tx, refs)
      await verifyCaller(tx, caller)
      if (email !== null) await forgetDeletedIdentity(tx, email)
      const values = { name, email, platform_admin: platformAdmin ? 1 : 0, created_at: at }
      const insert = () => insertRow(tx, 'user', { id: newId('user'), ...values })
      const user = await unlessTaken(tx, emailTaken, insert)
      const data = { user: namedUser(user), platformAdmin, by: 'admin' as const }
      append(tx, at, caller, 'user.created', data, { subjectId: user.id })
      const asked = memberships.map(({ role }, index) => ({ role, workspaceId: workspaceIds[index] ?? null }))
      await addMemberships(tx, at, caller, user, asked)
      return { user }
    })
  },
})

/**
 * Locks the workspaces by one statement, in the order of their ids, so that two calls that name the same ones cannot
 * deadlock. Answers the id of each; null for a reference that names none.
 */
async function lockAll(tx: Tx, refs: readonly Ref[]): Promise<(string | null)[]> {
  if (refs.length === 0) return []
  const found = refs.map(lookUp)
  const names = found.flatMap((ref) => (ref?.by === 'name' ? ref.value : []))
  const named = tx.selectFrom('workspace').select(['id', 'name']).where('name', 'in', dialectOf(tx).keys(names))
  const idOf = new Map((await named.execute()).map(({ id, name }) => [name, id]))
  const ids = found.map((ref) => (ref?.by === 'name' ? idOf.get(ref.value) : ref?.value) ?? null)
  const present = ids.filter((id) => id !== null)
  await lockWorkspaces(tx, 'id', present)
  return ids
}

/** Gives the user each role, as far as the caller may: the rights in all workspaces, which are locked, are read at once. */
async function addMemberships(
  tx: Tx,
  at: string,
  caller: Caller,
  user: Row<'user'>,
  asked: readonly { workspaceId: string | null; role: RoleName }[],
): Promise<void> {
  if (asked.length === 0) return
  const ids = asked.flatMap(({ workspaceId }) => workspaceId ?? [])
  const accesses = new Map((await accessTo(tx, caller.principal, 'id', ids)).map((it) => [it.workspace.id, it]))
  const joined = new Set<string>()
  for (const { workspaceId, role } of asked) {
    const access = (workspaceId !== null && accesses.get(workspaceId)) || null
    assertVisible(access)
    const grant = assertAllowed({ ...access, caller }, 'MEMBER_INVITE')
    const { id } = grant.workspace
    assertMayGrant(grant, user.id, role, 'MEMBER_INVITE')
    if (joined.has(id)) throw invalid('memberships', 'A workspace is named twice')
    joined.add(id)
    const membership = await addBinding(tx, at, id, user.id, role, caller.principal.id)
    append(tx, at, grant, 'member.added', { member: namedUser(user), role }, { subjectId: membership.id })
  }
}

/**
 * The identity (issuer and subject) of a deleted user is refused at sign-in. When its address is given to a new user,
 * the refusal ends: the person may sign in again.
 */
async function forgetDeletedIdentity(tx: Tx, email: string): Promise<void> {
  await tx
    .updateTable('user')
    .set({ issuer: null, subject: null })
    .where('email', '=', email)
    .where('deleted_at', 'is not', null)
    .execute()
}
