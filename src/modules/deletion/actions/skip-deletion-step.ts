import { deletionToDecide } from '../../../access/deletion-rights.ts'
import { skip } from '../../../cleanup/skip.ts'
import { AppError, invalid } from '../../../errors.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { text } from '../../../validate.ts'
import { Deletion } from '../graphql.ts'

mutation('skipDeletionStep', {
  description:
    'Skips the rest of a step: its resources are taken out of the register, and the services that own them are no longer asked to remove anything. Only for steps of kinds that other services clean up. For those who were owners of the workspace, and platform admins.',
  input: (t) => ({
    deletion: t.id({ required: true, description: 'The id of the deletion.' }),
    step: t.string({ required: true, description: 'The name of the step: `resources:deployment`.' }),
    reason: t.string({ required: true, description: 'Shown in the log: 1 to 1,024 characters.' }),
  }),
  payload: { deletion: { type: Deletion, description: 'The deletion, which continues if it had failed.' } },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND'],
  action: async ({ caller, now, write }, input) => {
    const reason = text('reason', input.reason, { max: 1024, multiline: true })
    return write(async (tx) => {
      const deletion = await deletionToDecide(tx, caller, input.deletion, 'WORKSPACE_DELETE')
      const step = await tx
        .selectFrom('deletion_step')
        .selectAll()
        .where('deletion_id', '=', deletion.id)
        .where('name', '=', input.step)
        .executeTakeFirst()
      if (!step || step.cleanup === 'NONE')
        throw invalid('step', 'The deletion has no step of that name whose resources others clean up')
      // the step was skipped before, or the deletion leaves its resources behind in any case
      if (step.cleanup === 'RELEASE') return { deletion }
      if (deletion.state !== 'RUNNING' && deletion.state !== 'FAILED')
        throw new AppError('CONFLICT', 'The deletion is not under way', { state: deletion.state })
      if (step.state === 'SUCCEEDED') throw new AppError('CONFLICT', 'The step has removed everything')
      return { deletion: await skip(tx, now(), caller, { deletion, step }, reason) }
    })
  },
})
