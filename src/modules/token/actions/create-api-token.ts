// A token never reaches further than the credential that made it: it is not broader, does not live longer, and is good
// nowhere else. All of that is judged in the transaction that inserts it.
import { type RawBuilder, sql } from 'kysely'
import type { RoleName, Row } from '../../../../db/schema.ts'
import {
  assertAllowed,
  findAccess,
  type Grant,
  lockWorkspace,
  lookUp,
  readLocked,
  verifyCaller,
  type WorkspaceRef as WorkspaceReference,
} from '../../../access/authorize.ts'
import { assertNotBuiltIn, assertPlatformAdmin, can, forbidden, tokenCarries } from '../../../access/judge.ts'
import type { Permission } from '../../../access/policy.ts'
import { boundWorkspace, type Caller, isServiceAccount, ROLE_RANK, roleOfRank } from '../../../access/principal.ts'
import { hashOf, hintOf, newSecret } from '../../../auth/secret.ts'
import { MAX_LIVE_TOKENS_OF_ACCOUNTS } from '../../../config/limits.ts'
import { AppError, invalid, notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { PermissionEnum, RoleNameEnum } from '../../../graphql/enums.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
import { isKind, newId } from '../../../store/id.ts'
import { lockName, lockUsers } from '../../../store/lock.ts'
import { runPrepared } from '../../../store/prepared.ts'
import { findRow, insertRow } from '../../../store/rows.ts'
import { checkAll, optionalText, text } from '../../../validate.ts'
import { WorkspaceRef } from '../../refs.ts'
import { ApiToken } from '../graphql.ts'
import { expiryOf } from '../lifetime.ts'

type Maybe<T> = T | null | undefined

/** The most tokens of one owner that neither expired nor were revoked: in one workspace, and of the personal ones. */
const MAX_LIVE_TOKENS = 100

mutation('createApiToken', {
  description:
    'Creates a token. For a workspace it needs TOKEN_CREATE there, and for a service account SERVICE_ACCOUNT_MANAGE; a token cannot create one with more rights than its own. LIMIT_EXCEEDED beyond 100 live tokens of one owner in a workspace, 100 personal tokens, and 200 of all service accounts of a workspace.',
  inputDescription:
    "Without `workspace`: a personal token. `serviceAccount`: a token of that account, valid only in its workspace. `user`: a token of that user, for platform admins. `role` and `permissions` can't exceed the caller's own. Without `platformAdmin`, a platform admin's token has no platform rights. The default of `expiresIn` is 30 days, or the server's maximum if that is less.",
  input: (t) => ({
    name: t.string({ description: 'Its name: 1 to 64 characters, not necessarily unique.', required: true }),
    description: t.string({ description: 'At most 1,024 characters.' }),
    workspace: t.field({
      description: 'The one workspace where it can be used; omit it for a personal token.',
      type: WorkspaceRef,
    }),
    user: t.id({ description: 'The id of its owner, for platform admins; the caller if omitted.' }),
    serviceAccount: t.id({
      description:
        'The id of a service account as its owner; needs SERVICE_ACCOUNT_MANAGE. The token stays valid when its creator leaves.',
    }),
    role: t.field({
      description: "The highest role that it can have; the caller's own if omitted.",
      type: RoleNameEnum,
    }),
    permissions: t.field({
      description: 'The only permissions that it can use; all those of its role if omitted.',
      type: [PermissionEnum],
    }),
    platformAdmin: t.boolean({
      description: 'Whether it carries the platform rights of its owner.',
      defaultValue: false,
    }),
    expiresIn: t.field({
      description: "How long it is valid. The default is 30 days, or the server's maximum if that is less.",
      type: 'Duration',
    }),
  }),
  payload: {
    token: { type: ApiToken, description: 'The token, without its secret.' },
    secret: {
      type: 'String',
      nullable: true,
      secret: true,
      description: 'Shown only in this response; null when the response is repeated for its idempotency key.',
    },
  },
  auth: { signedIn: true },
  errors: ['BUILT_IN', 'FORBIDDEN', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'TOKEN_LIFETIME_EXCEEDED', 'WORKSPACE_DELETING'],
  action: async ({ caller, config, now, write }, input) => {
    const { principal } = caller
    const permissions = input.permissions ?? principal.token?.permissions ?? null
    const role = input.role ?? principal.token?.role ?? null
    const at = now()
    const { name, description, platformAdmin, expiresAt } = checkAll({
      name: () => text('name', input.name, { max: 64 }),
      description: () => optionalText('description', input.description, { max: 1024, multiline: true }),
      permissions: () => {
        if (!permissions || permissions.includes('WORKSPACE_READ')) return
        const nothing = 'A token that lacks WORKSPACE_READ could do nothing: no workspace would exist for it'
        throw invalid('permissions', nothing)
      },
      platformAdmin: () => {
        if (!input.platformAdmin) return false
        if (input.workspace) throw invalid('platformAdmin', 'A token of one workspace has no platform rights')
        if (!permissions && (role ?? 'OWNER') === 'OWNER') return true
        throw invalid('platformAdmin', 'A token with platform rights is not lowered by role or permissions')
      },
      expiresAt: () => expiryOf(caller, Date.parse(at), input.expiresIn, config.tokenMaxLifetimeMs),
    })
    if (input.serviceAccount && input.user) throw invalid('user', 'A token has one owner')
    if (!input.serviceAccount && isServiceAccount(principal.id)) {
      throw forbidden('A service account has the tokens that are made for it: name it as `serviceAccount`')
    }
    const secret = newSecret()
    return write(async (tx) => {
      const account = typeof input.serviceAccount === 'string' ? await accountOf(tx, input.serviceAccount) : null
      const workspace = account?.workspace_id ? { id: account.workspace_id } : input.workspace
      const ownerId = account?.id ?? input.user ?? principal.id
      if (workspace) await lockWorkspace(tx, workspace)
      // of two personal tokens created at once, the second must count the first; in a workspace its lock ensures that
      else await lockName(tx, `personal tokens of ${ownerId}`)
      if (account || (input.user && isKind('user', input.user, 'user')))
        await lockUsers(tx, [principal.id, ownerId], 'share')
      await verifyCaller(tx, caller)
      const owner = account ? await ownerOfAccount(tx, caller, account) : await ownerOf(tx, caller, input.user)
      const needed = account?.workspace_id ? 'SERVICE_ACCOUNT_MANAGE' : 'TOKEN_CREATE'
      const grant = workspace ? assertAllowed(await readLocked(tx, caller, workspace), needed) : null
      // only after the permission was checked: to others the account must look like one that does not exist
      if (grant && account && input.workspace) assertHome(grant, input.workspace)
      if (grant && account) assertNotBuiltIn(caller, grant)
      if (!grant) assertMayCreatePersonalToken(caller)
      assertNotBroader(caller, grant, role, permissions)
      if (platformAdmin) {
        assertPlatformAdmin(caller)
        if (owner.platform_admin !== 1) throw invalid('platformAdmin', 'The user is no platform admin')
      }
      if (grant && owner.id !== principal.id)
        await assertOwnerHasRole(tx, grant, owner, account ? 'serviceAccount' : 'user')
      await assertRoomForToken(tx, at, owner.id, grant?.workspace.id ?? null)
      if (grant && account) await assertRoomAmongAccounts(tx, at, grant.workspace.id)
      const token = await insertRow(tx, 'api_token', {
        id: newId('api_token'),
        hash: hashOf(secret),
        hint: hintOf(secret),
        name,
        description,
        workspace_id: grant?.workspace.id ?? null,
        owner_id: owner.id,
        role,
        permissions: permissions ? JSON.stringify([...new Set(permissions)]) : null,
        platform_admin: platformAdmin ? 1 : 0,
        created_at: at,
        created_by: principal.id,
        // the token of a service account outlives the token that made it
        minted_by: account ? null : (principal.token?.id ?? null),
        expires_at: expiresAt,
      })
      const data = { name, owner: { id: owner.id, name: owner.name }, expiresAt, role, platformAdmin }
      append(tx, at, grant ?? caller, 'token.created', data, { subjectId: token.id })
      return { token, secret }
    })
  },
})

/** A live service account. NOT_FOUND where there is none; whether the caller may know of it is judged by its workspace. */
async function accountOf(tx: Tx, id: string): Promise<Row<'service_account'>> {
  const found = tx.selectFrom('service_account').selectAll().where('id', '=', id).where('deleted_at', 'is', null)
  const account = isKind('service_account', id, 'serviceAccount') ? await found.executeTakeFirst() : undefined
  if (!account) throw notFound()
  return account
}

/** INVALID_INPUT for another workspace than that of the service account. */
function assertHome({ workspace }: Grant, asked: WorkspaceReference): void {
  const named = lookUp(asked)
  if (named && workspace[named.by] === named.value) return
  throw invalid('workspace', 'A token of a service account is good in the workspace of the account')
}

/** The row by which a service account owns tokens. One of the platform is for platform admins. */
async function ownerOfAccount(tx: Tx, { principal }: Caller, account: Row<'service_account'>): Promise<Row<'user'>> {
  if (account.workspace_id === null && !principal.platformAdmin) throw notFound()
  const live = tx.selectFrom('user').selectAll().where('id', '=', account.id).where('deleted_at', 'is', null)
  return live.executeTakeFirstOrThrow(() => notFound())
}

async function ownerOf(tx: Tx, caller: Caller, userId: Maybe<string>): Promise<Row<'user'>> {
  const id = userId ?? caller.principal.id
  const isUser = isKind('user', id, 'user')
  if (id !== caller.principal.id) assertPlatformAdmin(caller)
  const user = isUser ? await findRow(tx, 'user', { id }) : undefined
  if (!user || user.deleted_at !== null) throw notFound()
  return user
}

/** LIMIT_EXCEEDED for an owner who has reached the limit of live tokens there. */
async function assertRoomForToken(tx: Tx, at: string, ownerId: string, workspaceId: string | null): Promise<void> {
  const where = workspaceId === null ? 'personal tokens' : 'tokens in a workspace'
  const live = await runPrepared(tx, `live ${where}`, { at, ownerId, workspaceId }, ({ at, ownerId, ...known }) =>
    tx
      .selectFrom('api_token')
      .select('id')
      .where('owner_id', '=', ownerId)
      .where('workspace_id', workspaceId === null ? 'is' : '=', workspaceId === null ? null : known.workspaceId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      // PostgreSQL plans this without knowing that an owner may have many tokens that have expired
      .orderBy('expires_at')
      .limit(sql.lit(MAX_LIVE_TOKENS)),
  )
  if (live.length < MAX_LIVE_TOKENS) return
  throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_LIVE_TOKENS} live ${where}`, { limit: MAX_LIVE_TOKENS })
}

/** LIMIT_EXCEEDED if the service accounts of the workspace have reached the limit of live tokens together. */
async function assertRoomAmongAccounts(tx: Tx, at: string, workspaceId: string): Promise<void> {
  const limit = MAX_LIVE_TOKENS_OF_ACCOUNTS
  const live = await runPrepared(tx, 'live tokens of accounts', { at, workspaceId }, ({ at, workspaceId }) => {
    const accounts = sql`(select id from service_account where workspace_id = ${workspaceId} and deleted_at is null)`
    // account by account: the other tokens of the workspace may be many more
    const liveOf = (selected: RawBuilder<unknown>) =>
      tx
        .selectFrom('api_token')
        .select(selected as never)
        .where(sql<boolean>`api_token.owner_id = parent.id`)
        .where('workspace_id', '=', workspaceId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', at)
        .limit(sql.lit(limit))
    const tokens = dialectOf(tx).firstOfEach(accounts, { table: 'api_token', key: 'id' }, liveOf)
    return sql<{ id: string }>`select child.id from ${tokens} limit ${sql.lit(limit)}`
  })
  if (live.length < limit) return
  throw new AppError('LIMIT_EXCEEDED', `At most ${limit} live tokens of the service accounts of a workspace`, { limit })
}

/** FORBIDDEN for a token whose own permissions lack TOKEN_CREATE, where no workspace asks for it. */
function assertMayCreatePersonalToken({ principal }: Caller): void {
  if (tokenCarries(principal, 'TOKEN_CREATE')) return
  throw forbidden('This needs TOKEN_CREATE', { permission: 'TOKEN_CREATE', myRole: principal.token?.role ?? null })
}

/** FORBIDDEN for a token that would reach further than the caller, or than the caller's own token. */
function assertNotBroader(
  { principal }: Caller,
  grant: Grant | null,
  role: RoleName | null,
  permissions: readonly string[] | null,
): void {
  const ownRole = principal.token?.role ?? null
  const refuse = (message: string) => {
    const myRole = grant ? roleOfRank(grant.rank) : ownRole
    throw forbidden(message, { permission: 'TOKEN_CREATE', requiredRole: role, myRole })
  }
  const highestRank = grant?.rank ?? ROLE_RANK[ownRole ?? 'OWNER']
  if (role && ROLE_RANK[role] > highestRank) refuse('A token cannot hold a role above your own')
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== grant?.workspace.id) refuse('A token of one workspace makes none for elsewhere')
  const holds = (permission: Permission) =>
    grant ? can(principal, grant, permission) : tokenCarries(principal, permission)
  const lacking = permissions?.find((permission) => !holds(permission as Permission))
  if (lacking) refuse(`A token cannot hold ${lacking}, which you lack`)
}

/** INVALID_INPUT where the owner has no role in the workspace: such a token would be good for nothing there. */
async function assertOwnerHasRole(tx: Tx, grant: Grant, owner: Row<'user'>, field: string): Promise<void> {
  const asOwner = { ...grant.caller.principal, id: owner.id, platformAdmin: false, groups: [], token: null }
  if (!(await findAccess(tx, asOwner, { id: grant.workspace.id })))
    throw invalid(field, `The ${field === 'user' ? 'user' : 'service account'} has no role in the workspace`)
}
