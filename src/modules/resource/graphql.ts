import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, forwardArgs, pageArgs } from '../../graphql/connections.ts'
import { DateTimeFilter, OrderDirection, StringFilter } from '../../graphql/enums.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { loadPrincipal, Principal } from '../principal/graphql.ts'
import { Project } from '../project/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import { deleteResource, updateResource } from './actions.ts'
import { countsOf, resourcesOfProject, resourcesOfWorkspace } from './queries.ts'
import { registerResources } from './register.ts'

const CleanupModeEnum = builder.enumType('CleanupMode', {
  description: 'NONE: removing the row is all.',
  values: ['NONE'] as const,
})

export const ResourceKind = builder.objectRef<Row<'resource_kind'>>('ResourceKind').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    displayName: t.exposeString('display_name'),
    cleanup: t.expose('cleanup', { type: CleanupModeEnum }),
    cleanupOrder: t.exposeInt('cleanup_order', { description: 'Kinds are cleaned up in ascending order.' }),
    builtIn: t.boolean({ resolve: (row) => row.built_in === 1 }),
  }),
})

export const Resource = builder.objectRef<Row<'resource'>>('Resource').implement({
  description:
    'Something a workspace holds: a job, deployment, model, dataset, fileset. The service that owns it registers it here.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: t.field({
      type: Workspace,
      resolve: async (row, _args, context) => (await loadWorkspace(row.workspace_id, context)) as Row<'workspace'>,
    }),
    project: t.field({
      type: Project,
      nullable: true,
      resolve: (row, _args, context) => (row.project_id === null ? null : context.load.project.load(row.project_id)),
    }),
    kind: t.field({
      type: ResourceKind,
      resolve: async (row, _args, context) => (await context.load.resourceKind.load(row.kind)) as Row<'resource_kind'>,
    }),
    name: t.exposeString('name', { description: 'Unique in its workspace among resources of its kind.' }),
    externalId: t.exposeString('external_id', {
      nullable: true,
      description: "The owner service's own reference (a URL, an id).",
    }),
    labels: t.field({ type: 'JSONObject', resolve: (row) => JSON.parse(row.labels) as Record<string, unknown> }),
    spec: t.field({ type: 'JSONObject', resolve: (row) => JSON.parse(row.spec) as Record<string, unknown> }),
    version: t.exposeInt('version'),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: t.field({
      type: Principal,
      nullable: true,
      resolve: (row, _args, context) => loadPrincipal(row.created_by, context),
    }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

workspaceNode('resource', 'RESOURCE_READ')

export const ResourceCount = builder.objectRef<{ kind: string; count: number }>('ResourceCount').implement({
  fields: (t) => ({
    kind: t.field({
      type: ResourceKind,
      resolve: async (row, _args, context) => (await context.load.resourceKind.load(row.kind)) as Row<'resource_kind'>,
    }),
    count: t.exposeInt('count'),
  }),
})

const ResourceFilter = builder.inputType('ResourceFilter', {
  description:
    '`project: null` means without a project. `labels`: each of these keys with just this value, at most 20.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or external id, any case.' }),
    kind: t.stringList(),
    project: t.id(),
    name: t.field({ type: StringFilter }),
    labels: t.field({ type: 'JSONObject' }),
    createdAt: t.field({ type: DateTimeFilter }),
  }),
})
const ResourceOrderField = builder.enumType('ResourceOrderField', {
  values: ['NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT'] as const,
})
const ResourceOrder = builder.inputType('ResourceOrder', {
  fields: (t) => ({
    field: t.field({ type: ResourceOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})
const ResourceConnection = connectionOf(Resource, 'Resource')

builder.objectFields(Workspace, (t) => ({
  resources: t.field({
    type: ResourceConnection,
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: ResourceFilter }), orderBy: t.arg({ type: [ResourceOrder] }) },
    resolve: (workspace, args, context) => resourcesOfWorkspace(workspace, args, context),
  }),
  resourceCounts: t.field({
    type: [ResourceCount],
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    description: 'Kept with each write. Kinds without any are left out.',
    resolve: (workspace, _args, context) => countsOf(workspace, context),
  }),
}))

builder.objectField(Project, 'resources', (t) =>
  t.field({
    type: ResourceConnection,
    auth: { permission: 'RESOURCE_READ', on: ({ workspace_id }) => ({ id: workspace_id }) },
    errors: [],
    args: { ...forwardArgs, filter: t.arg({ type: ResourceFilter }) },
    resolve: (project, args, context) => resourcesOfProject(project, args, context),
  }),
)

builder.queryField('resourceKinds', (t) =>
  t.field({
    type: [ResourceKind],
    auth: { signedIn: true },
    description: 'In the order of clean-up.',
    resolve: (_root, _args, { store }) =>
      store.db.selectFrom('resource_kind').selectAll().orderBy('cleanup_order').orderBy('name').execute(),
  }),
)

const ResourceInput = builder.inputType('ResourceInput', {
  description: '`labels` and `spec`: at most 16 KiB of JSON each.',
  fields: (t) => ({
    kind: t.string({ required: true }),
    name: t.string({ required: true }),
    project: t.id(),
    externalId: t.string(),
    labels: t.field({ type: 'JSONObject' }),
    spec: t.field({ type: 'JSONObject' }),
  }),
})

const resourcePayload = (name: string) =>
  builder.objectRef<Row<'resource'>>(name).implement({
    fields: (t) => ({ resource: t.field({ type: Resource, resolve: (row) => row }) }),
  })

const RegisterResourceInput = builder.inputType('RegisterResourceInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    resource: t.field({ type: ResourceInput, required: true }),
  }),
})

builder.mutationField('registerResource', (t) =>
  t.field({
    type: resourcePayload('RegisterResourcePayload'),
    auth: { permission: 'RESOURCE_WRITE', on: (_root, { input }) => input.workspace },
    errors: ['CONFLICT'],
    description: 'Again with the same content answers the same resource; with other content CONFLICT.',
    args: { input: t.arg({ type: RegisterResourceInput, required: true }) },
    resolve: async (_root, { input }, { store, caller }) => {
      const registered = await registerResources(store, caller, { ...input, resources: [input.resource] })
      return registered[0] as Row<'resource'>
    },
  }),
)

const RegisterResourcesInput = builder.inputType('RegisterResourcesInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    resources: t.field({ type: [ResourceInput], required: true }),
  }),
})
const RegisterResourcesPayload = builder.objectRef<Row<'resource'>[]>('RegisterResourcesPayload').implement({
  fields: (t) => ({ resources: t.field({ type: [Resource], resolve: (rows) => rows }) }),
})

builder.mutationField('registerResources', (t) =>
  t.field({
    type: RegisterResourcesPayload,
    auth: { permission: 'RESOURCE_WRITE', on: (_root, { input }) => input.workspace },
    errors: ['CONFLICT', 'LIMIT_EXCEEDED'],
    description: 'At most 1,000; all or nothing.',
    args: { input: t.arg({ type: RegisterResourcesInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => registerResources(store, caller, input),
  }),
)

const UpdateResourceInput = builder.inputType('UpdateResourceInput', {
  description: 'A field left out stays; `labels` and `spec` replace, they do not merge; `project: null` takes it out.',
  fields: (t) => ({
    resource: t.id({ required: true }),
    project: t.id(),
    externalId: t.string(),
    labels: t.field({ type: 'JSONObject' }),
    spec: t.field({ type: 'JSONObject' }),
    expectedVersion: t.int(),
  }),
})

builder.mutationField('updateResource', (t) =>
  t.field({
    type: resourcePayload('UpdateResourcePayload'),
    auth: { permission: 'RESOURCE_WRITE', on: (_root, { input }) => ({ node: input.resource, noun: 'resource' }) },
    errors: ['CONFLICT'],
    args: { input: t.arg({ type: UpdateResourceInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => updateResource(store, caller, input),
  }),
)

const DeleteResourceInput = builder.inputType('DeleteResourceInput', {
  fields: (t) => ({ resource: t.id({ required: true }), expectedVersion: t.int() }),
})
const DeleteResourcePayload = builder.objectRef<{ id: string }>('DeleteResourcePayload').implement({
  fields: (t) => ({ deletedResourceId: t.exposeID('id') }),
})

builder.mutationField('deleteResource', (t) =>
  t.field({
    type: DeleteResourcePayload,
    auth: { permission: 'RESOURCE_WRITE', on: (_root, { input }) => ({ node: input.resource, noun: 'resource' }) },
    errors: ['CONFLICT'],
    args: { input: t.arg({ type: DeleteResourceInput, required: true }) },
    resolve: async (_root, { input }, { store, caller }) => ({ id: await deleteResource(store, caller, input) }),
  }),
)
