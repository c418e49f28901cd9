import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { NamedOrder } from '../../graphql/enums.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { Workspace, workspaceField } from '../workspace/graphql.ts'
import { ProjectFilter, projectsOf } from './queries.ts'

export const Project = builder.objectRef<Row<'project'>>('Project').implement({
  description: 'A label that groups resources; never an access boundary.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: workspaceField(t, (row) => row.workspace_id),
    name: t.exposeString('name', { description: 'Unique in its workspace; never changes.' }),
    description: t.exposeString('description', { nullable: true }),
    version: t.exposeInt('version'),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

workspaceNode('project', 'RESOURCE_READ')

builder.objectField(Workspace, 'projects', (t) =>
  t.field({
    description: 'Its projects, newest first unless `orderBy` says otherwise.',
    type: connectionOf(Project, 'Project'),
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: ProjectFilter }), orderBy: t.arg({ type: [NamedOrder] }) },
    resolve: projectsOf,
  }),
)
