// The authoritative check, in the transaction of the write that it guards; scope-auth asks the same of the loaders.
import { AppError, badCredential, invalid, notFound } from '../errors.ts'
import type { Db, Tx } from '../store/database.ts'
import { idOfUuid, isKind } from '../store/id.ts'
import { lockCredential, lockWorkspaces } from '../store/lock.ts'
import { type Access, accessTo } from './access.ts'
import { holds, LOWEST_ROLE, type Permission } from './policy.ts'
import { type Caller, type Principal, ROLE_RANK, roleOfRank } from './principal.ts'

/** One of the three names of a workspace. */
export interface WorkspaceRef {
  id?: string | null | undefined
  name?: string | null | undefined
  uuid?: string | null | undefined
}

/** Leave to act in a workspace, as of the transaction that read it. */
export interface Grant extends Access {
  readonly caller: Caller
}

interface Demands {
  /** Whether a suspended workspace lets this through. */
  whileSuspended?: boolean
}

/** The column and value that a reference names; null where it can name no workspace. INVALID_INPUT if malformed. */
export function lookUp(ref: WorkspaceRef): { by: 'id' | 'name'; value: string } | null {
  if (typeof ref.id === 'string') return isKind('workspace', ref.id) ? { by: 'id', value: ref.id } : null
  if (typeof ref.uuid === 'string') return { by: 'id', value: idOfUuid('workspace', ref.uuid) }
  if (typeof ref.name === 'string') return { by: 'name', value: ref.name }
  throw invalid('workspace', 'Name the workspace by id, name or uuid')
}

/** What the caller may know of the workspace; null where there is none or it is hidden. */
export async function findAccess(db: Db | Tx, principal: Principal, ref: WorkspaceRef): Promise<Access | null> {
  const found = lookUp(ref)
  if (!found) return null
  const [access] = await accessTo(db, principal, found.by, [found.value])
  return access ?? null
}

/** Keeps others from writing in the workspace until the transaction ends, if there is one of that name. */
export async function lockWorkspace(tx: Tx, ref: WorkspaceRef): Promise<void> {
  const found = lookUp(ref)
  if (found) await lockWorkspaces(tx, found.by, [found.value])
}

/**
 * Leave to do what `permission` covers, read in the caller's transaction, and good until it ends. NOT_FOUND where the
 * workspace is hidden or missing, WORKSPACE_DELETING for a watcher of its deletion, FORBIDDEN below the role or while it
 * is suspended. What is read of the workspace is to be read after this.
 */
export async function authorize(
  tx: Tx,
  caller: Caller,
  ref: WorkspaceRef,
  permission: Permission,
  { whileSuspended = false }: Demands = {},
): Promise<Grant> {
  await lockWorkspace(tx, ref)
  await recheck(tx, caller)
  const access = await findAccess(tx, caller.principal, ref)
  if (!access) throw notFound()
  if (access.workspace.state === 'DELETING') throw await deleting(tx, access.workspace.id)
  demand(caller.principal, access, permission)
  if (access.workspace.state === 'SUSPENDED' && !whileSuspended) throw suspended(access, permission)
  return { ...access, caller }
}

/**
 * Reads again, in the transaction of a write and until it ends, whether the caller is still who it was when the request
 * began: UNAUTHENTICATED if its user or token has died since, FORBIDDEN if it has ceased to be a platform admin.
 */
export async function recheck(tx: Tx, { principal }: Caller): Promise<void> {
  await lockCredential(tx, principal.id, principal.token?.id ?? null)
  const user = tx
    .selectFrom('user')
    .where('user.id', '=', principal.id)
    .where('user.suspended_at', 'is', null)
    .where('user.deleted_at', 'is', null)
    .select('user.platform_admin')
  const { token } = principal
  const withToken = token
    ? user
        .innerJoin('api_token', (join) => join.on('api_token.id', '=', token.id))
        .where('api_token.revoked_at', 'is', null)
    : user
  const live = await (withToken as typeof user).executeTakeFirst()
  if (!live) throw badCredential()
  if (principal.platformAdmin && live.platform_admin !== 1) throw notPlatformAdmin()
}

/** FORBIDDEN, with what would be needed, unless the access holds the permission. */
export function demand(principal: Principal, access: Access, permission: Permission): void {
  if (holds(access.rank, permission, principal.token?.permissions ?? null)) return
  throw new AppError('FORBIDDEN', `This needs ${permission}`, {
    permission,
    requiredRole: LOWEST_ROLE[permission],
    myRole: roleOfRank(access.rank),
  })
}

/** FORBIDDEN where the token's own role or list of permissions does not reach, whatever its owner may do. */
export function demandOfToken({ token }: Principal, permission: Permission): void {
  const rank = ROLE_RANK[token?.role ?? 'OWNER']
  if (holds(rank, permission, token?.permissions ?? null)) return
  throw new AppError('FORBIDDEN', `This needs a token with ${permission}`, {
    permission,
    requiredRole: LOWEST_ROLE[permission],
    myRole: roleOfRank(rank),
  })
}

function suspended({ workspace, rank }: Access, permission: Permission): AppError {
  return new AppError('FORBIDDEN', `The workspace is suspended: ${workspace.suspended_reason}`, {
    permission,
    requiredRole: LOWEST_ROLE[permission],
    myRole: roleOfRank(rank),
    reason: workspace.suspended_reason,
  })
}

/** WORKSPACE_DELETING, with the id under which a watcher follows it. */
export async function deleting(tx: Db | Tx, workspaceId: string): Promise<AppError> {
  const deletion = await tx
    .selectFrom('deletion')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return new AppError('WORKSPACE_DELETING', 'The workspace is being deleted', { deletionId: deletion?.id ?? null })
}

/** FORBIDDEN unless the caller is a platform admin, by a credential that carries it. */
export function requirePlatformAdmin({ principal }: Caller): void {
  if (!principal.platformAdmin) throw notPlatformAdmin()
}

export function notPlatformAdmin(): AppError {
  return new AppError('FORBIDDEN', 'This is for platform admins', {
    permission: null,
    requiredRole: null,
    myRole: null,
  })
}
