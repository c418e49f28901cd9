import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { JsonText } from '../../graphql/json-text.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { Deletion } from '../deletion/graphql.ts'
import { loadDeletion } from '../deletion/queries.ts'
import { ResourceKind } from '../resource-kind/graphql.ts'
import { TaskStateEnum } from './enums.ts'
import { CleanupTaskFilter, loadLabels, loadTask, tasksOf } from './queries.ts'

export const CleanupTask = builder.objectRef<Row<'cleanup_task'>>('CleanupTask').implement({
  description:
    'One external resource that its owner service must remove. A task that is done is kept until the workspace is gone.',
  interfaces: [Node],
  fields: (t) => ({
    deletion: t.field({
      type: Deletion,
      nullable: true,
      description: 'The deletion that waits for it; null for the owner service, which does not watch the deletion.',
      resolve: (row, _args, context) => loadDeletion(row.deletion_id, context),
    }),
    workspaceId: t.exposeID('workspace_id', { description: 'The id of the workspace that is being deleted.' }),
    workspaceName: t.exposeString('workspace_name', { description: 'Its name.' }),
    kind: t.field({
      type: ResourceKind,
      description: 'The kind of the resource.',
      resolve: async (row, _args, context) => (await context.load.resourceKind.load(row.kind)) as Row<'resource_kind'>,
    }),
    resourceId: t.exposeID('resource_id', {
      description: 'The id of the resource whose external data must be removed.',
    }),
    resourceName: t.exposeString('resource_name', { description: 'Its name.' }),
    externalId: t.exposeString('external_id', {
      nullable: true,
      description: "The owner service's own reference (a URL, an id).",
    }),
    labels: t.field({
      type: 'JSONObject',
      description: 'The labels of the resource.',
      resolve: async (row, _args, context) => new JsonText(await loadLabels(row, context)),
    }),
    state: t.expose('state', { type: TaskStateEnum, description: 'How far it has come.' }),
    attempt: t.exposeInt('attempt', {
      description:
        'How often it was claimed or sent. Reports must give this number; only those of the newest attempt count.',
    }),
    leaseExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'While CLAIMED: when the lease of whoever claimed it expires.',
      resolve: ({ state, due_at }) => (state === 'CLAIMED' ? due_at : null),
    }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'While RETRYING: the earliest time of the next attempt.',
      resolve: ({ state, due_at }) => (state === 'RETRYING' ? due_at : null),
    }),
    lastError: t.exposeString('last_error', {
      nullable: true,
      description: 'Why the last attempt failed; null if none has.',
    }),
  }),
})

nodeType('cleanup_task', loadTask)

builder.objectField(Deletion, 'tasks', (t) =>
  t.field({
    type: connectionOf(CleanupTask, 'CleanupTask'),
    errors: [],
    description: 'The clean-up tasks for external resources, newest first; empty when the workspace is gone.',
    args: { ...pageArgs, filter: t.arg({ type: CleanupTaskFilter }) },
    resolve: (row, args, context) => tasksOf(row.id, args, context),
  }),
)
