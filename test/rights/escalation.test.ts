// What a credential must not reach beyond, found by attacking the running server.
import { describe, expect, test } from 'vitest'
import { lockTokens } from '../../src/store/lock.ts'
import { graphql } from '../generated/gql.ts'
import type { Permission } from '../generated/graphql.ts'
import { DATABASE } from '../support/database.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const UPDATE_MEMBER = graphql(`
  mutation EscalationUpdateMember($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id workspace { events { nodes { type } } } } }
  }
`)
const REMOVE_MEMBER = graphql(`
  mutation EscalationRemoveMember($input: RemoveMemberInput!) {
    removeMember(input: $input) { removedMembershipId }
  }
`)
const LEAVE = graphql(`
  mutation EscalationLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)
const PREFER = graphql(`
  mutation EscalationPrefer($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) { workspace { id } }
  }
`)
const CREATE_PROJECT = graphql(`
  mutation EscalationProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
        resources {
          nodes {
            spec
          }
        }
      }
    }
  }
`)
const REVOKE = graphql(`
  mutation EscalationRevoke($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      changed
    }
  }
`)
const RECORD = graphql(`
  query EscalationRecord($id: ID!) { deletion(id: $id) { state workspaceEvents(first: 1) { nodes { type } } } }
`)
const RESOURCES = graphql(`
  query EscalationResources($id: ID!, $filter: ResourceFilter) {
    workspace(by: { id: $id }) { resources(filter: $filter) { totalCount } }
  }
`)
const WORKSPACES = graphql(`
  query EscalationWorkspaces($filter: WorkspaceFilter) { workspaces(filter: $filter) { totalCount } }
`)
const MEMBERS = graphql(`
  query EscalationMembers($id: ID!, $search: String!) {
    workspace(by: { id: $id }) { members(filter: { search: $search }) { totalCount } }
  }
`)

const server = await startTestServer({ shared: true })

async function limited(owner: Person, permissions: Permission[]): Promise<{ token: string }> {
  const input = { name: 'limited', permissions }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
  return { token: createApiToken.secret as string }
}

describe('a token that is limited to some permissions', () => {
  test('neither makes an owner nor touches one without OWNERSHIP_GRANT', async () => {
    const { id, owner, members } = await seedWorkspace(server, { ann: 'OWNER', bob: 'EDITOR' })
    const { ann, bob } = members as { ann: Person; bob: Person }
    const workspace = { id }
    const wanted = { code: 'FORBIDDEN', permission: 'OWNERSHIP_GRANT' }
    const inviter = await limited(owner, ['WORKSPACE_READ', 'MEMBER_INVITE'])
    const stranger = await signUp(server)
    const add = { input: { workspace, principal: { user: stranger.id }, role: 'OWNER' as const } }
    expect(await refused(server, ADD_MEMBER, add, inviter)).toMatchObject(wanted)
    const updater = await limited(owner, ['WORKSPACE_READ', 'MEMBER_UPDATE'])
    const of = (person: Person) => ({ of: { workspace, principal: { user: person.id } } })
    expect(await refused(server, UPDATE_MEMBER, { input: { member: of(bob), role: 'OWNER' } }, updater)).toMatchObject(
      wanted,
    )
    const remover = await limited(owner, ['WORKSPACE_READ', 'MEMBER_REMOVE'])
    expect(await refused(server, REMOVE_MEMBER, { input: { member: of(ann) } }, remover)).toMatchObject(wanted)
  })

  test('does not leave, nor mint without TOKEN_CREATE', async () => {
    const { id, owner } = await seedWorkspace(server, { ann: 'OWNER' })
    const reader = await limited(owner, ['WORKSPACE_READ'])
    expect(await refused(server, LEAVE, { input: { workspace: { id } } }, reader)).toMatchObject({ code: 'FORBIDDEN' })
    const minting = { input: { name: 'another' } }
    expect(await refused(server, CREATE_API_TOKEN, minting, reader)).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'TOKEN_CREATE',
    })
  })

  test('does not read the audit log of a workspace that is gone without EVENT_READ', async () => {
    const { id, owner } = await seedWorkspace(server)
    const reader = await limited(owner, ['WORKSPACE_READ'])
    const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
    const record = { id: deleteWorkspace.deletion.id }
    await until(async () => (await run(server, RECORD, record, owner)).deletion?.state === 'SUCCEEDED')
    expect(await refused(server, RECORD, record, reader)).toMatchObject({ code: 'FORBIDDEN', permission: 'EVENT_READ' })
  })
})

test('a mutation shows no resources to a token that may not read them', async () => {
  const { id, owner } = await seedWorkspace(server)
  const writer = await limited(owner, ['WORKSPACE_READ', 'PROJECT_WRITE'])
  const input = { workspace: { id }, name: unique('project') }
  const told = { code: 'FORBIDDEN', permission: 'RESOURCE_READ' }
  expect(await refused(server, CREATE_PROJECT, { input }, writer)).toMatchObject(told)
})

test('a token that is revoked while its request waits to write does not write', async () => {
  const { id, owner } = await seedWorkspace(server)
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'late' } }, owner)
  const late = { token: createApiToken.secret as string }
  const { store } = server.app.services
  const nothing = () => {}
  let release = nothing
  const tokenId = createApiToken.token.id
  const held = store.write(async (tx) => {
    await lockTokens(tx, [tokenId])
    await new Promise<void>((resolve) => (release = resolve))
  })
  await until(() => release !== nothing)
  const revoked = run(server, REVOKE, { input: { token: { id: tokenId } } }, owner)
  // both wait for the transaction that is held, in the order in which they came
  await until(() => server.app.services.pace.inFlight === 1)
  await waiting(1)
  const input = { workspace: { id }, name: unique('project') }
  const writing = refused(server, CREATE_PROJECT, { input }, late)
  await until(() => server.app.services.pace.inFlight === 2)
  await waiting(2)
  release()
  await held
  expect((await revoked).revokeApiToken.changed).toBe(true)
  expect(await writing).toMatchObject({ code: 'UNAUTHENTICATED' })
})

/** Until so many transactions wait for another. SQLite's wait in this process: a few rounds of the event loop show it. */
async function waiting(transactions: number): Promise<void> {
  if (DATABASE === 'sqlite') {
    for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve))
    return
  }
  const statement = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  await until(async () => (await server.database.query(statement)).length >= transactions)
}

test('a token of one workspace does not choose among them', async () => {
  const { id, owner } = await seedWorkspace(server)
  const input = { name: 'bound', workspace: { id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
  const as = { token: createApiToken.secret as string }
  const mark = { input: { workspace: { id }, isDefault: true } }
  expect(await refused(server, PREFER, mark, as)).toMatchObject({ code: 'INVALID_INPUT', field: 'isDefault' })
})

test('what a mutation answers is read with the rights that it left', async () => {
  const { id, members } = await seedWorkspace(server, { ann: 'ADMIN' })
  const { ann } = members as { ann: Person }
  const member = { of: { workspace: { id }, principal: { user: ann.id } } }
  const { body } = await server.gql(UPDATE_MEMBER.toString(), { input: { member, role: 'VIEWER' } }, ann)
  expect(body.data?.updateMember.membership.workspace.events).toBeNull()
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'EVENT_READ', myRole: 'VIEWER' })
})

test('who sees a workspace through everyone alone finds nobody by address', async () => {
  const owner = await signUp(server)
  const input = { displayName: 'Shared', visibility: 'SHARED_READ' as const }
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input }, owner)
  const { id } = createWorkspace.workspace
  const found = async (as: Person) =>
    (await run(server, MEMBERS, { id, search: `${owner.name}@exam` }, as)).workspace?.members.totalCount
  expect(await found(await signUp(server))).toBe(0)
  expect(await found(owner)).toBe(1)
})

test('filters that would be asked of every row are small', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 10)
  const labels = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, index]))
  const resources = (filter: object) => ({ id: workspace.id, filter })
  expect(await refused(server, RESOURCES, resources({ labels }), workspace.owner)).toMatchObject({
    code: 'INVALID_INPUT',
  })
  const search = 'x'.repeat(257)
  expect(await refused(server, RESOURCES, resources({ search }), workspace.owner)).toMatchObject({
    code: 'INVALID_INPUT',
  })
  const or = Array.from({ length: 51 }, () => ({}))
  expect(await refused(server, WORKSPACES, { filter: { or } }, workspace.owner)).toMatchObject({
    code: 'INVALID_INPUT',
  })
  const { workspace: seen } = await run(server, RESOURCES, resources({ labels: { team: 'red' } }), workspace.owner)
  expect(seen?.resources.totalCount).toBe(5)
})

test('an address keeps no character that a parser would drop', async () => {
  const input = (instanceUrl: string) => ({ input: { displayName: 'Remote', hosting: 'REMOTE' as const, instanceUrl } })
  for (const url of ['https://e.com/\u0000', 'ht\ntps://e.com', ' https://e.com', 'https://a:b@e.com']) {
    const { body } = await server.gql(CREATE_WORKSPACE.toString(), input(url))
    expect([url, body.errors?.[0]?.extensions.code]).toEqual([url, 'INVALID_INPUT'])
  }
})
