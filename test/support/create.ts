// Creates one object of each noun: for inputs that refer to one, and for tests of hidden objects.
import type { NounTable } from '../../src/store/nouns.ts'
import { graphql } from '../generated/gql.ts'
import type { RoleName } from '../generated/graphql.ts'
import { claimSome, createExternalKind, readExternal } from './external.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  INVITE_MEMBERS,
  REGISTER_KIND,
  REGISTER_RESOURCES,
  RESUME_DELETIONS,
} from './operations.ts'
import { run, unique } from './people.ts'
import { type TestServer, until } from './server.ts'
import { signInBrowser } from './sessions.ts'

const CREATE_PROJECT = graphql(`
  mutation FixtureProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

/** A workspace, and the people that an input needs. */
export interface Fixture {
  readonly server: TestServer
  readonly workspaceId: string
  /** The secret of an owner of the workspace, who creates what an input refers to. */
  readonly token: string
  /** The id of the user who sends the input. */
  readonly actorId: string
  /** The deletion of another workspace, which has succeeded; the owner may watch it. */
  readonly deletionId: string
}

type Create = (fixture: Fixture) => string | Promise<string>

/** How to create one object of each noun that the owner sees, and get its id; a fixture already has some of them. */
const CREATE: Readonly<Record<NounTable, Create>> = {
  workspace: ({ workspaceId }) => workspaceId,
  user: ({ actorId }) => actorId,
  session: createSession,
  membership: createMember,
  invitation: createInvitation,
  api_token: createToken,
  service_account: createServiceAccount,
  project: createProject,
  resource: createResource,
  deletion: ({ deletionId }) => deletionId,
  cleanup_task: async (fixture) => (await createTask(fixture)).taskId,
}

/** A session of the owner's browser. */
export async function createSession({ server, token }: Fixture): Promise<string> {
  return (await signInBrowser(server, { token })).id
}

/** The id of an object of the noun that the owner of the fixture's workspace sees. */
export async function createOne(noun: NounTable, fixture: Fixture): Promise<string> {
  const create: Create | undefined = CREATE[noun]
  if (!create) throw new Error(`Add ${noun} to CREATE in test/support/create.ts`)
  return create(fixture)
}

/**
 * A clean-up task of a deletion that the owner watches, claimed by the owner service of its kind; another task waits.
 */
export async function createTask({ server, token }: Fixture): Promise<CreatedTask> {
  const input = { name: unique('external') }
  const workspaceId = (await run(server, CREATE_WORKSPACE, { input }, { token })).createWorkspace.workspace.id
  return deleteWithTask({ server, token, workspaceId })
}

interface CreatedTask {
  taskId: string
  deletionId: string
  kind: string
  step: string
}

/** Like `createTask`, for a deletion of the fixture's own workspace. */
export async function deleteWithTask({
  server,
  token,
  workspaceId,
}: Pick<Fixture, 'server' | 'token' | 'workspaceId'>): Promise<CreatedTask> {
  // a mutation that was tested before may have paused deletions
  await run(server, RESUME_DELETIONS, { input: {} })
  const kind = await createExternalKind(server)
  const workspace = { id: workspaceId }
  const resources = ['claimed', 'waits'].map((name) => ({ kind: kind.name, name }))
  await run(server, REGISTER_RESOURCES, { input: { workspace, resources } }, { token })
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: { workspace } }, { token })).deleteWorkspace
  const [task] = await claimSome(server, kind, 1, '1h')
  await until(async () => (await readExternal(server, deletion.id)).tasks.totalCount === 2)
  return { taskId: task?.id as string, deletionId: deletion.id, kind: kind.name, step: kind.step }
}

/** A group with a membership in the workspace, so that no user has to be created. */
export async function createMember(fixture: Fixture): Promise<string> {
  const input = { workspace: workspaceOf(fixture), principal: { group: unique('group') }, role: 'VIEWER' as const }
  return (await run(fixture.server, ADD_MEMBER, { input }, fixture)).addMember.membership.id
}

/** An invitation to an address that no user has. */
export async function createInvitation(fixture: Fixture): Promise<string> {
  const input = { workspace: workspaceOf(fixture), emails: [`${unique('invited')}@example.com`] }
  const { inviteMembers } = await run(fixture.server, INVITE_MEMBERS, { input }, fixture)
  return inviteMembers.results[0]?.invitation?.id as string
}

/** A pending invitation to the address of the actor. */
export async function createOwnInvitation(fixture: Fixture): Promise<string> {
  const { database } = fixture.server
  const id = await createInvitation(fixture)
  const [user] = await database.query<{ email: string }>('select email from "user" where id = ?', fixture.actorId)
  const email = user?.email ?? ''
  // an address can have only one pending invitation
  await database.query(
    "update invitation set state = 'REVOKED' where state = 'PENDING' and email = ? and workspace_id = ?",
    email,
    fixture.workspaceId,
  )
  await database.query('update invitation set email = ? where id = ?', email, id)
  return id
}

/** A service account of the workspace, which is no member. */
export async function createServiceAccount(fixture: Fixture): Promise<string> {
  const input = { workspace: workspaceOf(fixture), name: unique('machine') }
  return (await run(fixture.server, CREATE_SERVICE_ACCOUNT, { input }, fixture)).createServiceAccount.serviceAccount.id
}

/** A service account of the platform, which the platform admin creates. */
export async function createPlatformAccount(server: TestServer): Promise<string> {
  const input = { name: unique('service') }
  return (await run(server, CREATE_SERVICE_ACCOUNT, { input })).createServiceAccount.serviceAccount.id
}

/** The name of a kind that its owner service cleans up by claiming tasks. */
export async function createKind({ server }: Pick<Fixture, 'server'>): Promise<string> {
  const ownerServiceAccount = await createPlatformAccount(server)
  const input = { name: unique('kind'), cleanup: 'CLAIM' as const, ownerServiceAccount }
  return (await run(server, REGISTER_KIND, { input })).registerResourceKind.kind.name
}

/** A service account with a role in the workspace, and its token. */
export async function createServiceAccountWithToken(fixture: Fixture): Promise<{ id: string; tokenId: string }> {
  const account = { workspace: workspaceOf(fixture), name: unique('machine'), role: 'VIEWER' as const }
  const { createServiceAccount } = await run(fixture.server, CREATE_SERVICE_ACCOUNT, { input: account }, fixture)
  const { id } = createServiceAccount.serviceAccount
  const input = { name: unique('token'), serviceAccount: id }
  return { id, tokenId: (await run(fixture.server, CREATE_API_TOKEN, { input }, fixture)).createApiToken.token.id }
}

/** A new user, with a membership in the workspace if a role is given. */
export async function createUser(fixture: Fixture, role?: RoleName): Promise<string> {
  const memberships = role ? [{ workspace: workspaceOf(fixture), role }] : []
  return (await run(fixture.server, CREATE_USER, { input: { name: unique('user'), memberships } })).createUser.user.id
}

/** A token of the owner that is limited to the workspace. */
export async function createToken(fixture: Fixture): Promise<string> {
  const input = { name: unique('token'), workspace: workspaceOf(fixture) }
  return (await run(fixture.server, CREATE_API_TOKEN, { input }, fixture)).createApiToken.token.id
}

export async function createProject(fixture: Fixture): Promise<string> {
  const input = { workspace: workspaceOf(fixture), name: unique('project') }
  return (await run(fixture.server, CREATE_PROJECT, { input }, fixture)).createProject.project.id
}

export async function createResource(fixture: Fixture): Promise<string> {
  return resourceOf(fixture, null)
}

export async function createProjectWithResource(fixture: Fixture): Promise<string> {
  const id = await createProject(fixture)
  await resourceOf(fixture, id)
  return id
}

async function resourceOf(fixture: Fixture, project: string | null): Promise<string> {
  const input = { workspace: workspaceOf(fixture), resources: [{ kind: 'job', name: unique('job'), project }] }
  const { registerResources } = await run(fixture.server, REGISTER_RESOURCES, { input }, fixture)
  return registerResources.resources[0]?.id as string
}

/** The fixture's workspace as an input refers to it. */
export function workspaceOf({ workspaceId }: Fixture): { id: string } {
  return { id: workspaceId }
}
