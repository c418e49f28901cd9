import type { Row } from '../../../db/schema.ts'
import { authorize, type WorkspaceRef } from '../../access/authorize.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { lockName } from '../../store/lock.ts'
import type { Store } from '../../store/store.ts'
import { notNull, text } from '../../validate.ts'

/** Stops every write to a workspace. Suspending what is suspended answers it as it is. */
export async function suspendWorkspace(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef; reason: string },
): Promise<Row<'workspace'>> {
  assertPlatformAdmin(caller)
  const reason = text('reason', input.reason, { max: 1024 })
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
    if (grant.workspace.state === 'SUSPENDED') return grant.workspace
    const at = store.now()
    const row = await tx
      .updateTable('workspace')
      .set((eb) => ({
        state: 'SUSPENDED' as const,
        suspended_reason: reason,
        version: eb('version', '+', 1),
        updated_at: at,
        updated_by: caller.principal.id,
      }))
      .where('id', '=', grant.workspace.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    append(tx, at, grant, 'workspace.suspended', { name: row.name, reason }, { subjectId: row.id })
    return row
  })
}

/** Lets writes through again. Resuming what is active answers it as it is. */
export async function resumeWorkspace(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef },
): Promise<Row<'workspace'>> {
  assertPlatformAdmin(caller)
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
    if (grant.workspace.state === 'ACTIVE') return grant.workspace
    const at = store.now()
    const row = await tx
      .updateTable('workspace')
      .set((eb) => ({
        state: 'ACTIVE' as const,
        suspended_reason: null,
        version: eb('version', '+', 1),
        updated_at: at,
        updated_by: caller.principal.id,
      }))
      .where('id', '=', grant.workspace.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    append(tx, at, grant, 'workspace.resumed', { name: row.name }, { subjectId: row.id })
    return row
  })
}

export interface Preferences {
  workspace: WorkspaceRef
  favourite?: boolean | null | undefined
  hidden?: boolean | null | undefined
  isDefault?: boolean | null | undefined
}

/** The caller's own marks on a workspace, seen by nobody else; at most one workspace is the default. No event. */
export async function setWorkspacePreferences(
  store: Store,
  caller: Caller,
  input: Preferences,
): Promise<Row<'workspace'>> {
  const given = {
    favourite: notNull('favourite', input.favourite),
    hidden: notNull('hidden', input.hidden),
    is_default: notNull('isDefault', input.isDefault),
  }
  const set = Object.fromEntries(
    Object.entries(given).flatMap(([mark, value]) => (value === undefined ? [] : [[mark, value ? 1 : 0]])),
  )
  return store.write(async (tx) => {
    const { workspace } = await authorize(tx, caller, input.workspace, 'WORKSPACE_READ', { whileSuspended: true })
    if (given.is_default && caller.principal.token?.workspaceId) {
      throw invalid('isDefault', 'A token of one workspace does not choose among them')
    }
    const userId = caller.principal.id
    if (given.is_default) {
      await lockName(tx, `default of ${userId}`)
      await tx.updateTable('workspace_preference').set({ is_default: 0 }).where('user_id', '=', userId).execute()
    }
    await tx
      .insertInto('workspace_preference')
      .values({ user_id: userId, workspace_id: workspace.id, ...set })
      .onConflict((conflict) =>
        Object.keys(set).length > 0
          ? conflict.columns(['user_id', 'workspace_id']).doUpdateSet(set)
          : conflict.columns(['user_id', 'workspace_id']).doNothing(),
      )
      .execute()
    return workspace
  })
}
