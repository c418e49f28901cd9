import type { Row } from '../../../db/schema.ts'
import { authorize, type Grant, type WorkspaceRef } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { isKind, newId } from '../../store/id.ts'
import { isUniqueViolation, type Store } from '../../store/store.ts'
import { optionalText, slug } from '../../validate.ts'
import { checkVersion } from '../workspace/actions.ts'

type Project = Row<'project'>
type Maybe<T> = T | null | undefined

const DESCRIPTION = { max: 1024, multiline: true }

/** A label for resources, its name unique in the workspace: NAME_TAKEN otherwise. */
export async function createProject(
  store: Store,
  caller: Caller,
  input: { workspace: WorkspaceRef; name: string; description?: Maybe<string> },
): Promise<Project> {
  const name = slug('name', input.name)
  const description = optionalText('description', input.description, DESCRIPTION)
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'PROJECT_WRITE')
    const at = store.now()
    const values = {
      id: newId('project'),
      workspace_id: grant.workspace.id,
      name,
      description,
      created_at: at,
      updated_at: at,
    }
    const project = await insert(tx, values)
    append(tx, at, grant, 'project.created', { name }, { subjectId: project.id })
    return project
  })
}

async function insert(tx: Tx, values: Omit<Project, 'version'>): Promise<Project> {
  try {
    return await tx.insertInto('project').values(values).returningAll().executeTakeFirstOrThrow()
  } catch (error) {
    if (isUniqueViolation(tx, error)) throw new AppError('NAME_TAKEN', 'The name is taken', { field: 'name' })
    throw error
  }
}

/** Changes the description; null clears it. */
export async function updateProject(
  store: Store,
  caller: Caller,
  input: { project: string; description?: Maybe<string>; expectedVersion?: Maybe<number> },
): Promise<Project> {
  if (input.description === undefined) throw invalid('input', 'Nothing to change was given')
  const description = optionalText('description', input.description, DESCRIPTION)
  return store.write(async (tx) => {
    const { project, grant } = await resolve(tx, caller, input.project)
    checkVersion(project, input.expectedVersion)
    const at = store.now()
    const changed = await tx
      .updateTable('project')
      .set((eb) => ({ description, version: eb('version', '+', 1), updated_at: at }))
      .where('id', '=', project.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    append(tx, at, grant, 'project.updated', { name: project.name, fields: ['description'] }, { subjectId: project.id })
    return changed
  })
}

/** Removes the label. Its resources stay, without a project: whatever names one that is gone counts as naming none. */
export async function deleteProject(
  store: Store,
  caller: Caller,
  input: { project: string; expectedVersion?: Maybe<number> },
): Promise<string> {
  return store.write(async (tx) => {
    const { project, grant } = await resolve(tx, caller, input.project)
    checkVersion(project, input.expectedVersion)
    await tx.deleteFrom('project').where('id', '=', project.id).execute()
    append(tx, store.now(), grant, 'project.deleted', { name: project.name }, { subjectId: project.id })
    return project.id
  })
}

async function resolve(tx: Tx, caller: Caller, id: string): Promise<{ project: Project; grant: Grant }> {
  const row = tx.selectFrom('project').where('id', '=', id)
  const home = isKind('project', id, 'project') ? await row.select('workspace_id').executeTakeFirst() : undefined
  if (!home) throw notFound()
  const grant = await authorize(tx, caller, { id: home.workspace_id }, 'PROJECT_WRITE')
  return { grant, project: await row.selectAll().executeTakeFirstOrThrow(() => notFound()) }
}
