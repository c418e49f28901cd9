import type { Row } from '../../../db/schema.ts'
import { authorize, type Grant, inWorkspace, verifyCaller } from '../../access/authorize.ts'
import { assertNotBuiltIn, assertPermission, assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { countedIds } from '../../events/catalogue/words.ts'
import { RoleNameEnum } from '../../graphql/enums.ts'
import { mutation } from '../../graphql/mutation.ts'
import type { Tx } from '../../store/database.ts'
import { isKind, newId } from '../../store/id.ts'
import { lockName, lockUsers } from '../../store/lock.ts'
import { nameTaken, unlessTaken } from '../../store/rows.ts'
import { checkAll, optionalText, slug } from '../../validate.ts'
import { addBinding, assertMayGrant } from '../member/binding.ts'
import { ServiceAccount } from '../principal/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { assertOwnsNoKind } from '../resource-kind/owner.ts'
import { appendRemovals, endAccount } from '../user/ending.ts'

const MAX_IN_WORKSPACE = 100

mutation('createServiceAccount', {
  description:
    'Creates a service account: in a workspace, at most 100, with SERVICE_ACCOUNT_MANAGE there; of the platform only as a platform admin. NAME_TAKEN if the name is in use.',
  input: (t) => ({
    workspace: t.field({
      type: WorkspaceRef,
      description: 'The one workspace in which it can be a member; omit it for an account of the platform.',
    }),
    name: t.string({ required: true, description: 'Unique in its workspace, or in the platform; never changes.' }),
    description: t.string({ description: 'At most 1,024 characters.' }),
    role: t.field({
      type: RoleNameEnum,
      description:
        'Its role in the workspace, at most ADMIN; also needs MEMBER_INVITE. If omitted, it is not yet a member.',
    }),
  }),
  payload: { serviceAccount: { type: ServiceAccount, description: 'The service account.' } },
  auth: { signedIn: true },
  errors: ['BUILT_IN', 'FORBIDDEN', 'LIMIT_EXCEEDED', 'NAME_TAKEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) => {
    const { name, description, role } = checkAll({
      name: () => slug('name', input.name),
      description: () => optionalText('description', input.description, { max: 1024, multiline: true }),
      role: () => {
        if (!input.role) return null
        if (!input.workspace) throw invalid('role', 'A role is one in a workspace: use addMember')
        return input.role
      },
    })
    const at = now()
    return write(async (tx) => {
      const grant = input.workspace
        ? await authorize(tx, caller, input.workspace, 'SERVICE_ACCOUNT_MANAGE')
        : await assertForPlatform(tx, caller)
      const id = newId('service_account')
      if (grant) {
        assertNotBuiltIn(caller, grant)
        if (role) {
          assertPermission(caller.principal, grant, 'MEMBER_INVITE')
          assertMayGrant(grant, id, role, 'MEMBER_INVITE')
        }
        await assertRoom(tx, grant)
      }
      const serviceAccount = await insertAccount(tx, at, caller, { id, name, description, grant })
      const account = { id, name }
      append(tx, at, grant ?? caller, 'service_account.created', { account }, { subjectId: id })
      if (grant && role) {
        const membership = await addBinding(tx, at, grant.workspace.id, id, role, caller.principal.id)
        append(tx, at, grant, 'member.added', { member: account, role }, { subjectId: membership.id })
      }
      return { serviceAccount }
    })
  },
})

mutation('deleteServiceAccount', {
  description:
    'Deletes a service account and ends its memberships and tokens; the history keeps its name. CONFLICT while it owns a kind of resource.',
  input: (t) => ({ serviceAccount: t.id({ required: true, description: 'The id of the service account.' }) }),
  payload: { deletedServiceAccountId: { type: 'ID', description: 'The id of the service account that is gone.' } },
  auth: { signedIn: true },
  errors: ['BUILT_IN', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'WORKSPACE_DELETING'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const { row, grant } = await accountToEnd(tx, caller, input.serviceAccount)
      if (!grant) await assertOwnsNoKind(tx, row.id)
      const at = now()
      const ended = await endAccount(tx, at, caller, row.id)
      await tx.updateTable('service_account').set({ deleted_at: at }).where('id', '=', row.id).execute()
      const account = { id: row.id, name: row.name }
      const data = { account, ...countedIds('revokedToken', ended.revokedTokenIds) }
      append(tx, at, grant ?? caller, 'service_account.deleted', data, { subjectId: row.id })
      await appendRemovals(tx, at, caller, account, ended)
      return { deletedServiceAccountId: row.id }
    }),
})

/** For what belongs to no workspace: FORBIDDEN unless the caller is a platform admin. */
async function assertForPlatform(tx: Tx, caller: Caller): Promise<null> {
  assertPlatformAdmin(caller)
  await lockName(tx, 'service accounts of the platform')
  await verifyCaller(tx, caller)
  return null
}

/** LIMIT_EXCEEDED if the workspace has reached the limit of service accounts. */
async function assertRoom(tx: Tx, { workspace }: Grant): Promise<void> {
  const live = await tx
    .selectFrom('service_account')
    .select('id')
    .where('workspace_id', '=', workspace.id)
    .where('deleted_at', 'is', null)
    .limit(MAX_IN_WORKSPACE)
    .execute()
  if (live.length < MAX_IN_WORKSPACE) return
  throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_IN_WORKSPACE} service accounts in a workspace`, {
    limit: MAX_IN_WORKSPACE,
  })
}

interface Wanted {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly grant: Grant | null
}

async function insertAccount(
  tx: Tx,
  at: string,
  { principal }: Caller,
  { id, name, description, grant }: Wanted,
): Promise<Row<'service_account'>> {
  await tx.insertInto('user').values({ id, name, service_account: 1, platform_admin: 0, created_at: at }).execute()
  const insert = tx.insertInto('service_account').values({
    id,
    workspace_id: grant?.workspace.id ?? null,
    name,
    description,
    created_at: at,
    created_by: principal.id,
    updated_at: at,
  })
  return unlessTaken(tx, nameTaken, () => insert.returningAll().executeTakeFirstOrThrow())
}

/** A live service account, locked, and permission to end it; no grant for one of the platform. */
async function accountToEnd(
  tx: Tx,
  caller: Caller,
  id: string,
): Promise<{ row: Row<'service_account'>; grant: Grant | null }> {
  const found = tx.selectFrom('service_account').selectAll().where('id', '=', id).where('deleted_at', 'is', null)
  const isAccount = isKind('service_account', id, 'serviceAccount')
  const home = isAccount ? await found.executeTakeFirst() : undefined
  if (home?.workspace_id) {
    const field = { field: 'serviceAccount' }
    const { grant } = await inWorkspace(tx, caller, 'service_account', id, 'SERVICE_ACCOUNT_MANAGE', field)
    assertNotBuiltIn(caller, grant)
    await lockUsers(tx, [id], 'exclusive')
    const row = await found.executeTakeFirst()
    if (!row) throw notFound()
    return { row, grant }
  }
  // to anybody else a service account of the platform is like one that does not exist
  if (!caller.principal.platformAdmin) throw notFound()
  await verifyCaller(tx, caller)
  await lockUsers(tx, [id], 'exclusive')
  const row = isAccount ? await found.executeTakeFirst() : undefined
  if (!row) throw notFound()
  return { row, grant: null }
}
