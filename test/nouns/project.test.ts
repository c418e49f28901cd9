import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { REGISTER_RESOURCES } from '../support/operations.ts'
import { refused, run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const CREATE = graphql(`
  mutation ProjectCreate($input: CreateProjectInput!) {
    createProject(input: $input) { project { id name description version workspace { id } createdAt updatedAt } }
  }
`)
const UPDATE = graphql(`
  mutation ProjectUpdate($input: UpdateProjectInput!) {
    updateProject(input: $input) { project { id name description version } }
  }
`)
const DELETE = graphql(`
  mutation ProjectDelete($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }
`)
const LIST = graphql(`
  query ProjectList($by: WorkspaceRef!, $filter: ProjectFilter) {
    workspace(by: $by) {
      projects(first: 100, filter: $filter) {
        nodes { id name description resources(first: 50) { nodes { name } totalCount } }
        totalCount
      }
    }
  }
`)
const LOOSE = graphql(`
  query ProjectLoose($by: WorkspaceRef!, $filter: ResourceFilter!) {
    workspace(by: $by) { resources(filter: $filter) { nodes { name project { id } } totalCount } }
  }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server)
const { owner } = workspace
const create = async (name: string, description?: string, there: SeededWorkspace = workspace) => {
  const input = { workspace: { id: there.id }, name, ...(description === undefined ? {} : { description }) }
  return (await run(server, CREATE, { input }, there.owner)).createProject.project
}
const list = async (there: SeededWorkspace, filter?: object) => {
  const given = { by: { id: there.id }, ...(filter ? { filter } : {}) }
  return (await run(server, LIST, given, there.owner)).workspace?.projects
}

describe('creating', () => {
  test('makes a project of this workspace with one event', async () => {
    const events = await eventsOf(server, () => create('alpha', 'line\nline'))
    const made = (await list(workspace, { name: { eq: 'alpha' } }))?.nodes[0]
    expect(made).toMatchObject({ name: 'alpha', description: 'line\nline' })
    const about = { workspaceId: workspace.id, subjectId: made?.id, actorId: owner.id }
    expect(events).toMatchObject([{ type: 'PROJECT_CREATED', ...about, data: { name: 'alpha' } }])
  })

  test('with a name that is taken there is NAME_TAKEN; in another workspace the name is free', async () => {
    await create('taken')
    const input = { workspace: { id: workspace.id }, name: 'taken' }
    const refusal = await refusedCleanly(server, CREATE, { input }, owner)
    expect(refusal).toMatchObject({ code: 'NAME_TAKEN', field: 'name' })
    await create('taken', undefined, await seedWorkspace(server))
  })

  test.each([
    ['', 'x'],
    ['a', 'x'],
    ['A1', 'x'],
    ['1a', 'x'],
    ['a--b', 'x'],
    ['a-', 'x'],
    ['a b', 'x'],
    ['a\u0000', 'x'],
    ['x'.repeat(64), 'x'],
    ['good', 'x'.repeat(1025)],
    ['good', 'a\u0007'],
    ['good', 'a\u202eb'],
  ])('%j described as %j is INVALID_INPUT', async (name, description) => {
    const input = { workspace: { id: workspace.id }, name, description }
    const field = name === 'good' ? 'description' : 'name'
    expect(await refusedCleanly(server, CREATE, { input }, owner)).toMatchObject({ code: 'INVALID_INPUT', field })
  })
})

describe('updating', () => {
  test('changes only the description; null clears it, and omitting it is refused', async () => {
    const { id } = await create('updated', 'old')
    const update = (input: object) => run(server, UPDATE, { input: { project: { id: id }, ...input } }, owner)
    const events = await eventsOf(server, () => update({ description: 'new', expectedVersion: 1 }))
    const data = { name: 'updated', fields: ['description'] }
    expect(events).toMatchObject([{ type: 'PROJECT_UPDATED', subjectId: id, workspaceId: workspace.id, data }])
    const cleared = (await update({ description: null })).updateProject.project
    expect(cleared).toEqual({ id, name: 'updated', description: null, version: 3 })
    const nothing = await refusedCleanly(server, UPDATE, { input: { project: { id: id } } }, owner)
    expect(nothing).toMatchObject({ code: 'INVALID_INPUT', field: 'input' })
    const long = { input: { project: { id }, description: 'x'.repeat(1025) } }
    expect(await refusedCleanly(server, UPDATE, long, owner)).toMatchObject({ field: 'description' })
  })

  test('or deleting at another version is CONFLICT and writes nothing', async () => {
    const { id } = await create('versions', 'one')
    const conflict = { code: 'CONFLICT', currentVersion: 1 }
    const stale = { input: { project: { id }, description: 'two', expectedVersion: 2 } }
    expect(await refusedCleanly(server, UPDATE, stale, owner)).toMatchObject(conflict)
    const gone = { input: { project: { id }, expectedVersion: 0 } }
    expect(await refusedCleanly(server, DELETE, gone, owner)).toMatchObject(conflict)
    expect((await list(workspace, { name: { eq: 'versions' } }))?.nodes).toMatchObject([{ description: 'one' }])
  })
})

test('deleting keeps its resources, without a project; its name is free again', async () => {
  const { id } = await create('doomed')
  const kept = await create('kept')
  const resources = ['a', 'b', 'c'].map((name) => ({ kind: 'job', name, project: name === 'c' ? kept.id : id }))
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id: workspace.id }, resources } }, owner)
  const before = (await list(workspace, { name: { eq: 'doomed' } }))?.nodes[0]?.resources
  expect(before).toEqual({ nodes: [{ name: 'b' }, { name: 'a' }], totalCount: 2 })
  const input = { project: { id }, expectedVersion: 1 }
  const events = await eventsOf(server, () => run(server, DELETE, { input }, owner))
  expect(events).toMatchObject([{ type: 'PROJECT_DELETED', subjectId: id, data: { name: 'doomed' } }])
  const loose = async (project: string | null) =>
    (await run(server, LOOSE, { by: { id: workspace.id }, filter: { project } }, owner)).workspace?.resources
  expect(await loose(null)).toEqual({
    nodes: [
      { name: 'b', project: null },
      { name: 'a', project: null },
    ],
    totalCount: 2,
  })
  expect((await loose(id))?.totalCount).toBe(0)
  expect(await loose(kept.id)).toEqual({ nodes: [{ name: 'c', project: { id: kept.id } }], totalCount: 1 })
  expect((await refusedCleanly(server, DELETE, { input: { project: { id: id } } }, owner)).code).toBe('NOT_FOUND')
  expect((await create('doomed')).id).not.toBe(id)
})

test('a malformed id is INVALID_INPUT, one of another noun NOT_FOUND', async () => {
  for (const project of ['', 'prj_', 'doomed']) {
    expect((await refusedCleanly(server, DELETE, { input: { project: { id: project } } }, owner)).code).toBe(
      'INVALID_INPUT',
    )
    const update = { input: { project: { id: project }, description: 'x' } }
    expect((await refusedCleanly(server, UPDATE, update, owner)).code).toBe('INVALID_INPUT')
    const filtered = { by: { id: workspace.id }, filter: { project } }
    expect((await refused(server, LOOSE, filtered, owner)).code).toBe('INVALID_INPUT')
  }
  expect((await refusedCleanly(server, DELETE, { input: { project: { id: owner.id } } }, owner)).code).toBe('NOT_FOUND')
})
