import { authorize, type WorkspaceRef as Ref } from '../../../access/authorize.ts'
import type { Command } from '../../../access/command.ts'
import { assertPlatformAdmin } from '../../../access/judge.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { updateVersioned } from '../../../store/rows.ts'
import { text } from '../../../validate.ts'
import { WorkspaceRef } from '../../refs.ts'
import { Workspace } from '../graphql.ts'

mutation('suspendWorkspace', {
  description:
    'Suspends a workspace: most writes are FORBIDDEN with the reason. It is still possible to read it, to leave it, to remove members and to revoke tokens.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    reason: t.string({ required: true }),
  }),
  payload: { workspace: { type: Workspace, description: 'The workspace, after the change.' } },
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND', 'WORKSPACE_DELETING'],
  action: (command, { workspace, reason }) => setSuspension(command, workspace, text('reason', reason, { max: 1024 })),
})

mutation('resumeWorkspace', {
  description: 'Ends the suspension of a workspace, so that writes are allowed again.',
  input: (t) => ({ workspace: t.field({ type: WorkspaceRef, required: true }) }),
  payload: { workspace: { type: Workspace, description: 'The workspace, after the change.' } },
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND', 'WORKSPACE_DELETING'],
  action: (command, { workspace }) => setSuspension(command, workspace, null),
})

/** Suspends the workspace for the reason, or resumes it without one. Changes nothing if it is in that state already. */
async function setSuspension({ caller, now, write }: Command, ref: Ref, reason: string | null) {
  assertPlatformAdmin(caller)
  const state = reason === null ? 'ACTIVE' : 'SUSPENDED'
  return write(async (tx) => {
    const grant = await authorize(tx, caller, ref, 'WORKSPACE_READ', { whileSuspended: true })
    const before = grant.workspace
    if (before.state === state) return { workspace: before }
    const at = now()
    const suspension = { state, suspended_at: reason === null ? null : at, suspended_reason: reason } as const
    const change = { ...suspension, updated_at: at, updated_by: caller.principal.id }
    const workspace = await updateVersioned(tx, 'workspace', before, change)
    const about = { subjectId: before.id }
    if (reason === null) append(tx, at, grant, 'workspace.resumed', { name: before.name }, about)
    else append(tx, at, grant, 'workspace.suspended', { name: before.name, reason }, about)
    return { workspace }
  })
}
