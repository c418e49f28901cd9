import type { Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { isPausable, pausedAt } from '../../cleanup/brake.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { isKind } from '../../store/id.ts'
import { EventConnection } from '../event/graphql.ts'
import { EventFilter, eventsOfDeletedWorkspace } from '../event/queries.ts'
import { principalField } from '../principal/graphql.ts'
import { Workspace } from '../workspace/graphql.ts'
import { DeletionPolicyEnum, DeletionStateEnum } from './enums.ts'
import {
  DeletionFilter,
  DeletionOrder,
  deletionOf,
  listDeletions,
  loadDeletion,
  mayDecide,
  rateOf,
  stepsOf,
} from './queries.ts'
import { DeletionStep } from './step.ts'

const remainingOf = ({ total, done, skipped }: Row<'deletion'>) => total - done - skipped

export const Deletion = builder.objectRef<Row<'deletion'>>('Deletion').implement({
  description:
    'A durable record of one deletion. It outlives the workspace, and those who were owners at that time may always read it.',
  interfaces: [Node],
  fields: (t) => ({
    workspaceId: t.exposeID('workspace_id', {
      description: 'The id of the workspace, even after the workspace is gone.',
    }),
    workspaceName: t.exposeString('workspace_name', { description: 'The name that the workspace had.' }),
    workspaceDisplayName: t.exposeString('workspace_display_name', {
      description: 'The display name that the workspace had.',
    }),
    state: t.expose('state', { description: 'How far it has come.', type: DeletionStateEnum }),
    policy: t.expose('policy', { description: 'What happens to the contents.', type: DeletionPolicyEnum }),
    reason: t.exposeString('reason', { description: 'Why it was requested.', nullable: true }),
    requestedBy: principalField(t, (row) => row.requested_by),
    requestedAt: t.expose('requested_at', { description: 'When it was requested.', type: 'DateTime' }),
    startsAt: t.field({
      type: 'DateTime',
      description: 'When clean-up starts. Until then `restoreWorkspace` brings the workspace back.',
      resolve: (row) => row.starts_at ?? row.requested_at,
    }),
    startedAt: t.expose('started_at', {
      description: 'When clean-up began.',
      type: 'DateTime',
      nullable: true,
    }),
    finishedAt: t.expose('finished_at', {
      description: 'When the workspace was gone, or restored; null until then.',
      type: 'DateTime',
      nullable: true,
    }),
    total: t.exposeInt('total', {
      description:
        'How many rows there are to remove. Before clean-up begins, at most 1,000 each of projects, invitations, service accounts and tokens are counted.',
    }),
    done: t.exposeInt('done', { description: 'How many rows have been removed.' }),
    failed: t.exposeInt('failed', {
      description: 'How many external resources could not be removed; `remaining` includes them.',
    }),
    skipped: t.exposeInt('skipped', {
      description: 'How many external resources were left behind, by `skipDeletionStep` or RETAIN.',
    }),
    remaining: t.int({ description: 'How many rows are left.', resolve: remainingOf }),
    itemsPerSecond: t.float({
      nullable: true,
      description:
        'The rate over the last few seconds; null while it is not known, and for the first three seconds of clean-up.',
      resolve: (row, _args, context) => rateOf(row, context),
    }),
    etaSeconds: t.int({
      nullable: true,
      description: 'The estimated remaining time at the current rate; null while `itemsPerSecond` is null.',
      resolve: async (row, _args, context) => {
        const rate = await rateOf(row, context)
        return rate ? Math.min(2 ** 31 - 1, Math.ceil(remainingOf(row) / rate)) : null
      },
    }),
    steps: t.field({
      description: 'The steps of the deletion, in their order.',
      type: [DeletionStep],
      resolve: (row, _args, context) => stepsOf(row.id, context),
    }),
    pausedAt: t.field({
      description: 'When platform admins paused deletions, while they are paused; null once this one is finished.',
      type: 'DateTime',
      nullable: true,
      resolve: (row, _args, { load, store }) =>
        isPausable(row) ? load.once('deletions paused at', () => pausedAt(store.db)) : null,
    }),
    lastError: t.exposeString('last_error', {
      description: 'Why it has failed or is being retried; null if there was no error since it last made progress.',
      nullable: true,
    }),
    canRetry: t.boolean({
      description: 'Whether it has failed and the caller could continue it now with `retryDeletion`.',
      // the workspace's own token that requested the deletion may restore the workspace, and nothing else
      resolve: async (row, _args, context) =>
        row.state === 'FAILED' && !context.signedIn.watchesDeletion && mayDecide(row.id, 'WORKSPACE_DELETE', context),
    }),
    canRestore: t.boolean({
      description: 'Whether the caller could restore the workspace now with `restoreWorkspace`.',
      resolve: async (row, _args, context) =>
        row.state === 'SCHEDULED' && (await mayDecide(row.id, 'WORKSPACE_RESTORE', context)),
    }),
    workspaceEvents: t.field({
      type: EventConnection,
      nullable: true,
      auth: { signedIn: true },
      errors: ['CURSOR_AHEAD', 'CURSOR_EXPIRED', 'FORBIDDEN'],
      description:
        'The audit log of the workspace, for watchers, even after the workspace is gone; for a restored workspace, the events up to the restoration. Null, with FORBIDDEN, for a token that is limited to permissions without EVENT_READ.',
      args: { ...pageArgs, filter: t.arg({ type: EventFilter }) },
      resolve: (row, args, context) => {
        assertTokenPermission(context.signedIn, 'EVENT_READ')
        return eventsOfDeletedWorkspace(row, args, context)
      },
    }),
  }),
})

nodeType('deletion', loadDeletion)

builder.objectField(Workspace, 'deletion', (t) =>
  t.field({
    type: Deletion,
    nullable: true,
    description: 'The deletion under way or scheduled; null while the workspace is not being deleted.',
    resolve: (workspace, _args, context) => (workspace.state === 'DELETING' ? deletionOf(workspace.id, context) : null),
  }),
)

builder.queryField('deletion', (t) =>
  t.field({
    type: Deletion,
    nullable: true,
    auth: { signedIn: true, orWatching: true },
    errors: [],
    description:
      'A deletion; null if it does not exist or the caller does not watch it. It is watched by its requester, the owners at the time of the request, and platform admins.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => (isKind('deletion', id) ? loadDeletion(id, context) : null),
  }),
)

builder.queryField('deletions', (t) =>
  t.field({
    type: connectionOf(Deletion, 'Deletion'),
    auth: { signedIn: true },
    errors: [],
    description: 'The deletions that the caller watches, newest first unless `orderBy` says otherwise.',
    args: { ...pageArgs, filter: t.arg({ type: DeletionFilter }), orderBy: t.arg({ type: [DeletionOrder] }) },
    resolve: (_root, args, context) => listDeletions(context, args),
  }),
)
