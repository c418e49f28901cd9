// API tokens. A token never reaches further than the credential that made it: not broader, not longer, nowhere else.
import type { RoleName, Row } from '../../../db/schema.ts'
import {
  authorize,
  findAccess,
  type Grant,
  lockWorkspace,
  recheck,
  requirePlatformAdmin,
  type WorkspaceRef,
} from '../../access/authorize.ts'
import { holds, LOWEST_ROLE, type Permission } from '../../access/policy.ts'
import { type Caller, ROLE_RANK, roleOfRank } from '../../access/principal.ts'
import { hashOf, hintOf, newSecret } from '../../auth/secret.ts'
import type { Config } from '../../config/config.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { isKind, newId } from '../../store/id.ts'
import { lockTokens, lockUsers, lockWorkspaces } from '../../store/lock.ts'
import type { Store } from '../../store/store.ts'
import { optionalText, text } from '../../validate.ts'
import { revokeWithMinted } from './revoke.ts'

type Token = Row<'api_token'>
type Maybe<T> = T | null | undefined

export interface CreateApiToken {
  name: string
  description?: Maybe<string>
  workspace?: Maybe<WorkspaceRef>
  user?: Maybe<string>
  role?: Maybe<RoleName>
  permissions?: Maybe<readonly Permission[]>
  platformAdmin?: Maybe<boolean>
  /** Milliseconds. */
  expiresIn?: Maybe<number>
}

const HOUR_MS = 3_600_000
const DEFAULT_LIFETIME_MS = 30 * 24 * HOUR_MS

/** A new token and its secret, which is in this answer and nowhere else. */
export async function createApiToken(
  store: Store,
  caller: Caller,
  input: CreateApiToken,
  { tokenMaxLifetimeMs }: Pick<Config, 'tokenMaxLifetimeMs'>,
): Promise<{ token: Token; secret: string }> {
  const { principal } = caller
  const name = text('name', input.name, { max: 64 })
  const description = optionalText('description', input.description, { max: 1024, multiline: true })
  const permissions = input.permissions ?? principal.token?.permissions ?? null
  if (permissions && !permissions.includes('WORKSPACE_READ')) {
    throw invalid('permissions', 'A token that lacks WORKSPACE_READ could do nothing: no workspace would exist for it')
  }
  const role = input.role ?? principal.token?.role ?? null
  const platformAdmin = input.platformAdmin ?? false
  if (platformAdmin && input.workspace)
    throw invalid('platformAdmin', 'A token of one workspace has no platform rights')
  if (platformAdmin && (permissions || (role ?? 'OWNER') !== 'OWNER')) {
    throw invalid('platformAdmin', 'A token with platform rights is not lowered by role or permissions')
  }
  const now = store.now()
  const expiresAt = lifetime(caller, Date.parse(now), input.expiresIn, tokenMaxLifetimeMs)
  const secret = newSecret()
  return store.write(async (tx) => {
    if (input.workspace) await lockWorkspace(tx, input.workspace)
    if (input.user && isKind('user', input.user, 'user')) await lockUsers(tx, [principal.id, input.user], 'share')
    await recheck(tx, caller)
    const owner = await ownerOf(tx, caller, input.user)
    const grant = input.workspace ? await authorize(tx, caller, input.workspace, 'TOKEN_CREATE') : null
    if (!grant) mayMint(caller)
    refuseBroader(caller, grant, role, permissions)
    if (platformAdmin) {
      requirePlatformAdmin(caller)
      if (owner.platform_admin !== 1) throw invalid('platformAdmin', 'The user is no platform admin')
    }
    if (grant && owner.id !== principal.id) await requireMember(tx, grant, owner)
    const token = await tx
      .insertInto('api_token')
      .values({
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
        created_at: now,
        created_by: principal.id,
        minted_by: principal.token?.id ?? null,
        expires_at: expiresAt,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const data = { name, owner: { id: owner.id, name: owner.name }, expiresAt, role, platformAdmin }
    append(tx, now, grant ?? caller, 'token.created', data, { subjectId: token.id })
    return { token, secret }
  })
}

function lifetime(caller: Caller, nowMs: number, expiresIn: Maybe<number>, maxMs: number): string {
  const wanted = expiresIn ?? Math.min(DEFAULT_LIFETIME_MS, maxMs)
  if (wanted < HOUR_MS) throw invalid('expiresIn', 'A token lives for at least 1h')
  if (wanted > maxMs) throw tooLong(maxMs)
  const minter = caller.principal.token ? Date.parse(caller.principal.expiresAt) : Number.POSITIVE_INFINITY
  if (nowMs + wanted <= minter) return new Date(nowMs + wanted).toISOString()
  // asked for, it is refused; as the default it gives way
  if (typeof expiresIn === 'number') throw tooLong(minter - nowMs)
  return caller.principal.expiresAt
}

const tooLong = (maxMs: number) =>
  new AppError('TOKEN_LIFETIME_EXCEEDED', `At most ${Math.floor(maxMs / 1000)} seconds`, {
    field: 'expiresIn',
    maxSeconds: Math.floor(maxMs / 1000),
  })

async function ownerOf(tx: Tx, caller: Caller, userId: Maybe<string>): Promise<Row<'user'>> {
  const id = userId ?? caller.principal.id
  const isUser = isKind('user', id, 'user')
  if (id !== caller.principal.id) requirePlatformAdmin(caller)
  const user = isUser
    ? await tx.selectFrom('user').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
    : undefined
  if (!user) throw notFound()
  return user
}

/** FORBIDDEN for a token whose own list of permissions lacks TOKEN_CREATE, where no workspace asks for it. */
function mayMint({ principal: { token } }: Caller): void {
  if (!token?.permissions || token.permissions.includes('TOKEN_CREATE')) return
  throw new AppError('FORBIDDEN', 'This needs TOKEN_CREATE', {
    permission: 'TOKEN_CREATE',
    requiredRole: LOWEST_ROLE.TOKEN_CREATE,
    myRole: token.role,
  })
}

/** FORBIDDEN for a token that would reach further than the caller, or than the caller's own token. */
function refuseBroader(
  { principal }: Caller,
  grant: Grant | null,
  role: RoleName | null,
  permissions: readonly Permission[] | readonly string[] | null,
): void {
  const { token } = principal
  const refuse = (message: string) => {
    throw new AppError('FORBIDDEN', message, {
      permission: 'TOKEN_CREATE',
      requiredRole: role,
      myRole: grant ? roleOfRank(grant.rank) : (token?.role ?? null),
    })
  }
  const most = grant?.rank ?? (token?.role ? ROLE_RANK[token.role] : ROLE_RANK.OWNER)
  if (role && ROLE_RANK[role] > most) refuse('A token can not hold a role above your own')
  if (token?.workspaceId && token.workspaceId !== grant?.workspace.id)
    refuse('A token of one workspace makes none for elsewhere')
  const only = token?.permissions ?? null
  const beyond = permissions?.find((permission) =>
    grant ? !holds(grant.rank, permission as Permission, only) : only !== null && !only.includes(permission),
  )
  if (beyond) refuse(`A token can not hold ${beyond}, which you lack`)
}

/** A token of somebody who has no role in the workspace would be good for nothing there. */
async function requireMember(tx: Tx, grant: Grant, owner: Row<'user'>): Promise<void> {
  const asOwner = { ...grant.caller.principal, id: owner.id, platformAdmin: false, groups: [], token: null }
  if (!(await findAccess(tx, asOwner, { id: grant.workspace.id })))
    throw invalid('user', 'The user has no role in the workspace')
}

/**
 * Ends a token and all that were made with it. Anyone their own, TOKEN_MANAGE any of the workspace, platform admins
 * all; also while the workspace is suspended. `changed` is false when it was revoked already.
 */
export async function revokeApiToken(
  store: Store,
  caller: Caller,
  input: { token: string },
): Promise<{ token: Token; changed: boolean }> {
  return store.write(async (tx) => {
    const row = tx.selectFrom('api_token').selectAll().where('id', '=', input.token)
    const found = isKind('api_token', input.token, 'token') ? await row.executeTakeFirst() : undefined
    if (found?.workspace_id) await lockWorkspaces(tx, 'id', [found.workspace_id])
    await lockUsers(tx, [caller.principal.id], 'share')
    // the caller's own with it: two that revoke each other, or one that revokes itself twice, would wait for each other
    if (found) await lockTokens(tx, [found.id, caller.principal.token?.id ?? found.id])
    await recheck(tx, caller)
    const token = found ? await row.executeTakeFirst() : undefined
    if (!token) throw notFound()
    const grant = await mayRevoke(tx, caller, token)
    if (token.revoked_at !== null) return { token, changed: false }
    const at = store.now()
    const revokedIds = await revokeWithMinted(tx, [token.id], at, caller.principal.id)
    const owner = await tx
      .selectFrom('user')
      .select(['id', 'name'])
      .where('id', '=', token.owner_id)
      .executeTakeFirstOrThrow()
    const mintedTokenIds = revokedIds.filter((id) => id !== token.id)
    append(
      tx,
      at,
      grant ?? caller,
      'token.revoked',
      { name: token.name, owner, mintedTokenIds },
      { subjectId: token.id },
    )
    return { token: await row.executeTakeFirstOrThrow(), changed: true }
  })
}

/** Leave to end the token, or the NOT_FOUND that a missing one would get. */
async function mayRevoke(tx: Tx, caller: Caller, token: Token): Promise<Grant | null> {
  const { principal } = caller
  const bound = principal.token?.workspaceId ?? null
  if (bound !== null && bound !== token.workspace_id) throw notFound()
  const own = token.owner_id === principal.id
  if (token.workspace_id === null) {
    if (own || principal.platformAdmin) return null
    throw notFound()
  }
  const access = await findAccess(tx, principal, { id: token.workspace_id })
  if (!access) {
    // one who has left the workspace may still end what is theirs, unless it is going and takes the token along
    if (own && principal.watchesDeletion === null && !(await isGoing(tx, token.workspace_id))) return null
    throw notFound()
  }
  const demands = { whileSuspended: true }
  const manages = holds(access.rank, 'TOKEN_MANAGE', principal.token?.permissions ?? null)
  // to a member who does not manage tokens, another's does not exist
  if (!own && !manages && access.workspace.state !== 'DELETING') throw notFound()
  return authorize(tx, caller, { id: token.workspace_id }, 'WORKSPACE_READ', demands)
}

async function isGoing(tx: Tx, workspaceId: string): Promise<boolean> {
  const workspace = await tx.selectFrom('workspace').select('state').where('id', '=', workspaceId).executeTakeFirst()
  return workspace?.state === 'DELETING'
}
