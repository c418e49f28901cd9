// The events of a deletion in the API: its list, and the subscriptions that send them live.
import type { Row } from '../../../db/schema.ts'
import { deletionEventType } from '../../events/catalogue/deletion.ts'
import type { EventData } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { eventCursor } from '../event/cursors.ts'
import { eventsOfDeletion } from '../event/queries.ts'
import { DeletionEventTypeEnum } from './enums.ts'
import { Deletion } from './graphql.ts'
import { loadDeletion } from './queries.ts'
import { deletionStream, deletionsStream, type StreamedEvent } from './stream.ts'

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
