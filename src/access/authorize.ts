// The authoritative check of an action, in its transaction: lock the workspace, verify the caller, read its access once,
// and judge that. What it reads cannot change before the transaction ends.
import type { Row } from '../../db/schema.ts'
import { badCredential, invalid, notFound } from '../errors.ts'
import type { Db, Tx } from '../store/database.ts'
import { idOfUuid, isKind } from '../store/id.ts'
import { lockCredential, lockWorkspaces } from '../store/lock.ts'
import type { WorkspaceChild } from '../store/nouns.ts'
import { runPrepared } from '../store/prepared.ts'
import { findRow } from '../store/rows.ts'
import { type Access, accessTo } from './access.ts'
import { assertNotDeleting, assertNotSuspended, assertPermission, assertVisible, notPlatformAdmin } from './judge.ts'
import type { Permission } from './policy.ts'
import type { Caller, Principal } from './principal.ts'

/** One of the three ways to name a workspace. */
export interface WorkspaceRef {
  id?: string | null | undefined
  name?: string | null | undefined
  uuid?: string | null | undefined
}

/** Permission to act in a workspace, valid in the transaction that read it. */
export interface Grant extends Access {
  readonly caller: Caller
}

interface Options {
  /** A suspended workspace allows the action, too. */
  whileSuspended?: boolean
}

/** The column and value that a reference names; null where it can name no workspace. INVALID_INPUT if malformed. */
export function lookUp(ref: WorkspaceRef): { by: 'id' | 'name'; value: string } | null {
  if (typeof ref.id === 'string') return isKind('workspace', ref.id) ? { by: 'id', value: ref.id } : null
  if (typeof ref.uuid === 'string') return { by: 'id', value: idOfUuid('workspace', ref.uuid) }
  if (typeof ref.name === 'string') return { by: 'name', value: ref.name }
  throw invalid('workspace', 'Name the workspace by id, name or uuid')
}

/** The caller's access to the workspace; null if there is no such workspace, or it is hidden. */
export async function findAccess(db: Db | Tx, principal: Principal, ref: WorkspaceRef): Promise<Access | null> {
  const found = lookUp(ref)
  if (!found) return null
  const [access] = await accessTo(db, principal, found.by, [found.value])
  return access ?? null
}

/** Prevents other writes in the workspace until the transaction ends. Read its rows after this call. */
export async function lockWorkspace(tx: Tx, ref: WorkspaceRef): Promise<void> {
  const found = lookUp(ref)
  if (found) await lockWorkspaces(tx, found.by, [found.value])
}

/** Locks the workspace, verifies the caller, and reads its access. NOT_FOUND where it is hidden or missing. */
export async function readAccess(tx: Tx, caller: Caller, ref: WorkspaceRef): Promise<Grant> {
  await lockWorkspace(tx, ref)
  await verifyCaller(tx, caller)
  return readLocked(tx, caller, ref)
}

/** As `readAccess`, where the workspace has been locked and the caller verified. */
export async function readLocked(tx: Tx, caller: Caller, ref: WorkspaceRef): Promise<Grant> {
  const access = await findAccess(tx, caller.principal, ref)
  assertVisible(access)
  return { ...access, caller }
}

/**
 * The caller's grants in these workspaces, by their ids; nothing is locked. Workspaces that are hidden are left out.
 */
export async function grantsIn(tx: Tx, caller: Caller, workspaceIds: readonly string[]): Promise<Map<string, Grant>> {
  const accesses = await accessTo(tx, caller.principal, 'id', [...new Set(workspaceIds)])
  return new Map(accesses.map((access) => [access.workspace.id, { ...access, caller }]))
}

/**
 * Permission to do what `permission` covers. NOT_FOUND where the workspace is hidden or missing, WORKSPACE_DELETING for a
 * watcher of its deletion, FORBIDDEN below the role or while it is suspended.
 */
export async function authorize(
  tx: Tx,
  caller: Caller,
  ref: WorkspaceRef,
  permission: Permission,
  options: Options = {},
): Promise<Grant> {
  return assertAllowed(await readAccess(tx, caller, ref), permission, options)
}

/** A row that belongs to a workspace, and permission to act on it there. `field` names the argument that holds the id. */
export async function inWorkspace<T extends WorkspaceChild>(
  tx: Tx,
  caller: Caller,
  table: T,
  id: string,
  permission: Permission,
  { field = table, ...options }: Options & { field?: string } = {},
): Promise<{ row: Row<T>; grant: Grant }> {
  const find = () => findRow(tx, table as WorkspaceChild, { id })
  const before = isKind(table, id, field) ? await find() : undefined
  if (!before?.workspace_id) throw notFound()
  const grant = await authorize(tx, caller, { id: before.workspace_id }, permission, options)
  // read again: it may have changed before the workspace was locked
  const row = await find()
  if (!row) throw notFound()
  return { row: row as unknown as Row<T>, grant }
}

/**
 * As `inWorkspace`, for a row that is named by its workspace and a value that is unique there. NOT_FOUND if there is
 * none.
 */
export async function namedInWorkspace<T extends 'project' | 'resource'>(
  tx: Tx,
  caller: Caller,
  table: T,
  { workspace, ...unique }: { workspace: WorkspaceRef; name: string; kind?: string },
  permission: Permission,
): Promise<{ row: Row<T>; grant: Grant }> {
  const grant = await authorize(tx, caller, workspace, permission)
  const row = await findRow(tx, table as 'resource', { workspace_id: grant.workspace.id, ...unique })
  if (!row) throw notFound()
  return { row: row as unknown as Row<T>, grant }
}

/** The same grant, if it allows what `permission` covers: WORKSPACE_DELETING or FORBIDDEN otherwise. */
export function assertAllowed(grant: Grant, permission: Permission, { whileSuspended = false }: Options = {}): Grant {
  assertNotDeleting(grant)
  assertPermission(grant.caller.principal, grant, permission)
  if (!whileSuspended) assertNotSuspended(grant, permission)
  return grant
}

/**
 * Verifies, until the transaction ends, that the caller still is who it was when the request began: UNAUTHENTICATED if
 * its user, token or session has been suspended, deleted or ended since, FORBIDDEN if it is no longer a platform admin.
 */
export async function verifyCaller(tx: Tx, { principal }: Caller): Promise<void> {
  const { token, session, watchesDeletion } = principal
  const use = { id: principal.id, tokenId: token?.id ?? null, sessionId: session }
  await lockCredential(tx, principal.id, use)
  const [live] = await runPrepared(
    tx,
    `caller ${watchesDeletion ? 'watching' : token ? 'with' : 'without'} a token${session ? ', in a session' : ''}`,
    use,
    ({ id, tokenId, sessionId }) => {
      const live = tx
        .selectFrom('user')
        .where('user.id', '=', id)
        .where('user.suspended_at', 'is', null)
        .where('user.deleted_at', 'is', null)
        .select('user.platform_admin')
      const inSession = live
        .innerJoin('session', (join) => join.on('session.id', '=', sessionId))
        .where('session.ended_at', 'is', null)
      const user = session === null ? live : (inSession as typeof live)
      // the row of this token is removed, or will be, with its workspace: the deletion's record is checked instead
      if (watchesDeletion !== null)
        return (
          user
            .innerJoin('deletion', (join) => join.on('deletion.token_id', '=', tokenId))
            // `token_hash` is null once the token has been revoked
            .where('deletion.token_hash', 'is not', null) as typeof user
        )
      const withToken = token
        ? user
            .innerJoin('api_token', (join) => join.on('api_token.id', '=', tokenId))
            .where('api_token.revoked_at', 'is', null)
            .where('api_token.suspended_at', 'is', null)
        : user
      return withToken as typeof user
    },
  )
  if (!live) throw badCredential()
  if (principal.platformAdmin && live.platform_admin !== 1) throw notPlatformAdmin()
}
