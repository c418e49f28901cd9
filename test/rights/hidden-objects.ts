// Objects of every noun that exist and are hidden from some callers: in a private workspace of others, in one that is
// being deleted, and the record of one that is gone. `hidden.test.ts` looks for them as callers who must not find them.
import { isWorkspaceChild, NOUN_TABLES, type NounTable, type WorkspaceChild } from '../../src/store/nouns.ts'
import { graphql } from '../generated/gql.ts'
import { createOne, createOwnInvitation, createUser, type Fixture } from '../support/create.ts'
import { createExternalKind, readExternal } from '../support/external.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { type Person, run, signUp, unique } from '../support/people.ts'
import { type TestServer, until } from '../support/server.ts'
import { deletedWorkspace, newWorkspace } from './callers.ts'
import type { Identifiers } from './references.ts'

const NAMES = graphql(`
  query HiddenNames($private: ID!, $deleting: ID!, $gone: ID!) {
    private: workspace(by: { id: $private }) {
      id
      name
    }
    deleting: workspace(by: { id: $deleting }) {
      id
      name
    }
    gone: deletion(id: $gone) {
      id: workspaceId
      name: workspaceName
    }
  }
`)

const DELETE_USER = graphql(`
  mutation HiddenDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedUserId
    }
  }
`)

export interface HiddenObjects {
  /** The owner of the hidden objects. Each of the three people has a workspace of their own. */
  readonly owner: Fixture
  readonly outsider: Fixture
  /** The token of a viewer in the outsider's workspace. */
  readonly viewerToken: string
  /** Was an admin, and not an owner, of the workspace that is being deleted; has a personal token. */
  readonly formerMember: Fixture
  /** The id of a workspace that stays DELETING until the end of the file. */
  readonly deletingId: string
  /** The secret of the former member's token of that workspace. */
  readonly deletingSecret: string
  /** Objects that exist and are hidden from the outsider and the former member. */
  readonly hidden: Readonly<Record<NounTable, readonly Identifiers[]>>
}

/** Creates all of them. This is called at the top level of a test file. */
export async function createHiddenObjects(server: TestServer): Promise<HiddenObjects> {
  const people = await Promise.all([1, 2, 3, 4].map(() => signUp(server)))
  const [ownerPerson, outsiderPerson, viewer, memberPerson] = people as [Person, Person, Person, Person]
  const owner = await fixtureOf(server, ownerPerson)
  const outsider = await fixtureOf(server, outsiderPerson)
  const formerMember = await fixtureOf(server, memberPerson)
  await addMember(outsider, viewer, 'VIEWER')
  const deleting = { ...owner, workspaceId: await newWorkspace(server, owner) }
  const workspace = { id: deleting.workspaceId }
  const membership = await addMember(deleting, memberPerson, 'ADMIN')
  const children: Partial<Record<WorkspaceChild, Identifiers[]>> = {}
  for (const noun of NOUN_TABLES.filter(isWorkspaceChild)) {
    children[noun] = [{ id: await createOne(noun, owner) }, { id: await createOne(noun, deleting) }]
  }
  await createOwnInvitation(owner)
  await run(server, CREATE_SERVICE_ACCOUNT, { input: { name: unique('machine') } })
  const inDeleting = { input: { name: 'here', workspace } }
  const boundToken = (await run(server, CREATE_API_TOKEN, inDeleting, formerMember)).createApiToken
  const personal = (await run(server, CREATE_API_TOKEN, { input: { name: 'mine' } }, owner)).createApiToken
  children.membership?.push(membership)
  children.api_token?.push(boundToken.token, personal.token)
  const deletedUser = { id: await createUser(owner) }
  await run(server, DELETE_USER, { input: { user: { id: deletedUser.id } } })
  const task = { id: await createOne('cleanup_task', owner) }
  // the deletion waits for a service that never claims its task
  const kind = await createExternalKind(server)
  const resources = [{ kind: kind.name, name: 'external' }]
  await run(server, REGISTER_RESOURCES, { input: { workspace, resources } }, owner)
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: { workspace } }, owner)).deleteWorkspace
  await until(async () => (await readExternal(server, deletion.id)).tasks.totalCount === 1)
  const ids = { private: owner.workspaceId, deleting: workspace.id, gone: owner.deletionId }
  const names = await run(server, NAMES, ids)
  return {
    owner,
    outsider,
    viewerToken: viewer.token,
    formerMember,
    deletingId: workspace.id,
    deletingSecret: boundToken.secret as string,
    hidden: {
      ...(children as Record<WorkspaceChild, Identifiers[]>),
      workspace: [names.private, names.deleting, names.gone] as Identifiers[],
      user: [{ id: owner.actorId, email: `${ownerPerson.name}@example.com` }, deletedUser],
      deletion: [deletion, { id: owner.deletionId }],
      cleanup_task: [task],
      session: [{ id: await createOne('session', owner) }],
    },
  }
}

/** Creates a workspace of this person, and a deletion of another workspace that the person may watch. */
async function fixtureOf(server: TestServer, person: Person): Promise<Fixture> {
  const workspaceId = await newWorkspace(server, person)
  const deletionId = await deletedWorkspace(server, person)
  return { server, workspaceId, token: person.token, actorId: person.id, deletionId }
}

async function addMember(fixture: Fixture, { id }: Person, role: 'ADMIN' | 'VIEWER'): Promise<Identifiers> {
  const input = { workspace: { id: fixture.workspaceId }, principal: { user: id }, role }
  return (await run(fixture.server, ADD_MEMBER, { input })).addMember.membership
}
