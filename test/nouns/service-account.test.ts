// Service accounts of a workspace and of the platform: their rights, and their tokens, which outlive their creators.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  CREATE_WORKSPACE,
  DELETE_SERVICE_ACCOUNT as DELETE,
  INVITE_MEMBERS,
} from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'
import { follow, untilSubscribers } from '../support/subscriptions.ts'

const ME = graphql(`
  query ServiceAccountMe { me { user { id } serviceAccount { id name } groups platformAdmin token { owner { __typename } createdBy { __typename ... on User { id } } } } }
`)
const SEE = graphql(`
  query ServiceAccountSee($id: ID!) { workspace(by: { id: $id }) { id myRole members { nodes { principal { __typename ... on ServiceAccount { id name } } role } } } }
`)
const REMOVE = graphql(`
  mutation ServiceAccountRemove($input: RemoveMemberInput!) { removeMember(input: $input) { revokedTokens { id } } }
`)
const TRANSFER = graphql(`
  mutation ServiceAccountTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { newOwner { id } } }
`)
const REVOKE = graphql(`
  mutation ServiceAccountRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const ROTATE = graphql(`
  mutation AccountRotate($input: RotateApiTokenInput!) { rotateApiToken(input: $input) { token { id } } }
`)
const LIST = graphql(`
  query ServiceAccountList($id: ID!) {
    workspace(by: { id: $id }) { serviceAccounts { nodes { id tokens { nodes { id status } } } } events(first: 5) { nodes { type actor { __typename } actorName } } }
  }
`)
const USERS = graphql(`
  query ServiceAccountUsers($search: String!) { users(filter: { search: $search }) { nodes { id } } }
`)
const CHANGES = graphql(`
  subscription ServiceAccountChanges($id: ID!) { nodeChanges(workspace: { id: $id }) { id action } }
`)

const server = await startTestServer({ shared: true })

type Role = 'ADMIN' | 'EDITOR' | 'VIEWER'
async function newAccount({ id, owner }: SeededWorkspace, role: Role | null = 'EDITOR', as: Credentials = owner) {
  const input = { workspace: { id }, name: unique('machine'), role }
  return (await run(server, CREATE_SERVICE_ACCOUNT, { input }, as)).createServiceAccount.serviceAccount
}
async function newToken(serviceAccount: string, as: Credentials, more: object = {}) {
  const input = { name: unique('token'), serviceAccount, ...more }
  const { token, secret } = (await run(server, CREATE_API_TOKEN, { input }, as)).createApiToken
  return { id: token.id, token: secret as string }
}
const statusOf = async (as: Credentials) => (await server.gql(ME.toString(), {}, as)).status
const ofAccount = (workspace: SeededWorkspace, id: string) => ({
  of: { workspace: { id: workspace.id }, principal: { serviceAccount: id } },
})

describe('a service account of a workspace', () => {
  test('acts with its role in the workspace by a token, and is shown as a service account', async () => {
    const workspace = await seedWorkspace(server)
    const account = await newAccount(workspace)
    const machine = await newToken(account.id, workspace.owner)
    expect((await run(server, ME, {}, machine)).me).toMatchObject({
      user: null,
      serviceAccount: { id: account.id, name: account.name },
      groups: [],
      platformAdmin: false,
      token: { owner: { __typename: 'ServiceAccount' }, createdBy: { __typename: 'User', id: workspace.owner.id } },
    })
    const seen = (await run(server, SEE, { id: workspace.id }, machine)).workspace
    expect(seen?.myRole).toBe('EDITOR')
    expect(seen?.members.nodes).toContainEqual({
      principal: { __typename: 'ServiceAccount', id: account.id, name: account.name },
      role: 'EDITOR',
    })
    const create = 'mutation ($i: CreateProjectInput!) { createProject(input: $i) { project { id } } }'
    await server.data(create, { i: { workspace: { id: workspace.id }, name: unique('made') } }, machine)
    const [event] = (await run(server, LIST, { id: workspace.id }, workspace.owner)).workspace?.events?.nodes ?? []
    expect(event).toMatchObject({
      type: 'PROJECT_CREATED',
      actor: { __typename: 'ServiceAccount' },
      actorName: account.name,
    })
    expect((await run(server, USERS, { search: account.name })).users?.nodes).toEqual([])
  })

  test('does not count as everyone, owns nothing, and cannot join another workspace', async () => {
    const workspace = await seedWorkspace(server)
    const account = await newAccount(workspace, 'ADMIN')
    const machine = await newToken(account.id, workspace.owner)
    const shared = { name: unique('shared'), visibility: 'SHARED_READ' as const }
    const { id } = (await run(server, CREATE_WORKSPACE, { input: shared })).createWorkspace.workspace
    expect((await run(server, SEE, { id }, machine)).workspace).toBeNull()
    expect((await refused(server, CREATE_WORKSPACE, { input: { name: unique('own') } }, machine)).code).toBe(
      'FORBIDDEN',
    )
    const principal = { serviceAccount: account.id }
    const join = { workspace: { id }, principal, role: 'VIEWER' as const }
    expect((await refused(server, ADD_MEMBER, { input: join })).code).toBe('INVALID_INPUT')
    const own = { workspace: { id: workspace.id }, to: principal }
    expect((await refused(server, TRANSFER, { input: own }, workspace.owner)).code).toBe('INVALID_INPUT')
  })

  test('keeps its tokens when their creator leaves, and when it is no longer a member', async () => {
    const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
    const admin = workspace.members['admin'] as Person
    const account = await newAccount(workspace, 'EDITOR', admin)
    const machine = await newToken(account.id, admin)
    const of = { workspace: { id: workspace.id }, principal: { user: admin.id } }
    const { removeMember } = await run(server, REMOVE, { input: { member: { of } } }, workspace.owner)
    expect(removeMember.revokedTokens).toEqual([])
    expect(await statusOf(machine)).toBe(200)
    await run(server, REMOVE, { input: { member: ofAccount(workspace, account.id) } }, workspace.owner)
    expect(await statusOf(machine)).toBe(200)
    expect((await run(server, SEE, { id: workspace.id }, machine)).workspace).toBeNull()
  })

  test('is deleted with its tokens, its membership and their streams, and keeps its name in history', async () => {
    const workspace = await seedWorkspace(server)
    const account = await newAccount(workspace)
    const machine = await newToken(account.id, workspace.owner)
    const project = 'mutation ($i: CreateProjectInput!) { createProject(input: $i) { project { id } } }'
    await server.data(project, { i: { workspace: { id: workspace.id }, name: unique('made') } }, machine)
    const watching = follow('SSE', server, CHANGES, { id: workspace.id }, machine)
    await untilSubscribers(server, 1)
    const input = { serviceAccount: account.id }
    await run(server, DELETE, { input }, workspace.owner)
    await until(() => watching.end)
    expect(await statusOf(machine)).toBe(401)
    expect((await refused(server, DELETE, { input }, workspace.owner)).code).toBe('NOT_FOUND')
    const left = (await run(server, LIST, { id: workspace.id }, workspace.owner)).workspace
    expect(left?.serviceAccounts.nodes).toEqual([])
    expect(left?.events?.nodes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['SERVICE_ACCOUNT_DELETED', 'MEMBER_REMOVED']),
    )
    const made = left?.events?.nodes.find(({ type }) => type === 'PROJECT_CREATED')
    expect(made?.actorName).toBe(account.name)
    const again = { workspace: { id: workspace.id }, name: account.name }
    await run(server, CREATE_SERVICE_ACCOUNT, { input: again }, workspace.owner)
  })

  test('has a unique name, a role up to ADMIN, and at most 99 others beside it', async () => {
    const workspace = await seedWorkspace(server)
    const account = await newAccount(workspace)
    const ask = (more: object) => ({ input: { workspace: { id: workspace.id }, name: unique('machine'), ...more } })
    const refusedFor = async (more: object) =>
      (await refused(server, CREATE_SERVICE_ACCOUNT, ask(more), workspace.owner)).code
    expect(await refusedFor({ name: account.name })).toBe('NAME_TAKEN')
    expect(await refusedFor({ name: 'No slug' })).toBe('INVALID_INPUT')
    expect(await refusedFor({ role: 'OWNER' })).toBe('INVALID_INPUT')
    for (let count = 1; count < 100; count++) await newAccount(workspace, null)
    expect(await refusedFor({})).toBe('LIMIT_EXCEEDED')
  })
})

test('a role for a service account requires MEMBER_INVITE, and the built-in workspaces refuse it', async () => {
  const workspace = await seedWorkspace(server)
  const permissions = ['WORKSPACE_READ' as const, 'SERVICE_ACCOUNT_MANAGE' as const]
  const limited = { name: unique('limited'), permissions }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: limited }, workspace.owner)
  const as = { token: createApiToken.secret as string }
  const input = { workspace: { id: workspace.id }, name: unique('machine'), role: 'VIEWER' as const }
  const refusal = await refused(server, CREATE_SERVICE_ACCOUNT, { input }, as)
  expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'MEMBER_INVITE' })
  const admin = await signUp(server)
  const home = { workspace: { name: 'default' } }
  await run(server, ADD_MEMBER, { input: { ...home, principal: { user: admin.id }, role: 'ADMIN' } })
  const account = { ...home, name: unique('machine'), role: 'VIEWER' as const }
  const { serviceAccount } = (await run(server, CREATE_SERVICE_ACCOUNT, { input: account })).createServiceAccount
  const ofAccount = { serviceAccount: serviceAccount.id }
  expect((await refused(server, DELETE, { input: ofAccount }, admin)).code).toBe('BUILT_IN')
  const token = { input: { ...ofAccount, name: unique('token') } }
  expect((await refused(server, CREATE_API_TOKEN, token, admin)).code).toBe('BUILT_IN')
  const made = (await run(server, CREATE_API_TOKEN, token)).createApiToken.token
  const rotation = { input: { token: { id: made.id } } }
  expect((await refused(server, ROTATE, rotation, admin)).code).toBe('BUILT_IN')
  await run(server, ROTATE, rotation)
})

test('invitations of a service account end with its membership', async () => {
  const workspace = await seedWorkspace(server)
  const account = await newAccount(workspace, 'ADMIN')
  const machine = await newToken(account.id, workspace.owner)
  const emails = [`${unique('invited')}@example.com`]
  const input = { workspace: { id: workspace.id }, emails }
  const [invited] = (await run(server, INVITE_MEMBERS, { input }, machine)).inviteMembers.results
  await run(server, REMOVE, { input: { member: ofAccount(workspace, account.id) } }, workspace.owner)
  const node = 'query ($id: ID!) { node(id: $id) { ... on Invitation { state } } }'
  const { state } = (await server.data(node, { id: invited?.invitation?.id }, workspace.owner)).node
  expect(state).toBe('REVOKED')
})

describe('the token of a service account', () => {
  test('is created, listed and revoked with SERVICE_ACCOUNT_MANAGE, and by nobody without it', async () => {
    const workspace = await seedWorkspace(server, { editor: 'EDITOR' })
    const account = await newAccount(workspace)
    const machine = await newToken(account.id, workspace.owner)
    const editor = workspace.members['editor'] as Person
    const input = { name: unique('token'), serviceAccount: account.id }
    expect((await refused(server, CREATE_API_TOKEN, { input }, editor)).code).toBe('FORBIDDEN')
    expect((await refused(server, CREATE_API_TOKEN, { input }, await signUp(server))).code).toBe('NOT_FOUND')
    expect((await refused(server, REVOKE, { input: { token: { id: machine.id } } }, editor)).code).toBe('NOT_FOUND')
    const permissions = ['WORKSPACE_READ' as const, 'SERVICE_ACCOUNT_MANAGE' as const]
    const limited = { name: unique('limited'), workspace: { id: workspace.id }, permissions }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: limited }, workspace.owner)
    const manager = { token: createApiToken.secret as string }
    const found = `query ($id: ID!) { node(id: $id) { ... on ServiceAccount { tokens { nodes { id } } } } }`
    expect((await server.data(found, { id: account.id }, manager)).node.tokens.nodes).toEqual([{ id: machine.id }])
    expect((await server.data(found, { id: account.id }, editor)).node.tokens).toBeNull()
    await run(server, REVOKE, { input: { token: { id: machine.id } } }, manager)
    expect(await statusOf(machine)).toBe(401)
  })

  test('survives the revocation of the token that created it, but may not expire later or be for another workspace', async () => {
    const workspace = await seedWorkspace(server)
    const account = await newAccount(workspace, 'ADMIN')
    const maker = { name: unique('maker'), workspace: { id: workspace.id }, role: 'ADMIN' as const, expiresIn: '2h' }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: maker }, workspace.owner)
    const as = { token: createApiToken.secret as string }
    const longer = { name: unique('token'), serviceAccount: account.id, expiresIn: '3h' }
    expect((await refused(server, CREATE_API_TOKEN, { input: longer }, as)).code).toBe('TOKEN_LIFETIME_EXCEEDED')
    const machine = await newToken(account.id, as)
    await run(server, REVOKE, { input: { token: { id: createApiToken.token.id } } }, workspace.owner)
    expect(await statusOf(machine)).toBe(200)
    const elsewhere = { name: unique('token'), serviceAccount: account.id, workspace: { name: 'default' } }
    expect((await refused(server, CREATE_API_TOKEN, { input: elsewhere }, workspace.owner)).code).toBe('INVALID_INPUT')
    const itself = { input: { name: unique('token') } }
    expect((await refused(server, CREATE_API_TOKEN, itself, machine)).code).toBe('FORBIDDEN')
  })
})

describe('a service account of the platform', () => {
  test('is created only by platform admins, joins several workspaces, and is visible to their members', async () => {
    const [one, two] = [await seedWorkspace(server), await seedWorkspace(server)]
    const input = { name: unique('machine'), description: 'Rolls out what the platform team has approved' }
    expect((await refused(server, CREATE_SERVICE_ACCOUNT, { input }, one.owner)).code).toBe('FORBIDDEN')
    const { id } = (await run(server, CREATE_SERVICE_ACCOUNT, { input })).createServiceAccount.serviceAccount
    const node = 'query ($id: ID!) { node(id: $id) { id } }'
    expect((await server.data(node, { id }, one.owner)).node).toBeNull()
    const principal = { serviceAccount: id }
    const invite = { workspace: { id: one.id }, principal, role: 'VIEWER' as const }
    expect((await refused(server, ADD_MEMBER, { input: invite }, one.owner)).code).toBe('NOT_FOUND')
    for (const workspace of [one, two])
      await run(server, ADD_MEMBER, { input: { ...invite, workspace: { id: workspace.id } } })
    expect((await server.data(node, { id }, one.owner)).node).toEqual({ id })
    const machine = await newToken(id, {})
    const described = async (as?: Credentials) =>
      (
        await server.data(
          'query ($id: ID!) { node(id: $id) { ... on ServiceAccount { name description } } }',
          { id },
          as,
        )
      ).node
    expect(await described(one.owner)).toEqual({ name: input.name, description: null })
    for (const as of [undefined, machine]) expect(await described(as)).toEqual(input)
    for (const workspace of [one, two]) {
      expect((await run(server, SEE, { id: workspace.id }, machine)).workspace?.myRole).toBe('VIEWER')
    }
    expect(
      (await refused(server, CREATE_API_TOKEN, { input: { name: 'x', serviceAccount: id } }, one.owner)).code,
    ).toBe('NOT_FOUND')
    expect((await refused(server, DELETE, { input: { serviceAccount: id } }, one.owner)).code).toBe('NOT_FOUND')
    await run(server, DELETE, { input: { serviceAccount: id } })
    expect(await statusOf(machine)).toBe(401)
    const members = (await run(server, SEE, { id: one.id }, one.owner)).workspace?.members.nodes
    expect(members?.map((member) => member.principal.__typename)).toEqual(['User'])
  })
})
