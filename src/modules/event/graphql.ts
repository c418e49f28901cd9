import type { Row } from '../../../db/schema.ts'
import { findAccess } from '../../access/authorize.ts'
import { assertNotDeleting, assertVisible, can, workspaceDeleting } from '../../access/judge.ts'
import { notFound } from '../../errors.ts'
import { type StoredEventType, subjectNameOf } from '../../events/catalogue/index.ts'
import { placeOf } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import { headOf } from '../../events/read.ts'
import type { Decision } from '../../events/tail.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import { checkValues } from '../../store/filter.ts'
import { principalField } from '../principal/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { eventCursor } from './cursors.ts'
import { EventTypeEnum } from './event-type.ts'
import { allEvents, EventFilter, eventsOfWorkspace, watchedDeletionOf, workspaceEventsAfter } from './queries.ts'

export const Event = builder.objectRef<Row<'event'>>('Event').implement({
  description:
    'What happened, written in the transaction of what it tells. The audit log and subscriptions read the same rows.',
  fields: (t) => ({
    id: t.id({
      description: 'The same in lists and in subscriptions, for the caches of clients; `node` does not take it.',
      resolve: (row, _args, { store }) => store.eventCursors.id('Event', row),
    }),
    cursor: t.field({
      type: 'Cursor',
      description: 'For `after` of a subscription, which goes on behind this event, and for the lists of the log.',
      resolve: (row, _args, context) => eventCursor(row, context),
    }),
    type: t.field({
      description: 'What happened.',
      type: EventTypeEnum,
      resolve: (row) => row.type as StoredEventType,
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime' }),
    workspaceId: t.exposeID('workspace_id', {
      description: 'The workspace that it is about; null where it is about none.',
      nullable: true,
    }),
    actor: principalField(t, (row) => row.actor_id),
    actorId: t.exposeID('actor_id', { nullable: true, description: 'They stay when the actor is gone.' }),
    actorName: t.exposeString('actor_name', { description: 'The name that the actor had then.' }),
    summary: t.exposeString('summary', { description: 'One sentence: `Ann made Bob an editor`.' }),
    tokenId: t.exposeID('token_id', {
      description: 'The token that it was done with; null where it was none.',
      nullable: true,
    }),
    subjectId: t.exposeID('subject_id', { description: 'The id of what it is about.', nullable: true }),
    subjectName: t.string({
      nullable: true,
      description: 'The name that the subject had then; it stays when the subject is gone.',
      resolve: (row) => subjectNameOf(row),
    }),
    requestId: t.exposeString('request_id', {
      description: 'The `X-Request-Id` of the request that did it.',
      nullable: true,
    }),
    ip: t.exposeString('ip', { nullable: true, description: 'Shown in the audit log alone.' }),
    data: t.field({
      description: 'Ids, names and roles before and after, by type; never a secret.',
      type: 'JSONObject',
      resolve: (row) => JSON.parse(row.data) as Record<string, unknown>,
    }),
  }),
})

export const EventConnection = connectionOf(Event, 'Event', 'Cursor')
builder.objectField(Workspace, 'events', (t) =>
  t.field({
    type: EventConnection,
    nullable: true,
    auth: { permission: 'EVENT_READ', on: ({ id }) => ({ id }) },
    errors: ['CURSOR_AHEAD', 'CURSOR_EXPIRED'],
    description: 'The audit log, newest first.',
    args: { ...pageArgs, filter: t.arg({ type: EventFilter }) },
    resolve: eventsOfWorkspace,
  }),
)

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    nullable: true,
    auth: { platformAdmin: true },
    errors: ['CURSOR_AHEAD', 'CURSOR_EXPIRED'],
    description: 'The log of the whole deployment, newest first.',
    args: {
      ...pageArgs,
      workspaceId: t.arg.id({ description: 'Only events about this workspace, which may be gone.' }),
      filter: t.arg({ type: EventFilter }),
    },
    resolve: (_root, { workspaceId, ...args }, context) => allEvents(workspaceId ?? null, args, context),
  }),
)

builder.subscriptionField('workspaceEvents', (t) =>
  t.field({
    type: Event,
    auth: { permission: 'EVENT_READ', on: (_root, { workspace }) => workspace },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'WORKSPACE_DELETING'],
    description:
      'Every event of the workspace from now on, or behind `after`: none missing, none twice. Never completes: its deletion ends it with an error, WORKSPACE_DELETING for those who watch that.',
    args: {
      workspace: t.arg({ type: WorkspaceRef, required: true }),
      after: t.arg({ description: 'Events behind this place, without a gap; from now on without it.', type: 'Cursor' }),
      types: t.arg({ description: 'Only events of these types.', type: [EventTypeEnum] }),
    },
    subscribe: async (_root, { workspace, after, types }, context) => {
      if (types) checkValues('types', types)
      const { store } = context
      const head = await headOf(store.db)
      const start = after ? (await placeOf(store, after, head)).seq : head
      const access = await findAccess(store.db, context.signedIn, workspace)
      assertVisible(access)
      assertNotDeleting(access)
      const { id } = access.workspace
      return streamEvents(context, {
        after: start,
        topics: [topic.workspace(id)],
        read: (from, limit) => workspaceEventsAfter(store.db, id, types, from, limit),
        authorize: () => authorizeStream(id, context),
      })
    },
    resolve: (event) => event,
  }),
)

/**
 * Ends the stream with an error once the caller may not read the workspace's events: WORKSPACE_DELETING for a watcher of
 * its deletion, also after the workspace has gone, NOT_FOUND for everybody else.
 */
async function authorizeStream(workspaceId: string, context: Context): Promise<Decision> {
  const access = await context.load.access.load(workspaceId)
  if (access) assertNotDeleting(access)
  if (can(context.signedIn, access, 'EVENT_READ')) return 'deliver'
  const deletionId = access ? null : await watchedDeletionOf(workspaceId, context)
  throw deletionId === null ? notFound() : workspaceDeleting(deletionId)
}
