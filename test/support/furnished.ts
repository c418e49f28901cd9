// A workspace with something of everything that a deletion removes.
import { graphql } from '../generated/gql.ts'
import { CREATE_API_TOKEN, DELETE_WORKSPACE, REGISTER_RESOURCES } from './operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace, unique } from './people.ts'
import { type Credentials, type TestServer, until } from './server.ts'
import { obstruct } from './streams.ts'

const CREATE_PROJECT = graphql(`
  mutation FurnishProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

const MARK = graphql(`
  mutation FurnishMark($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) {
      workspace {
        id
      }
    }
  }
`)

const SHARE = graphql(`
  mutation FurnishShare($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

export interface Furnished extends SeededWorkspace {
  readonly members: Readonly<Record<'admin' | 'viewer', SeededWorkspace['owner']>>
  readonly projectId: string
  readonly resourceId: string
  /** A token of the owner that is good in this workspace alone. */
  readonly token: { readonly id: string; readonly secret: string }
}

/** The steps of its deletion, in order, with what each removes. */
export const FURNISHED_STEPS = [
  { name: 'resources:job', total: 3 },
  { name: 'resources:deployment', total: 1 },
  { name: 'resources:model', total: 2 },
  { name: 'resources:dataset', total: 2 },
  { name: 'resources:fileset', total: 1 },
  { name: 'projects', total: 1 },
  { name: 'tokens', total: 1 },
  { name: 'memberships', total: 4 },
  { name: 'workspace', total: 1 },
] as const
export const FURNISHED_TOTAL = 16

/** Owner, admin, viewer and everyone; resources of each kind, a project, a token, marks. */
export async function furnished(server: TestServer): Promise<Furnished> {
  const seeded = await seedWorkspace(server, { admin: 'ADMIN', viewer: 'VIEWER' })
  const workspace = { id: seeded.id }
  const { owner } = seeded
  const { createProject } = await run(server, CREATE_PROJECT, { input: { workspace, name: 'label' } }, owner)
  const projectId = createProject.project.id
  await fill(server, seeded, 7)
  const labelled = ['deployment', 'fileset'].map((kind) => ({ kind, name: unique(kind), project: projectId }))
  const { registerResources } = await run(
    server,
    REGISTER_RESOURCES,
    { input: { workspace, resources: labelled } },
    owner,
  )
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'bound', workspace } }, owner)
  await run(server, MARK, { input: { workspace, favourite: true } }, owner)
  await run(server, SHARE, { input: { workspace, visibility: 'SHARED_READ' } }, owner)
  return {
    ...seeded,
    members: seeded.members as Furnished['members'],
    projectId,
    resourceId: registerResources.resources[0]?.id as string,
    token: { id: createApiToken.token.id, secret: createApiToken.secret as string },
  }
}

/** The record of a deletion and what it told. */
export const RECORD = graphql(`
  query FurnishRecord($id: ID!) {
    deletion(id: $id) {
      state
      total
      events(first: 100) {
        nodes {
          type
        }
      }
    }
  }
`)

export interface Going {
  readonly workspace: Furnished
  readonly deletionId: string
  /** Lets clean-up finish. */
  gone(): Promise<void>
}

/** A deletion of which nothing but the request has happened. */
export async function going(
  on: TestServer,
  as: (workspace: Furnished) => Credentials | Promise<Credentials>,
): Promise<Going> {
  const workspace = await furnished(on)
  const clear = await obstruct(on, 'resource', workspace.id)
  const input = { workspace: { id: workspace.id } }
  const { deleteWorkspace } = await run(on, DELETE_WORKSPACE, { input }, await as(workspace))
  const deletionId = deleteWorkspace.deletion.id
  const state = async () => (await run(on, RECORD, { id: deletionId })).deletion?.state
  return {
    workspace,
    deletionId,
    gone: async () => {
      await clear()
      await until(async () => (await state()) === 'SUCCEEDED', 10_000)
    },
  }
}
