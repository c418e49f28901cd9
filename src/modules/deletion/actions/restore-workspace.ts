import type { Row } from '../../../../db/schema.ts'
import { findAccess } from '../../../access/authorize.ts'
import { deletionToDecide } from '../../../access/deletion-rights.ts'
import { setDeletionState } from '../../../cleanup/state.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { findRow, updateVersioned } from '../../../store/rows.ts'
import { Workspace } from '../../workspace/graphql.ts'
import { Deletion } from '../graphql.ts'

mutation('restoreWorkspace', {
  description:
    'Cancels a deletion that is SCHEDULED and restores the workspace with its members, roles, tokens, invitations that have not expired, and a suspension. Only `version`, `updatedAt` and `updatedBy` differ. For those who were owners when the deletion was requested, and platform admins. NOT_RESTORABLE if it is too late or the workspace was already restored.',
  input: (t) => ({
    deletion: t.id({ required: true, description: 'The id of the deletion.' }),
  }),
  payload: {
    workspace: {
      type: Workspace,
      nullable: true,
      always: true,
      description: 'The restored workspace; null for a caller whose token may not read it.',
    },
    deletion: { type: Deletion, description: 'The deletion, which is CANCELLED.' },
  },
  auth: { signedIn: true, orWatching: true },
  errors: ['FORBIDDEN', 'NOT_FOUND', 'NOT_RESTORABLE'],
  action: ({ caller, now, write }, input) =>
    write(async (tx) => {
      const deletion = await deletionToDecide(tx, caller, input.deletion, 'WORKSPACE_RESTORE')
      if (deletion.state !== 'SCHEDULED') throw notRestorable(deletion)
      const at = now()
      const cancelled = await setDeletionState(tx, deletion, 'CANCELLED', {
        finished_at: at,
        // the token that requested the deletion belongs to the workspace again
        token_id: null,
        token_hash: null,
        token_previous_hash: null,
        token_row: null,
        token_expires_at: null,
      })
      const found = (await findRow(tx, 'workspace', { id: deletion.workspace_id })) as Row<'workspace'>
      const workspace = await updateVersioned(tx, 'workspace', found, {
        state: found.suspended_at === null ? 'ACTIVE' : 'SUSPENDED',
        updated_at: at,
        updated_by: caller.principal.id,
      })
      const { id, workspace_id, total, done } = cancelled
      // marks a platform admin who is no member
      const access = await findAccess(tx, caller.principal, { id: workspace_id })
      const event = append(
        tx,
        at,
        access ? { ...access, caller } : caller,
        'deletion.restored',
        { name: workspace.name, total, done },
        {
          deletionId: id,
          subjectId: id,
          workspaceId: workspace_id,
        },
      )
      // streams deliver this event if the log no longer has it, but never with an address
      const lastEvent = JSON.stringify({ ...event, ip: null })
      await tx.updateTable('deletion').set({ last_event: lastEvent }).where('id', '=', id).execute()
      return { workspace: access && workspace, deletion: cancelled }
    }),
})

function notRestorable({ state, started_at, finished_at }: Row<'deletion'>): AppError {
  const why =
    state === 'CANCELLED'
      ? `The workspace was restored already, at ${finished_at}`
      : `It is too late: clean-up began at ${started_at}`
  return new AppError('NOT_RESTORABLE', why, { state })
}
