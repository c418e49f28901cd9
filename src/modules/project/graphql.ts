import type { Row } from '../../../db/schema.ts'
import { holds } from '../../access/policy.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { StringFilter } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { WorkspaceRef } from '../refs.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import { createProject, deleteProject, updateProject } from './actions.ts'
import { projectsOf } from './queries.ts'

export const Project = builder.objectRef<Row<'project'>>('Project').implement({
  description: 'A label that groups resources; never an access boundary.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: t.field({
      type: Workspace,
      resolve: async (row, _args, context) => (await loadWorkspace(row.workspace_id, context)) as Row<'workspace'>,
    }),
    name: t.exposeString('name', { description: 'Unique in its workspace; never changes.' }),
    description: t.exposeString('description', { nullable: true }),
    version: t.exposeInt('version'),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

nodeType('project', 'Project', async (id, context) => {
  const row = await context.load.project.load(id)
  const access = row ? await context.load.access.load(row.workspace_id) : null
  const reads = holds(access?.rank ?? 0, 'RESOURCE_READ', context.signedIn.token?.permissions ?? null)
  return reads ? row : null
})

const ProjectFilter = builder.inputType('ProjectFilter', {
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or description, any case.' }),
    name: t.field({ type: StringFilter }),
  }),
})

builder.objectField(Workspace, 'projects', (t) =>
  t.field({
    type: connectionOf(Project, 'Project'),
    auth: { permission: 'RESOURCE_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: ProjectFilter }) },
    resolve: (workspace, args, context) => projectsOf(workspace, args, context),
  }),
)

const payload = (name: string) =>
  builder.objectRef<Row<'project'>>(name).implement({
    fields: (t) => ({ project: t.field({ type: Project, resolve: (row) => row }) }),
  })

const CreateProjectInput = builder.inputType('CreateProjectInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    name: t.string({ required: true }),
    description: t.string(),
  }),
})

builder.mutationField('createProject', (t) =>
  t.field({
    type: payload('CreateProjectPayload'),
    auth: { permission: 'PROJECT_WRITE', on: (_root, { input }) => input.workspace },
    errors: ['NAME_TAKEN'],
    args: { input: t.arg({ type: CreateProjectInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => createProject(store, caller, input),
  }),
)

const UpdateProjectInput = builder.inputType('UpdateProjectInput', {
  fields: (t) => ({ project: t.id({ required: true }), description: t.string(), expectedVersion: t.int() }),
})

builder.mutationField('updateProject', (t) =>
  t.field({
    type: payload('UpdateProjectPayload'),
    auth: { permission: 'PROJECT_WRITE', on: (_root, { input }) => ({ node: input.project, kind: 'project' }) },
    errors: ['CONFLICT'],
    args: { input: t.arg({ type: UpdateProjectInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => updateProject(store, caller, input),
  }),
)

const DeleteProjectInput = builder.inputType('DeleteProjectInput', {
  fields: (t) => ({ project: t.id({ required: true }), expectedVersion: t.int() }),
})
const DeleteProjectPayload = builder.objectRef<{ id: string }>('DeleteProjectPayload').implement({
  fields: (t) => ({ deletedProjectId: t.exposeID('id') }),
})

builder.mutationField('deleteProject', (t) =>
  t.field({
    type: DeleteProjectPayload,
    auth: { permission: 'PROJECT_WRITE', on: (_root, { input }) => ({ node: input.project, kind: 'project' }) },
    errors: ['CONFLICT'],
    description: 'Its resources stay, without a project.',
    args: { input: t.arg({ type: DeleteProjectInput, required: true }) },
    resolve: async (_root, { input }, { store, caller }) => ({ id: await deleteProject(store, caller, input) }),
  }),
)
