// Attempts to do more than a credential allows, found by attacking a running server.
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

async function tokenLimitedTo(permissions: Permission[], owner: Person): Promise<{ token: string }> {
  const input = { name: 'limited', permissions }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
  return { token: createApiToken.secret as string }
}

describe('a token that is limited to some permissions', () => {
  test('cannot make, demote or remove an owner without OWNERSHIP_GRANT', async () => {
    const { id, owner, members } = await seedWorkspace(server, { ann: 'OWNER', bob: 'EDITOR' })
    const { ann, bob } = members as { ann: Person; bob: Person }
    const workspace = { id }
    const expected = { code: 'FORBIDDEN', permission: 'OWNERSHIP_GRANT' }
    const inviter = await tokenLimitedTo(['WORKSPACE_READ', 'MEMBER_READ', 'MEMBER_INVITE'], owner)
    const stranger = await signUp(server)
    const add = { input: { workspace, principal: { user: stranger.id }, role: 'OWNER' as const } }
    expect(await refused(server, ADD_MEMBER, add, inviter)).toMatchObject(expected)
    const updater = await tokenLimitedTo(['WORKSPACE_READ', 'MEMBER_READ', 'MEMBER_UPDATE'], owner)
    const of = (person: Person) => ({ of: { workspace, principal: { user: person.id } } })
    expect(await refused(server, UPDATE_MEMBER, { input: { member: of(bob), role: 'OWNER' } }, updater)).toMatchObject(
      expected,
    )
    const remover = await tokenLimitedTo(['WORKSPACE_READ', 'MEMBER_REMOVE'], owner)
    expect(await refused(server, REMOVE_MEMBER, { input: { member: of(ann) } }, remover)).toMatchObject(expected)
  })

  test('cannot leave the workspace, nor create a token without TOKEN_CREATE', async () => {
    const { id, owner } = await seedWorkspace(server, { ann: 'OWNER' })
    const reader = await tokenLimitedTo(['WORKSPACE_READ'], owner)
    expect(await refused(server, LEAVE, { input: { workspace: { id } } }, reader)).toMatchObject({ code: 'FORBIDDEN' })
    const variables = { input: { name: 'another' } }
    expect(await refused(server, CREATE_API_TOKEN, variables, reader)).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'TOKEN_CREATE',
    })
  })

  test('cannot read the audit log of a deleted workspace without EVENT_READ, and reads the rest of the record', async () => {
    const { id, owner } = await seedWorkspace(server)
    const reader = await tokenLimitedTo(['WORKSPACE_READ'], owner)
    const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
    const record = { id: deleteWorkspace.deletion.id }
    await until(async () => (await run(server, RECORD, record, owner)).deletion?.state === 'SUCCEEDED')
    const { body } = await server.gql(RECORD.toString(), record, reader)
    expect(body.data).toEqual({ deletion: { state: 'SUCCEEDED', workspaceEvents: null } })
    const refusal = { code: 'FORBIDDEN', permission: 'EVENT_READ' }
    expect(body.errors).toMatchObject([{ path: ['deletion', 'workspaceEvents'], extensions: refusal }])
  })
})

test('a token that is revoked while its mutation waits for a lock writes nothing', async () => {
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
  // Both transactions wait for the one that holds the lock, first the revocation and then the mutation.
  await until(() => server.app.services.pace.inFlight === 1)
  await untilWaiting(1)
  const input = { workspace: { id }, name: unique('project') }
  const writing = refused(server, CREATE_PROJECT, { input }, late)
  await until(() => server.app.services.pace.inFlight === 2)
  await untilWaiting(2)
  release()
  await held
  expect((await revoked).revokeApiToken.changed).toBe(true)
  expect(await writing).toMatchObject({ code: 'UNAUTHENTICATED' })
})

/** Waits until this number of transactions wait for a lock; on SQLite they queue in this process after a few rounds. */
async function untilWaiting(transactions: number): Promise<void> {
  if (DATABASE === 'sqlite') {
    for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve))
    return
  }
  const statement = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  await until(async () => (await server.database.query(statement)).length >= transactions)
}

test('a workspace token cannot set the default workspace of its owner', async () => {
  const { id, owner } = await seedWorkspace(server)
  const input = { name: 'bound', workspace: { id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
  const as = { token: createApiToken.secret as string }
  const preference = { input: { workspace: { id }, isDefault: true } }
  expect(await refused(server, PREFER, preference, as)).toMatchObject({ code: 'INVALID_INPUT', field: 'isDefault' })
})

test('the result of a mutation is read with the rights that the caller has after it', async () => {
  const { id, members } = await seedWorkspace(server, { ann: 'ADMIN' })
  const { ann } = members as { ann: Person }
  const member = { of: { workspace: { id }, principal: { user: ann.id } } }
  const { body } = await server.gql(UPDATE_MEMBER.toString(), { input: { member, role: 'VIEWER' } }, ann)
  expect(body.data?.updateMember.membership.workspace.events).toBeNull()
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'EVENT_READ', myRole: 'VIEWER' })
})

test('members cannot be searched by address in a workspace that is visible only because everyone is a member', async () => {
  const owner = await signUp(server)
  const input = { displayName: 'Shared', visibility: 'SHARED_READ' as const }
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input }, owner)
  const { id } = createWorkspace.workspace
  const found = async (as: Person) =>
    (await run(server, MEMBERS, { id, search: `${owner.name}@exam` }, as)).workspace?.members.totalCount
  expect(await found(await signUp(server))).toBe(0)
  expect(await found(owner)).toBe(1)
})

test('labels, searches and conditions of a filter are limited, since each row is compared with them', async () => {
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

test('an instance URL with characters that URL parsers drop, or with a password, is refused', async () => {
  const input = (instanceUrl: string) => ({ input: { displayName: 'Remote', hosting: 'REMOTE' as const, instanceUrl } })
  for (const url of ['https://e.com/\u0000', 'ht\ntps://e.com', ' https://e.com', 'https://a:b@e.com']) {
    const { body } = await server.gql(CREATE_WORKSPACE.toString(), input(url))
    expect([url, body.errors?.[0]?.extensions.code]).toEqual([url, 'INVALID_INPUT'])
  }
})
