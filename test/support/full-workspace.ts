// A workspace with at least one row for each step of its deletion, and its deletion in a state in which no step is
// done.
import { graphql } from '../generated/gql.ts'
import { blockRemoval } from './faults.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  INVITE_MEMBERS,
  REGISTER_RESOURCES,
} from './operations.ts'
import { type Answers, fill, run, type SeededWorkspace, seedWorkspace, unique } from './people.ts'
import { type Credentials, type TestServer, until } from './server.ts'

const CREATE_PROJECT = graphql(`
  mutation FullWorkspaceProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

const SET_FAVOURITE = graphql(`
  mutation FullWorkspaceFavourite($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) {
      workspace {
        id
      }
    }
  }
`)

const SHARE = graphql(`
  mutation FullWorkspaceShare($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

export interface FullWorkspace extends SeededWorkspace {
  readonly members: Readonly<Record<'admin' | 'viewer', SeededWorkspace['owner']>>
  readonly projectId: string
  readonly resourceId: string
  /** A token of the owner that is limited to this workspace. */
  readonly token: { readonly id: string; readonly secret: string }
}

/** The steps of its deletion in order, their names for people, and how many rows each removes. */
export const FULL_WORKSPACE_STEPS = [
  { name: 'invitations', label: 'Invitations', total: 1 },
  { name: 'resources:job', label: 'Job', total: 3 },
  { name: 'resources:deployment', label: 'Deployment', total: 1 },
  { name: 'resources:model', label: 'Model', total: 2 },
  { name: 'resources:dataset', label: 'Dataset', total: 2 },
  { name: 'resources:fileset', label: 'Fileset', total: 1 },
  { name: 'projects', label: 'Projects', total: 1 },
  { name: 'service_accounts', label: 'Service accounts', total: 1 },
  { name: 'tokens', label: 'Tokens', total: 1 },
  { name: 'memberships', label: 'Memberships', total: 4 },
  { name: 'workspace', label: 'Workspace', total: 1 },
] as const
export const FULL_WORKSPACE_TOTAL = 18
/** The names of the steps of a workspace without resources, in order. */
export const STEPS_WITHOUT_RESOURCES: readonly string[] = FULL_WORKSPACE_STEPS.map(({ name }) => name).filter(
  (name) => !name.startsWith('resources:'),
)

/** Creates a workspace with members of several roles, resources of each kind, a project, a token and a preference. */
export async function seedFullWorkspace(server: Answers): Promise<FullWorkspace> {
  const seeded = await seedWorkspace(server, { admin: 'ADMIN', viewer: 'VIEWER' })
  const workspace = { id: seeded.id }
  const { owner } = seeded
  const { createProject } = await run(server, CREATE_PROJECT, { input: { workspace, name: 'label' } }, owner)
  const projectId = createProject.project.id
  await fill(server, seeded, 7)
  const resources = ['deployment', 'fileset'].map((kind) => ({ kind, name: unique(kind), project: projectId }))
  const { registerResources } = await run(server, REGISTER_RESOURCES, { input: { workspace, resources } }, owner)
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'bound', workspace } }, owner)
  await run(server, INVITE_MEMBERS, { input: { workspace, emails: [`${unique('invited')}@example.com`] } }, owner)
  await run(server, CREATE_SERVICE_ACCOUNT, { input: { workspace, name: 'machine' } }, owner)
  await run(server, SET_FAVOURITE, { input: { workspace, favourite: true } }, owner)
  await run(server, SHARE, { input: { workspace, visibility: 'SHARED_READ' } }, owner)
  return {
    ...seeded,
    members: seeded.members as FullWorkspace['members'],
    projectId,
    resourceId: registerResources.resources[0]?.id as string,
    token: { id: createApiToken.token.id, secret: createApiToken.secret as string },
  }
}

/** The record of a deletion, with its events. */
export const RECORD = graphql(`
  query DeletionRecord($id: ID!) {
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

export interface BlockedDeletion {
  readonly workspace: FullWorkspace
  readonly deletionId: string
  /** Unblocks the deletion, and waits until it has succeeded. */
  finish(): Promise<void>
}

/** Starts the deletion of a full workspace, whose first step is refused by the database until `finish`. */
export async function startBlockedDeletion(
  server: TestServer,
  as: (workspace: FullWorkspace) => Credentials | Promise<Credentials>,
): Promise<BlockedDeletion> {
  const workspace = await seedFullWorkspace(server)
  const unblock = await blockRemoval(server, 'invitation', workspace.id)
  const input = { workspace: { id: workspace.id } }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, await as(workspace))
  const deletionId = deleteWorkspace.deletion.id
  const state = async () => (await run(server, RECORD, { id: deletionId })).deletion?.state
  return {
    workspace,
    deletionId,
    finish: async () => {
      await unblock()
      // as if the pause after the last attempt, which grows by a factor of three each time, were over
      await server.database.query('update deletion_step set next_attempt_at = null where deletion_id = ?', deletionId)
      await until(async () => (await state()) === 'SUCCEEDED')
    },
  }
}
