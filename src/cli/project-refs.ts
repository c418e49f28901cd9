import type { ProjectFieldsFragment } from '../client/index.ts'
import type { Session } from './connect.ts'
import { hidden } from './hidden.ts'

/** The project with this id or name; undefined if there is none. */
export async function projectNamed(
  { client, workspace }: Session,
  ref: string,
): Promise<ProjectFieldsFragment | undefined> {
  if (!ref.startsWith('prj_')) {
    const [found] = await client.projects({ workspace: workspace(), filter: { name: { eq: ref } } }).take(1)
    return found
  }
  for await (const project of client.projects({ workspace: workspace() })) if (project.id === ref) return project
  return undefined
}

/** The id of the project with this id or name. */
export async function projectId(session: Session, ref: string): Promise<string> {
  if (ref.startsWith('prj_')) return ref
  const project = await projectNamed(session, ref)
  if (!project) throw hidden(`project ${ref}`)
  return project.id
}
