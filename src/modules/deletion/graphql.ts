import DataLoader from 'dataloader'
import type { Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { DELETION_EVENT_TYPES, deletionEventType } from '../../events/catalogue/deletion.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, forwardArgs, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { StringFilter } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { dialectOf } from '../../store/dialect.ts'
import { isKind } from '../../store/id.ts'
import { EventConnection, EventFilter } from '../event/graphql.ts'
import { listEvents } from '../event/queries.ts'
import { loadPrincipal, Principal } from '../principal/graphql.ts'
import { PrincipalRef, WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { deleteWorkspace } from './actions.ts'
import { deletionOf, eventsOfDeletion, findDeletion, listDeletions, rateOf } from './queries.ts'
import { deletionStream, deletionsStream } from './stream.ts'

const DeletionPolicyEnum = builder.enumType('DeletionPolicy', {
  description: 'CASCADE removes all contents. RESTRICT refuses while there are resources.',
  values: ['CASCADE', 'RESTRICT'] as const,
})
const DeletionStateEnum = builder.enumType('DeletionState', { values: ['RUNNING', 'SUCCEEDED'] as const })
const StepStateEnum = builder.enumType('StepState', {
  description: 'RETRYING: the database refused the step; it goes on at `nextAttemptAt`.',
  values: ['WAITING', 'RUNNING', 'RETRYING', 'SUCCEEDED'] as const,
})
const DeletionEventTypeEnum = builder.enumType('DeletionEventType', { values: DELETION_EVENT_TYPES })

const DeletionStep = builder.objectRef<Row<'deletion_step'>>('DeletionStep').implement({
  fields: (t) => ({
    name: t.exposeString('name', { description: '`resources:job`, `projects`, `tokens`, `memberships`, `workspace`.' }),
    order: t.exposeInt('position'),
    state: t.expose('state', { type: StepStateEnum }),
    total: t.exposeInt('total'),
    done: t.exposeInt('done'),
    attempts: t.exposeInt('attempts', { description: 'How often the database has refused it.' }),
    nextAttemptAt: t.expose('next_attempt_at', { type: 'DateTime', nullable: true }),
    lastError: t.exposeString('last_error', { nullable: true }),
  }),
})

const Deletion = builder.objectRef<Row<'deletion'>>('Deletion').implement({
  description:
    'A durable record of one deletion. It outlives the workspace; its owners at that time may always read it.',
  interfaces: [Node],
  fields: (t) => ({
    workspaceId: t.exposeID('workspace_id'),
    workspaceName: t.exposeString('workspace_name'),
    workspaceDisplayName: t.exposeString('workspace_display_name'),
    state: t.expose('state', { type: DeletionStateEnum }),
    policy: t.expose('policy', { type: DeletionPolicyEnum }),
    reason: t.exposeString('reason', { nullable: true }),
    requestedBy: t.field({
      type: Principal,
      nullable: true,
      resolve: (row, _args, context) => loadPrincipal(row.requested_by, context),
    }),
    requestedAt: t.expose('requested_at', { type: 'DateTime' }),
    startsAt: t.expose('requested_at', { type: 'DateTime', description: 'When clean-up starts.' }),
    startedAt: t.expose('started_at', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finished_at', { type: 'DateTime', nullable: true }),
    total: t.exposeInt('total'),
    done: t.exposeInt('done'),
    remaining: t.int({ resolve: (row) => row.total - row.done }),
    itemsPerSecond: t.float({
      nullable: true,
      description: 'Over the last few seconds; null while it is not known.',
      resolve: (row, _args, context) => rateOf(row, context),
    }),
    etaSeconds: t.int({
      nullable: true,
      description: 'At the present rate; null while that is not known.',
      resolve: async (row, _args, context) => {
        const rate = await rateOf(row, context)
        return rate ? Math.min(2 ** 31 - 1, Math.ceil((row.total - row.done) / rate)) : null
      },
    }),
    steps: t.field({ type: [DeletionStep], resolve: (row, _args, context) => stepsOf(row.id, context) }),
    lastError: t.exposeString('last_error', { nullable: true }),
    workspaceEvents: t.field({
      type: EventConnection,
      auth: { signedIn: true },
      description: 'The audit log of the workspace, for watchers, also after it is gone.',
      args: { ...forwardArgs, filter: t.arg({ type: EventFilter }) },
      resolve: (row, args, context) => {
        assertTokenPermission(context.signedIn, 'EVENT_READ')
        return listEvents(row.workspace_id, args, context, { showIp: false })
      },
    }),
  }),
})

function stepsOf(deletionId: string, { store, load }: Context): Promise<Row<'deletion_step'>[]> {
  const loader = load.once('deletion_steps', () => {
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = await store.db
        .selectFrom('deletion_step')
        .selectAll()
        .where('deletion_id', 'in', dialectOf(store.db).keys(ids))
        .orderBy('position')
        .execute()
      return ids.map((id) => rows.filter((row) => row.deletion_id === id))
    })
  })
  return loader.load(deletionId)
}

nodeType('deletion', findDeletion)

interface Told {
  total: number
  done: number
  step?: string
}
const told = (event: Row<'event'>) => JSON.parse(event.data) as Told

const DeletionEvent = builder.objectRef<Row<'event'>>('DeletionEvent').implement({
  fields: (t) => ({
    cursor: t.expose('seq', { type: 'Cursor' }),
    type: t.field({ type: DeletionEventTypeEnum, resolve: (event) => deletionEventType(event.type) }),
    at: t.expose('at', { type: 'DateTime' }),
    step: t.string({ nullable: true, resolve: (event) => told(event).step ?? null }),
    message: t.exposeString('summary'),
    total: t.int({ resolve: (event) => told(event).total }),
    done: t.int({ resolve: (event) => told(event).done }),
    deletion: t.field({
      type: Deletion,
      description: 'The deletion as it is now.',
      resolve: async (event, _args, context) =>
        (await findDeletion(event.deletion_id ?? '', context)) as Row<'deletion'>,
    }),
  }),
})

builder.objectField(Deletion, 'events', (t) =>
  t.field({
    type: connectionOf(DeletionEvent, 'DeletionEvent'),
    description: 'What it told, oldest first; PROGRESS is in `deletionEvents` alone.',
    args: forwardArgs,
    resolve: (row, args, context) => eventsOfDeletion(row, args, context),
  }),
)

builder.objectField(Workspace, 'deletion', (t) =>
  t.field({
    type: Deletion,
    nullable: true,
    description: 'The deletion under way; null while the workspace is not being deleted.',
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
    resolve: (_root, { id }, context) => (isKind('deletion', id) ? findDeletion(id, context) : null),
  }),
)

const DeletionFilter = builder.inputType('DeletionFilter', {
  fields: (t) => ({
    state: t.field({ type: [DeletionStateEnum] }),
    workspaceName: t.field({ type: StringFilter }),
    requestedBy: t.field({ type: PrincipalRef }),
  }),
})

builder.queryField('deletions', (t) =>
  t.field({
    type: connectionOf(Deletion, 'Deletion'),
    auth: { signedIn: true },
    errors: [],
    description: 'Those that the caller watches, newest first.',
    args: { ...pageArgs, filter: t.arg({ type: DeletionFilter }) },
    resolve: (_root, args, context) => listDeletions(context, args),
  }),
)

const DeleteWorkspaceInput = builder.inputType('DeleteWorkspaceInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    policy: t.field({ type: DeletionPolicyEnum, defaultValue: 'CASCADE' }),
    reason: t.string(),
  }),
})
const DeleteWorkspacePayload = builder.objectRef<Row<'deletion'>>('DeleteWorkspacePayload').implement({
  fields: (t) => ({ deletion: t.field({ type: Deletion, resolve: (row) => row }) }),
})

builder.mutationField('deleteWorkspace', (t) =>
  t.field({
    type: DeleteWorkspacePayload,
    auth: { permission: 'WORKSPACE_DELETE', on: (_root, { input }) => input.workspace, whileDeleting: true },
    errors: ['BUILT_IN', 'DELETION_PROTECTED', 'WORKSPACE_NOT_EMPTY'],
    description:
      'Answers at once with a deletion to watch; from then on the workspace exists for its watchers alone. The same again answers the same deletion.',
    args: { input: t.arg({ type: DeleteWorkspaceInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => deleteWorkspace(store, caller, input),
  }),
)

builder.subscriptionField('deletionEvents', (t) =>
  t.field({
    type: DeletionEvent,
    auth: { signedIn: true, orWatching: true },
    errors: ['CURSOR_AHEAD', 'NOT_FOUND'],
    description:
      'One deletion, live. Without `after`: a SNAPSHOT, then every event from that instant on. With `after`: every event behind that cursor, none missing, none twice. Completes after SUCCEEDED.',
    args: { deletion: t.arg.id({ required: true }), after: t.arg({ type: 'Cursor' }) },
    subscribe: (_root, { deletion, after }, context) => deletionStream(deletion, after ?? null, context),
    resolve: (event) => event,
  }),
)

builder.subscriptionField('deletions', (t) =>
  t.field({
    type: DeletionEvent,
    auth: { signedIn: true },
    errors: ['CURSOR_AHEAD'],
    description: 'Every deletion that the caller may see, its progress left out. Never completes by itself.',
    args: { after: t.arg({ type: 'Cursor' }) },
    subscribe: (_root, { after }, context) => deletionsStream(after ?? null, context),
    resolve: (event) => event,
  }),
)
