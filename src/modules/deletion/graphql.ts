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
    'A durable record of one deletion. It outlives the workspace; its owners at that time may always read it.',
  interfaces: [Node],
  fields: (t) => ({
    workspaceId: t.exposeID('workspace_id', { description: 'The id of the workspace, also when that is gone.' }),
    workspaceName: t.exposeString('workspace_name', { description: 'The name that the workspace had.' }),
    workspaceDisplayName: t.exposeString('workspace_display_name', { description: 'Its name for people then.' }),
    state: t.expose('state', { description: 'How far it has come.', type: DeletionStateEnum }),
    policy: t.expose('policy', { description: 'What happens to the contents.', type: DeletionPolicyEnum }),
    reason: t.exposeString('reason', { description: 'Why it was asked for.', nullable: true }),
    requestedBy: principalField(t, (row) => row.requested_by),
    requestedAt: t.expose('requested_at', { description: 'When it was asked for.', type: 'DateTime' }),
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
        'How many rows there are to remove. Until clean-up begins no more than 1,000 each of projects, invitations, service accounts and tokens are counted.',
    }),
    done: t.exposeInt('done', { description: 'How many rows are removed.' }),
    failed: t.exposeInt('failed', { description: 'External resources that could not be removed; remaining, too.' }),
    skipped: t.exposeInt('skipped', { description: 'External resources left behind: `skipDeletionStep`, RETAIN.' }),
    remaining: t.int({ description: 'How many rows are left.', resolve: remainingOf }),
    itemsPerSecond: t.float({
      nullable: true,
      description:
        'Over the last few seconds; null while it is not known, and for the first three seconds of clean-up.',
      resolve: (row, _args, context) => rateOf(row, context),
    }),
    etaSeconds: t.int({
      nullable: true,
      description: 'At the present rate; null while `itemsPerSecond` is.',
      resolve: async (row, _args, context) => {
        const rate = await rateOf(row, context)
        return rate ? Math.min(2 ** 31 - 1, Math.ceil(remainingOf(row) / rate)) : null
      },
    }),
    steps: t.field({
      description: 'What is removed, in this order.',
      type: [DeletionStep],
      resolve: (row, _args, context) => stepsOf(row.id, context),
    }),
    pausedAt: t.field({
      description: 'While platform admins have paused deletions, since when; null once it is finished.',
      type: 'DateTime',
      nullable: true,
      resolve: (row, _args, { load, store }) =>
        isPausable(row) ? load.once('deletions paused at', () => pausedAt(store.db)) : null,
    }),
    lastError: t.exposeString('last_error', {
      description: 'Why it has failed or is tried again; null while nothing was refused since it last moved.',
      nullable: true,
    }),
    canRetry: t.boolean({
      description: 'Whether it has failed, and `retryDeletion` would let it go on for the caller now.',
      // the workspace's own token that requested the deletion may restore the workspace, and nothing else
      resolve: async (row, _args, context) =>
        row.state === 'FAILED' && !context.signedIn.watchesDeletion && mayDecide(row.id, 'WORKSPACE_DELETE', context),
    }),
    canRestore: t.boolean({
      description: 'Whether `restoreWorkspace` would bring the workspace back for the caller now.',
      resolve: async (row, _args, context) =>
        row.state === 'SCHEDULED' && (await mayDecide(row.id, 'WORKSPACE_RESTORE', context)),
    }),
    workspaceEvents: t.field({
      type: EventConnection,
      nullable: true,
      auth: { signedIn: true },
      errors: ['CURSOR_AHEAD', 'CURSOR_EXPIRED', 'FORBIDDEN'],
      description:
        'The audit log of the workspace, for watchers, also after it is gone; of a workspace that was restored, up to then. Null, with FORBIDDEN, for a token that is limited to permissions without EVENT_READ.',
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
  description: 'What a deletion tells its watchers, and the counts at that time.',
  fields: (t) => ({
    id: t.id({
      sameForAll: true,
      description: 'The same in lists and in subscriptions, for the caches of clients; `node` does not take it.',
      resolve: (event, _args, { store }) =>
        event.head
          ? store.eventCursors.id('Snapshot', event.head, `${event.deletion_id} ${event.type}`)
          : store.eventCursors.id('DeletionEvent', event),
    }),
    cursor: t.field({
      sameForAll: true,
      type: 'Cursor',
      description:
        'For `after` of a subscription, which goes on behind this event, and for the lists of the log; of a SNAPSHOT the head of the log.',
      resolve: (event, _args, context) => eventCursor(event.head ?? event, context),
    }),
    type: t.field({
      sameForAll: true,
      description: 'What it tells.',
      type: DeletionEventTypeEnum,
      resolve: (event) => deletionEventType(event.type),
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime', sameForAll: true }),
    step: t.string({
      sameForAll: true,
      description: 'The step that it is about; null where it is about all.',
      nullable: true,
      resolve: (event) => progressOf(event).step ?? null,
    }),
    stepLabel: t.string({
      sameForAll: true,
      description: "That step's name for people; null where it is about all.",
      nullable: true,
      resolve: (event) => {
        const { step, stepLabel } = progressOf(event)
        // the log may have events of a time when labels were not recorded
        return stepLabel ?? step ?? null
      },
    }),
    stepTotal: t.int({
      sameForAll: true,
      description: 'How many rows that step had to remove; null where it is about all.',
      nullable: true,
      resolve: (event) => progressOf(event).stepTotal ?? null,
    }),
    stepDone: t.int({
      sameForAll: true,
      description: 'How many rows that step had removed by then; null where it is about all.',
      nullable: true,
      resolve: (event) => progressOf(event).stepDone ?? null,
    }),
    message: t.exposeString('summary', { sameForAll: true, description: 'The same in a sentence.' }),
    total: t.int({
      sameForAll: true,
      description: 'How many rows there were to remove in all.',
      resolve: (event) => progressOf(event).total,
    }),
    done: t.int({
      sameForAll: true,
      description: 'How many rows were removed by then.',
      resolve: (event) => progressOf(event).done,
    }),
    failed: t.int({
      sameForAll: true,
      description: 'How many external resources could not be removed until then.',
      resolve: (event) => progressOf(event).failed ?? 0,
    }),
    skipped: t.int({
      sameForAll: true,
      description: 'How many external resources were left behind until then.',
      resolve: (event) => progressOf(event).skipped ?? 0,
    }),
    resourceIds: t.idList({
      sameForAll: true,
      nullable: true,
      description: 'Of RELEASED those that were left behind; of STEP_SKIPPED the first of them, at most 1,000.',
      resolve: (event) => (progressOf(event).resourceIds as string[] | undefined) ?? null,
    }),
    deletion: t.field({
      type: Deletion,
      description: 'The deletion as it is now.',
      resolve: async (event, _args, context) =>
        (await loadDeletion(event.deletion_id as string, context)) as Row<'deletion'>,
    }),
  }),
})

builder.objectField(Deletion, 'events', (t) =>
  t.field({
    type: connectionOf(DeletionEvent, 'DeletionEvent', 'Cursor'),
    description: 'What it told, oldest first; PROGRESS is in `deletionEvents` alone.',
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
      'Null where there is none or the caller does not watch it: it asked, was an owner then, or is a platform admin.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => (isKind('deletion', id) ? loadDeletion(id, context) : null),
  }),
)

builder.queryField('deletions', (t) =>
  t.field({
    type: connectionOf(Deletion, 'Deletion'),
    auth: { signedIn: true },
    errors: [],
    description: 'Those that the caller watches, newest first unless `orderBy` says otherwise.',
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
      'One deletion, live. Without `after`: a SNAPSHOT, then every event from that instant on. With `after`: every event behind that cursor, none missing, none twice. Completes after SUCCEEDED or RESTORED, which is the last event and comes again to who asks for more.',
    args: {
      deletion: t.arg.id({ description: 'The id of the deletion.', required: true }),
      after: t.arg({
        description: 'Events behind this place, without a gap; after a SNAPSHOT without it.',
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
    description: 'Every deletion that the caller may see, its progress left out. Never completes by itself.',
    args: {
      after: t.arg({
        description:
          'Events behind this place, without a gap. Without it: a SNAPSHOT of each deletion under way, then what follows.',
        type: 'Cursor',
      }),
    },
    subscribe: (_root, { after }, context) => deletionsStream(after ?? null, context),
    resolve: (event) => event,
  }),
)
