import type { Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { isPausable, pausedAt } from '../../cleanup/brake.ts'
import { deletionEventType } from '../../events/catalogue/deletion.ts'
import type { EventData } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { isKind } from '../../store/id.ts'
import { eventCursor } from '../event/cursors.ts'
import { EventConnection } from '../event/graphql.ts'
import { EventFilter, eventsOfDeletedWorkspace, eventsOfDeletion } from '../event/queries.ts'
import { principalField } from '../principal/graphql.ts'
import { Workspace } from '../workspace/graphql.ts'
import { DeletionEventTypeEnum, DeletionPolicyEnum, DeletionStateEnum } from './enums.ts'
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
import { deletionStream, deletionsStream, type StreamedEvent } from './stream.ts'

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

type Progress = EventData<'deletion.snapshot'> &
  Partial<EventData<'deletion.progress'> & EventData<'deletion.released'>>
const progressOf = (event: Row<'event'>) => JSON.parse(event.data) as Progress

const DeletionEvent = builder.objectRef<StreamedEvent>('DeletionEvent').implement({
  description: 'An event of a deletion for its watchers, with the counts at that time.',
  fields: (t) => ({
    id: t.id({
      sameForAll: true,
      description: 'The same in lists and subscriptions, so that clients can cache by it; `node` does not accept it.',
      resolve: (event, _args, { store }) =>
        event.head
          ? store.eventCursors.id('Snapshot', event.head, `${event.deletion_id} ${event.type}`)
          : store.eventCursors.id('DeletionEvent', event),
    }),
    cursor: t.field({
      sameForAll: true,
      type: 'Cursor',
      description:
        'Pass it as `after` of a subscription to continue after this event; the lists of the log accept it, too. For a SNAPSHOT it is the end of the log.',
      resolve: (event, _args, context) => eventCursor(event.head ?? event, context),
    }),
    type: t.field({
      sameForAll: true,
      description: 'The type of the event.',
      type: DeletionEventTypeEnum,
      resolve: (event) => deletionEventType(event.type),
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime', sameForAll: true }),
    step: t.string({
      sameForAll: true,
      description: 'The name of the step that it is about; null if it is about the whole deletion.',
      nullable: true,
      resolve: (event) => progressOf(event).step ?? null,
    }),
    stepLabel: t.string({
      sameForAll: true,
      description: 'The label of that step; null if the event is about the whole deletion.',
      nullable: true,
      resolve: (event) => {
        const { step, stepLabel } = progressOf(event)
        // the log may have events of a time when labels were not recorded
        return stepLabel ?? step ?? null
      },
    }),
    stepTotal: t.int({
      sameForAll: true,
      description: 'How many rows that step had to remove; null if the event is about the whole deletion.',
      nullable: true,
      resolve: (event) => progressOf(event).stepTotal ?? null,
    }),
    stepDone: t.int({
      sameForAll: true,
      description: 'How many rows that step had removed by then; null if the event is about the whole deletion.',
      nullable: true,
      resolve: (event) => progressOf(event).stepDone ?? null,
    }),
    message: t.exposeString('summary', { sameForAll: true, description: 'The event as a sentence.' }),
    total: t.int({
      sameForAll: true,
      description: 'How many rows the whole deletion had to remove.',
      resolve: (event) => progressOf(event).total,
    }),
    done: t.int({
      sameForAll: true,
      description: 'How many rows were removed by then.',
      resolve: (event) => progressOf(event).done,
    }),
    failed: t.int({
      sameForAll: true,
      description: 'How many external resources had failed to be removed by then.',
      resolve: (event) => progressOf(event).failed ?? 0,
    }),
    skipped: t.int({
      sameForAll: true,
      description: 'How many external resources had been left behind by then.',
      resolve: (event) => progressOf(event).skipped ?? 0,
    }),
    resourceIds: t.idList({
      sameForAll: true,
      nullable: true,
      description: 'For RELEASED, the resources that were left behind; for STEP_SKIPPED, the first 1,000 of them.',
      resolve: (event) => (progressOf(event).resourceIds as string[] | undefined) ?? null,
    }),
    deletion: t.field({
      type: Deletion,
      description: 'The current state of the deletion.',
      resolve: async (event, _args, context) =>
        (await loadDeletion(event.deletion_id as string, context)) as Row<'deletion'>,
    }),
  }),
})

builder.objectField(Deletion, 'events', (t) =>
  t.field({
    type: connectionOf(DeletionEvent, 'DeletionEvent', 'Cursor'),
    description: 'Its events, oldest first, without PROGRESS, which only `deletionEvents` sends.',
    errors: ['CURSOR_AHEAD', 'CURSOR_EXPIRED'],
    args: pageArgs,
    resolve: (row, args, context) => eventsOfDeletion(row.id, args, context),
  }),
)

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

builder.subscriptionField('deletionEvents', (t) =>
  t.field({
    sameForAll: true,
    type: DeletionEvent,
    auth: { signedIn: true, orWatching: true },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'LIMIT_EXCEEDED', 'SUBSCRIBER_TOO_SLOW', 'NOT_FOUND'],
    description:
      'One deletion, live. Without `after`: a SNAPSHOT, then every event from that moment on. With `after`: every event after that cursor, each exactly once. Completes after SUCCEEDED or RESTORED, the last event, which is sent again to a subscriber who asks for events after it.',
    args: {
      deletion: t.arg.id({ description: 'The id of the deletion.', required: true }),
      after: t.arg({
        description:
          'Sends the events after this cursor, without a gap; a SNAPSHOT and the events after it if omitted.',
        type: 'Cursor',
      }),
    },
    subscribe: (_root, { deletion, after }, context) => deletionStream(deletion, after ?? null, context),
    resolve: (event) => event,
  }),
)

builder.subscriptionField('deletions', (t) =>
  t.field({
    sameForAll: true,
    type: DeletionEvent,
    auth: { signedIn: true },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'LIMIT_EXCEEDED', 'SUBSCRIBER_TOO_SLOW'],
    description: 'The events of every deletion that the caller may see, without PROGRESS. Never completes by itself.',
    args: {
      after: t.arg({
        description:
          'Sends the events after this cursor, without a gap; a SNAPSHOT of each deletion under way and the events after it if omitted.',
        type: 'Cursor',
      }),
    },
    subscribe: (_root, { after }, context) => deletionsStream(after ?? null, context),
    resolve: (event) => event,
  }),
)
