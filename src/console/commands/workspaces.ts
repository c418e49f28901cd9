import type { EventFilter, EventType } from '../generated/types.ts'
import { type Commands, cli, curl, mutation } from './text.ts'

/** Turns SERVICE_ACCOUNT_CREATED into `service_account.created`. */
const dotted = (type: EventType): string =>
  type.toLowerCase().replace(/^(service_account|resource_kind|sign_in_link|[a-z]+)_/, '$1.')

export const workspaceCommands = {
  createWorkspace: (displayName: string): Commands => ({
    cli: cli('workspaces', 'create', '--display-name', displayName || 'NAME'),
    curl: mutation('createWorkspace', { displayName: displayName || 'NAME' }, 'workspace { id name }'),
  }),
  /** Only the changed values of `updateWorkspace`; null clears one. */
  updateWorkspace: (workspace: string, changes: Readonly<Record<string, string | null>>): Commands => ({
    cli: cli(
      'workspaces',
      'update',
      workspace,
      ...Object.entries(changes).flatMap(([field, value]) => {
        const flag = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
        return value === null ? ['--clear', flag] : [`--${flag}`, value]
      }),
    ),
    curl: mutation('updateWorkspace', { workspace: { name: workspace }, ...changes }, 'workspace { id version }'),
  }),
  protectWorkspace: (workspace: string, deletionProtection: boolean): Commands => ({
    cli: cli('workspaces', 'update', workspace, deletionProtection ? '--protect' : '--no-protect'),
    curl: mutation(
      'updateWorkspace',
      { workspace: { name: workspace }, deletionProtection },
      'workspace { id deletionProtection }',
    ),
  }),
  leaveWorkspace: (workspace: string): Commands => ({
    cli: cli('workspaces', 'leave', workspace),
    curl: mutation('leaveWorkspace', { workspace: { name: workspace } }, 'leftWorkspaceId'),
  }),
  suspendWorkspace: (workspace: string, reason: string): Commands => ({
    cli: cli('workspaces', 'suspend', workspace, '--reason', reason || 'REASON'),
    curl: mutation(
      'suspendWorkspace',
      { workspace: { name: workspace }, reason: reason || 'REASON' },
      'workspace { id state }',
    ),
  }),
  resumeWorkspace: (workspace: string): Commands => ({
    cli: cli('workspaces', 'resume', workspace),
    curl: mutation('resumeWorkspace', { workspace: { name: workspace } }, 'workspace { id state }'),
  }),
  /** `filter` is that of `Workspace.events`; the command line has no filter for the subject, and none for the end. */
  events: (workspace: string, filter: EventFilter): Commands => {
    const { types, actor, at } = filter
    const who = actor?.email ?? actor?.user ?? actor?.serviceAccount
    const by = { name: workspace }
    return {
      cli: cli(
        'events',
        'list',
        '-w',
        workspace,
        ...(types ?? []).flatMap((type) => ['--type', dotted(type)]),
        ...(who ? ['--actor', who] : []),
        ...(at?.gte ? ['--since', at.gte] : []),
      ),
      curl: curl(
        'query ($by: WorkspaceRef!, $filter: EventFilter) { workspace(by: $by) { events(first: 100, filter: $filter) { nodes { at type summary ip data } } } }',
        { by, filter },
      ),
    }
  },
}
