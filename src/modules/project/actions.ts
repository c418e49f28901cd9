import { authorize, inWorkspace, namedInWorkspace } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { mutation } from '../../graphql/mutation.ts'
import type { Tx } from '../../store/database.ts'
import { newId } from '../../store/id.ts'
import { checkVersion, insertRow, nameTaken, unlessTaken, updateVersioned } from '../../store/rows.ts'
import { checkAll, optionalText, slug } from '../../validate.ts'
import { ProjectRef, subjectOf, WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { Project } from './graphql.ts'

const DESCRIPTION = { max: 1024, multiline: true }

mutation('createProject', {
  description: 'Creates a project in the workspace. NAME_TAKEN if the name is in use.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    name: t.string({ description: 'Unique in the workspace; never changes.', required: true }),
    description: t.string({ description: 'At most 1,024 characters.' }),
  }),
  payload: { project: { type: Project, description: 'The project, after the change.' } },
  auth: { permission: 'PROJECT_WRITE', on: ({ workspace }) => workspace },
  errors: ['NAME_TAKEN'],
  action: async ({ caller, now, write }, input) => {
    const { name, description } = checkAll({
      name: () => slug('name', input.name),
      description: () => optionalText('description', input.description, DESCRIPTION),
    })
    return write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'PROJECT_WRITE')
      const at = now()
      const values = { workspace_id: grant.workspace.id, name, description, created_at: at, updated_at: at }
      const insert = () => insertRow(tx, 'project', { id: newId('project'), ...values })
      const project = await unlessTaken(tx, nameTaken, insert)
      append(tx, at, grant, 'project.created', { name }, { subjectId: project.id })
      return { project }
    })
  },
})

mutation('updateProject', {
  description: 'Changes what is given.',
  input: (t) => ({
    project: t.field({ type: ProjectRef, required: true }),
    description: t.string({ description: 'The new description; null clears it.' }),
    expectedVersion: t.int(),
  }),
  payload: { project: { type: Project, description: 'The project, after the change.' } },
  auth: { permission: 'PROJECT_WRITE', on: ({ project }) => subjectOf('project', project) },
  errors: ['CONFLICT'],
  action: async ({ caller, now, write }, input) => {
    if (input.description === undefined) throw invalid('input', 'Nothing to change was given')
    const description = optionalText('description', input.description, DESCRIPTION)
    return write(async (tx) => {
      const { row, grant } = await projectToChange(tx, caller, input.project)
      checkVersion(row, input.expectedVersion)
      const at = now()
      const project = await updateVersioned(tx, 'project', row, { description, updated_at: at })
      append(tx, at, grant, 'project.updated', { name: row.name, fields: ['description'] }, { subjectId: row.id })
      return { project }
    })
  },
})

mutation('deleteProject', {
  description: 'Deletes a project. Its resources stay, without a project.',
  input: (t) => ({ project: t.field({ type: ProjectRef, required: true }), expectedVersion: t.int() }),
  payload: {
    deletedProjectId: { type: 'ID', description: 'The id of the project that is gone.' },
    workspace: { type: Workspace, description: 'The workspace that it was in.' },
  },
  auth: { permission: 'PROJECT_WRITE', on: ({ project }) => subjectOf('project', project) },
  errors: ['CONFLICT'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const { row, grant } = await projectToChange(tx, caller, input.project)
      checkVersion(row, input.expectedVersion)
      await tx.deleteFrom('project').where('id', '=', row.id).execute()
      append(tx, now(), grant, 'project.deleted', { name: row.name }, { subjectId: row.id })
      return { deletedProjectId: row.id, workspace: grant.workspace }
    }),
})

/** The project, and permission to change it. */
const projectToChange = (tx: Tx, caller: Caller, { id, named }: typeof ProjectRef.$inferInput) =>
  named
    ? namedInWorkspace(tx, caller, 'project', named, 'PROJECT_WRITE')
    : inWorkspace(tx, caller, 'project', id, 'PROJECT_WRITE')
