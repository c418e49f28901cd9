import type { Row } from '../../../db/schema.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { NodeAction } from '../../events/catalogue/changes.ts'
import { type StoredEventType, subjectNameOf } from '../../events/catalogue/index.ts'
import { startOf } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import { isInAuditLog } from '../../events/read.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { described } from '../../graphql/enums.ts'
import { JsonText } from '../../graphql/json-text.ts'
import { loadNode, Node } from '../../graphql/node.ts'
import { streamEvents } from '../../graphql/stream.ts'
import { checkValues } from '../../store/filter.ts'
import { principalField } from '../principal/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { changesBehind, decideChange, type LoggedChange } from './changes.ts'
import { eventCursor } from './cursors.ts'
import { EventTypeEnum } from './event-type.ts'
import { allEvents, EventFilter, eventsAfter, eventsOfWorkspace } from './queries.ts'
import { workspaceStream } from './workspace-stream.ts'

export const Event = builder.objectRef<Row<'event'>>('Event').implement({
  description:
    'Something that happened, recorded in the same transaction. The audit log and subscriptions read the same records.',
  fields: (t) => ({
    id: t.id({
      sameForAll: true,
      description: 'The same in lists and subscriptions, so that clients can cache by it; `node` does not accept it.',
      resolve: (row, _args, { store }) => store.eventCursors.id('Event', row),
    }),
    cursor: t.field({
      sameForAll: true,
      type: 'Cursor',
      description:
        'Pass it as `after` of a subscription to continue after this event. The lists of the log accept it, too.',
      resolve: (row, _args, context) => eventCursor(row, context),
    }),
    type: t.field({
      sameForAll: true,
      description: 'What happened.',
      type: EventTypeEnum,
      resolve: (row) => row.type as StoredEventType,
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime', sameForAll: true }),
    workspaceId: t.exposeID('workspace_id', {
      sameForAll: true,
      description: 'The id of the workspace that it is about; null if it is about none.',
      nullable: true,
    }),
    actor: principalField(t, (row) => row.actor_id),
    actorId: t.exposeID('actor_id', {
      sameForAll: true,
      nullable: true,
      description: 'The id of the actor; null if the server itself did it.',
    }),
    actorName: t.exposeString('actor_name', { sameForAll: true, description: 'The name of the actor at that time.' }),
    summary: t.exposeString('summary', { sameForAll: true, description: 'One sentence: `Ann made Bob an editor`.' }),
    tokenId: t.exposeID('token_id', {
      sameForAll: true,
      description: 'The id of the token that was used; null if none was.',
      nullable: true,
    }),
    subjectId: t.exposeID('subject_id', {
      sameForAll: true,
      description: 'The id of the object that it is about.',
      nullable: true,
    }),
    subjectName: t.string({
      sameForAll: true,
      nullable: true,
      description: 'The name of the subject at that time, kept when the subject is gone.',
      resolve: (row) => subjectNameOf(row),
    }),
    requestId: t.exposeString('request_id', {
      sameForAll: true,
      description: 'The `X-Request-Id` of the request that did it.',
      nullable: true,
    }),
    ip: t.exposeString('ip', {
      sameForAll: true,
      nullable: true,
      description: 'The address of the client. Null in subscriptions, and in the events of a deleted workspace.',
    }),
    data: t.field({
      sameForAll: true,
      description: 'Details that depend on the type, such as ids, names, and roles before and after; never a secret.',
      type: 'JSONObject',
      resolve: (row) => new JsonText(row.data),
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
    description: 'The event log of the whole deployment, newest first.',
    args: {
      ...pageArgs,
      workspaceId: t.arg.id({ description: 'Only events about this workspace, which may be gone.' }),
      filter: t.arg({ type: EventFilter }),
    },
    resolve: (_root, { workspaceId, ...args }, context) => allEvents(workspaceId ?? null, args, context),
  }),
)

const streamArgs = builder.args((t) => ({
  after: t.field({
    description: 'Sends the events after this cursor, without a gap; events from now on if omitted.',
    type: 'Cursor',
  }),
  types: t.field({ description: 'Only events of these types.', type: [EventTypeEnum] }),
}))

/** The event itself, if it is in the audit log and of one of these types; nothing otherwise. */
const auditedOf = (types: readonly string[] | null | undefined) => (event: Row<'event'>) =>
  isInAuditLog(event) && (!types || types.includes(event.type)) ? [event] : []

builder.subscriptionField('workspaceEvents', (t) =>
  t.field({
    sameForAll: true,
    type: Event,
    auth: { permission: 'EVENT_READ', on: (_root, { workspace }) => workspace },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'LIMIT_EXCEEDED', 'SUBSCRIBER_TOO_SLOW', 'WORKSPACE_DELETING'],
    description:
      'Every event of the workspace from now on, or after the cursor `after`, each exactly once. Never completes: the deletion of the workspace ends it with an error, WORKSPACE_DELETING for those who watch the deletion.',
    args: { workspace: t.arg({ type: WorkspaceRef, required: true }), ...streamArgs },
    subscribe: (_root, { workspace, after, types }, context) => {
      if (types) checkValues('types', types)
      return workspaceStream<Row<'event'>>(context, workspace, after, 'EVENT_READ', ({ seq }, id) => ({
        after: seq,
        read: (from, limit) => eventsAfter(context.store.db, id, types, from, limit),
        pick: auditedOf(types),
        cursorOf: (event) => context.store.eventCursors.seal(event),
      }))
    },
    resolve: (event) => event,
  }),
)

builder.subscriptionField('events', (t) =>
  t.field({
    sameForAll: true,
    type: Event,
    auth: { platformAdmin: true },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'LIMIT_EXCEEDED', 'SUBSCRIBER_TOO_SLOW'],
    description:
      'Every event of the whole deployment from now on, or after the cursor `after`, each exactly once. Never completes.',
    args: streamArgs,
    subscribe: async (_root, { after, types }, context) => {
      if (types) checkValues('types', types)
      const { store } = context
      return streamEvents(context, {
        after: (await startOf(store, after)).seq,
        topic: topic.all,
        read: (from, limit) => eventsAfter(store.db, null, types, from, limit),
        pick: auditedOf(types),
        cursorOf: (event) => (event ? store.eventCursors.seal(event) : (after ?? null)),
        authorize: async () => assertPlatformAdmin(context.caller),
      })
    },
    resolve: (event) => event,
  }),
)

const NodeActionEnum = builder.enumType('NodeAction', {
  description: 'What happened to a node.',
  values: described({
    CREATED: 'It is new.',
    UPDATED: 'One of its fields has a new value.',
    DELETED: 'It is gone.',
  } satisfies Record<NodeAction, string>),
})

const NodeChange = builder.objectRef<LoggedChange>('NodeChange').implement({
  description:
    'A change of an object that the caller may read: enough to keep a page or a cache up to date, without who made it and why.',
  fields: (t) => ({
    cursor: t.field({
      sameForAll: true,
      type: 'Cursor',
      description:
        'Pass it as `after` to continue after this change. If an event changes many nodes, each change has its own cursor.',
      resolve: ({ event, part }, _args, { store }) => store.eventCursors.seal(event, part),
    }),
    action: t.field({
      sameForAll: true,
      description: 'What happened to it.',
      type: NodeActionEnum,
      resolve: ({ action }) => action,
    }),
    id: t.exposeID('id', { sameForAll: true, description: 'The id of the node.' }),
    node: t.field({
      type: Node,
      nullable: true,
      description: 'The current node; null if it is gone.',
      resolve: ({ id }, _args, context) => loadNode(id, context),
    }),
  }),
})

builder.subscriptionField('nodeChanges', (t) =>
  t.field({
    sameForAll: true,
    type: NodeChange,
    auth: { permission: 'WORKSPACE_READ', on: (_root, { workspace }) => workspace },
    errors: ['CURSOR_EXPIRED', 'CURSOR_AHEAD', 'LIMIT_EXCEEDED', 'SUBSCRIBER_TOO_SLOW', 'WORKSPACE_DELETING'],
    description:
      'Each change of the workspace, its members, tokens, projects and resources that the caller may read, from now on or after the cursor `after`, each exactly once. Effects on other nodes are not included, such as the resources of a deleted project or the members whose user was renamed; of tokens that end together, the first 100 are. Never completes: the deletion of the workspace ends it with an error, WORKSPACE_DELETING for those who watch the deletion.',
    args: {
      workspace: t.arg({ type: WorkspaceRef, required: true }),
      after: t.arg({
        description: 'Sends the changes after this cursor, without a gap; changes from now on if omitted.',
        type: 'Cursor',
      }),
    },
    subscribe: (_root, { workspace, after }, context) =>
      workspaceStream<LoggedChange>(context, workspace, after, 'WORKSPACE_READ', (start, id) => ({
        ...changesBehind(context.store.db, id, start),
        decide: (change) => decideChange(change, id, context),
        cursorOf: ({ event, part }) => context.store.eventCursors.seal(event, part),
      })),
    resolve: (change) => change,
  }),
)
