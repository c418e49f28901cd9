import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { JsonText } from '../../graphql/json-text.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { principalField } from '../principal/graphql.ts'
import { Project } from '../project/graphql.ts'
import { ResourceKind } from '../resource-kind/graphql.ts'
import { Workspace, workspaceField } from '../workspace/graphql.ts'
import { countsOf, ResourceFilter, ResourceOrder, resourcesOfProject, resourcesOfWorkspace } from './queries.ts'

export const Resource = builder.objectRef<Row<'resource'>>('Resource').implement({
  description:
    'Something a workspace holds: a job, deployment, model, dataset, fileset. The service that owns it registers it here.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: workspaceField(t, (row) => row.workspace_id),
    project: t.field({
      type: Project,
      nullable: true,
      resolve: (row, _args, context) => (row.project_id === null ? null : context.load.project.load(row.project_id)),
    }),
    kind: t.field({
      description: 'Its kind.',
      type: ResourceKind,
      resolve: async (row, _args, context) => (await context.load.resourceKind.load(row.kind)) as Row<'resource_kind'>,
    }),
    name: t.exposeString('name', { description: 'Unique in its workspace among resources of its kind.' }),
    externalId: t.exposeString('external_id', {
      nullable: true,
      description: "The owner service's own reference (a URL, an id).",
    }),
    labels: t.field({
      description: 'Names and values to find it by.',
      type: 'JSONObject',
      resolve: (row) => new JsonText(row.labels),
    }),
    spec: t.field({
      description: 'Data that the owner service keeps with it.',
      type: 'JSONObject',
      resolve: (row) => new JsonText(row.spec),
    }),
    version: t.exposeInt('version'),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: principalField(t, (row) => row.created_by),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

workspaceNode('resource', 'RESOURCE_READ')

export const ResourceCount = builder.objectRef<{ kind: string; count: number }>('ResourceCount').implement({
  description: 'How many resources of a kind there are.',
  fields: (t) => ({
    kind: t.field({
      description: 'The kind.',
      type: ResourceKind,
      resolve: async (row, _args, context) => (await context.load.resourceKind.load(row.kind)) as Row<'resource_kind'>,
    }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
})

const ResourceConnection = connectionOf(Resource, 'Resource')

builder.objectFields(Workspace, (t) => ({
  resources: t.field({
    description: 'Its resources, newest first unless `orderBy` says otherwise.',
    type: ResourceConnection,
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: ResourceFilter }), orderBy: t.arg({ type: [ResourceOrder] }) },
    resolve: resourcesOfWorkspace,
  }),
  resourceCounts: t.field({
    type: [ResourceCount],
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    description:
      'How many resources of each kind it has: stored numbers, not counted when they are read. Kinds without resources are left out.',
    resolve: (workspace, _args, context) => countsOf(workspace, context),
  }),
}))

builder.objectField(Project, 'resources', (t) =>
  t.field({
    description: 'The resources that it groups, newest first unless `orderBy` says otherwise.',
    type: ResourceConnection,
    auth: { permission: 'RESOURCE_READ', on: ({ workspace_id }) => ({ id: workspace_id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: ResourceFilter }), orderBy: t.arg({ type: [ResourceOrder] }) },
    resolve: (project, args, context) => resourcesOfProject(project.id, args, context),
  }),
)
