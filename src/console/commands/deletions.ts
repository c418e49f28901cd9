// The commands for deletions, in a file of their own: pages that delete nothing do not load them.

import type { DeletionPolicy } from '../generated/types.ts'
import { type Commands, cli, curl, mutation } from './text.ts'

export const deletionCommands = {
  deleteWorkspace: ({ id, name }: { id: string; name: string }, policy: DeletionPolicy, grace: string): Commands => ({
    cli: cli('workspaces', 'delete', name, '--policy', policy, ...(grace ? ['--grace', grace] : []), '--wait'),
    curl: mutation(
      'deleteWorkspace',
      { workspace: { id }, policy, ...(grace && { gracePeriod: grace }) },
      'deletion { id state startsAt }',
    ),
  }),
  watchDeletion: (id: string): Commands => ({
    cli: cli('deletions', 'watch', id),
    curl: curl('query ($id: ID!) { deletion(id: $id) { state done total lastError } }', { id }),
  }),
  skipDeletionStep: (id: string, step: string, reason: string): Commands => ({
    cli: cli('deletions', 'skip', id, step, '--reason', reason || 'REASON'),
    curl: mutation(
      'skipDeletionStep',
      { deletion: id, step, reason: reason || 'REASON' },
      'deletion { id state skipped }',
    ),
  }),
  retryDeletion: (id: string): Commands => ({
    cli: cli('deletions', 'retry', id),
    curl: mutation('retryDeletion', { deletion: id }, 'deletion { id state }'),
  }),
  restoreWorkspace: (deletion: string): Commands => ({
    cli: cli('workspaces', 'restore', deletion),
    curl: mutation('restoreWorkspace', { deletion }, 'workspace { id name }'),
  }),
  pauseDeletions: (reason: string): Commands => ({
    cli: cli('deletions', 'pause', '--reason', reason || 'REASON'),
    curl: mutation('pauseDeletions', { reason: reason || 'REASON' }, 'pausedAt'),
  }),
  resumeDeletions: (): Commands => ({
    cli: cli('deletions', 'resume'),
    curl: mutation('resumeDeletions', {}, 'resumedAt'),
  }),
}
