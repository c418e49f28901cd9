import { deletionToDecide } from '../../../access/deletion-rights.ts'
import { retry } from '../../../cleanup/failure.ts'
import { AppError } from '../../../errors.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { Deletion } from '../graphql.ts'

mutation('retryDeletion', {
  description:
    'Continues a failed deletion where it stopped and retries what failed. For those who were owners of the workspace, and platform admins.',
  input: (t) => ({ deletion: t.id({ required: true, description: 'The id of the deletion.' }) }),
  payload: { deletion: { type: Deletion, description: 'The deletion, which is under way again.' } },
  auth: { signedIn: true },
  errors: ['FORBIDDEN', 'NOT_FOUND', 'NOT_RETRYABLE'],
  action: async ({ caller, now, write }, { deletion: id }) =>
    write(async (tx) => {
      const deletion = await deletionToDecide(tx, caller, id, 'WORKSPACE_DELETE')
      if (deletion.state !== 'FAILED') throw new AppError('NOT_RETRYABLE', 'The deletion has not failed')
      return { deletion: await retry(tx, now(), caller, deletion) }
    }),
})
