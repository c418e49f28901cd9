// API tokens: where a secret appears, how a token limits its owner's rights.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newSecret } from '../../src/auth/secret.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput, Permission, RoleName } from '../generated/graphql.ts'
import { refusedCleanly } from '../support/events.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const MINE = graphql(`
  query CredentialMine($by: WorkspaceRef!) {
    workspace(by: $by) { id myRole myPermissions }
  }
`)
const EVERYWHERE = graphql(`
  query CredentialEverywhere($elsewhere: WorkspaceRef!, $mate: UserRef!, $node: ID!, $project: ID!, $deletion: ID!) {
    me {
      user { memberships { nodes { workspace { id } } totalCount } }
      tokens { nodes { id } totalCount }
      token { id }
      defaultWorkspace { id }
      platformAdmin
    }
    workspaces { nodes { id } totalCount }
    workspace(by: $elsewhere) { id }
    builtIn: workspace(by: { name: "default" }) { id }
    user(by: $mate) { id }
    node(id: $node) { id }
    nodes(ids: [$node, $project]) { id }
    deletion(id: $deletion) { id }
    deletions { nodes { id } totalCount }
  }
`)
const ACCESS = graphql(`
  query CredentialAccess($workspace: WorkspaceRef!) {
    access(workspace: $workspace, permissions: [WORKSPACE_READ, PROJECT_WRITE, MEMBER_UPDATE]) { permission allowed reason }
  }
`)
const USERS = graphql(`
  query CredentialUsers { users { totalCount } }
`)
const CREATE_PROJECT = graphql(`
  mutation CredentialProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const UPDATE_MEMBER = graphql(`
  mutation CredentialUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }
`)
const REVOKE = graphql(`
  mutation CredentialRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const SET_PREFERENCES = graphql(`
  mutation CredentialMark($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) { workspace { id } }
  }
`)
const TOKENS_AND_EVENTS = graphql(`
  query CredentialListed { me { tokens { nodes { id hint name } } } events(first: 100) { nodes { summary data } } }
`)

const statements: string[] = []
const server = await startTestServer({ shared: true, onQuery: (sql) => statements.push(sql) })
const create = async (input: Partial<CreateApiTokenInput>, as?: Credentials) => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'token', ...input } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret ?? '' }
}
const mine = async (id: string, as: Credentials) => (await run(server, MINE, { by: { id } }, as)).workspace

test('a mistyped token is refused without a query', async () => {
  const { token } = await signUp(server)
  const queries = () => statements.filter((text) => /"hash" = (\?|\$1)/.test(text)).length
  const typo = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
  const statusOf = async (token: string) => (await server.gql('{ __typename }', {}, { token })).status
  statements.length = 0
  for (const secret of [typo, token.slice(0, -1), `croft_${'x'.repeat(36)}`]) expect(await statusOf(secret)).toBe(401)
  expect(queries()).toBe(0)
  expect(await statusOf(newSecret())).toBe(401)
  expect(queries()).toBe(1)
})

// lists/plans shows over a million rows that this read uses a unique index
test('a token is checked with one read, and no such request writes', async () => {
  const sent: string[] = []
  const own = await startTestServer({ onRequestQuery: (sql) => sent.push(sql) })
  const { id, owner } = await seedWorkspace(own)
  const bound = { name: 'bound', workspace: { id }, role: 'VIEWER' as const, permissions: ['WORKSPACE_READ' as const] }
  const { createApiToken } = await run(own, CREATE_API_TOKEN, { input: bound }, owner)
  for (const token of [owner.token, createApiToken.secret as string]) {
    for (let time = 0; time < 3; time++) {
      sent.length = 0
      expect((await own.gql('{ __typename }', {}, { token })).status).toBe(200)
      expect(sent).toEqual([expect.stringMatching(/^select [^;]* where "api_token"."hash" = (\?|\$1)$/)])
    }
  }
})

test('a secret is in one response only: not in a list, an event, the log, or any file', async () => {
  const { token, id } = await create({ name: 'secret', platformAdmin: true })
  await server.gql('query { me { ', {}, { token })
  await server.gql(`{ node(id: "${token}") { id } workspace(by: { name: "${token}" }) { id } }`, {}, { token })
  await server.gql('{ __typename }', {}, { token: `${token}x` })
  const listed = await run(server, TOKENS_AND_EVENTS, {}, { token })
  expect(listed.me.tokens.nodes.map((node) => node.id)).toContain(id)
  expect(JSON.stringify(listed)).not.toContain(token)
  expect(JSON.stringify(server.log)).not.toContain(token)
  const { directory } = server.database
  for (const file of readdirSync(directory))
    expect(readFileSync(join(directory, file)).includes(token), file).toBe(false)
  for (const table of ['api_token', 'event', 'user'])
    expect(JSON.stringify(await server.database.query(`select * from "${table}"`))).not.toContain(token)
})

describe('a token', () => {
  test.each<[RoleName, RoleName | null, RoleName]>([
    ['OWNER', 'VIEWER', 'VIEWER'],
    ['ADMIN', 'EDITOR', 'EDITOR'],
    ['EDITOR', 'OWNER', 'EDITOR'],
    ['EDITOR', null, 'EDITOR'],
  ])('of an %s with the ceiling %s has the role %s', async (own, role, left) => {
    const { id, members } = await seedWorkspace(server, { me: own })
    expect((await mine(id, await create({ role }, members['me'])))?.myRole).toBe(left)
  })

  test("limited to permissions has only these of its owner's role; one with platform rights cannot be limited", async () => {
    const { id, owner } = await seedWorkspace(server)
    for (const ceiling of [{ role: 'VIEWER' }, { permissions: ['WORKSPACE_READ'] }] as const) {
      const input = { name: 'token', platformAdmin: true, ...ceiling } as CreateApiTokenInput
      expect(await refusedCleanly(server, CREATE_API_TOKEN, { input })).toMatchObject({ code: 'INVALID_INPUT' })
    }
    const permissions: Permission[] = ['WORKSPACE_READ', 'RESOURCE_READ', 'PROJECT_WRITE']
    const few = await create({ permissions }, owner)
    const seen = await mine(id, few)
    expect({ ...seen, myPermissions: new Set(seen?.myPermissions) }).toEqual({
      id,
      myRole: 'OWNER',
      myPermissions: new Set(permissions),
    })
    const workspace = { id }
    await run(server, CREATE_PROJECT, { input: { workspace, name: 'project' } }, few)
    const resources = [{ kind: 'job', name: 'job' }]
    const refusal = await refusedCleanly(server, REGISTER_RESOURCES, { input: { workspace, resources } }, few)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'RESOURCE_WRITE' })
    const { access } = await run(server, ACCESS, { workspace }, few)
    expect(access.map(({ allowed }) => allowed)).toEqual([true, true, false])
  })

  test('never has more rights than its owner, whose change of role counts from the next request on', async () => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const eve = workspace.members['eve'] as Person
    const [wide, low] = [await create({}, eve), await create({ workspace: { id: workspace.id }, role: 'EDITOR' }, eve)]
    const change = (role: RoleName) => {
      const member = { of: { workspace: { id: workspace.id }, principal: { user: eve.id } } }
      return run(server, UPDATE_MEMBER, { input: { member, role } }, workspace.owner)
    }
    const roles = () => Promise.all([wide, low].map(async (token) => (await mine(workspace.id, token))?.myRole))
    for (const [role, expected] of [
      ['ADMIN', 'EDITOR'],
      ['VIEWER', 'VIEWER'],
      ['OWNER', 'EDITOR'],
    ] as const) {
      await change(role)
      expect(await roles()).toEqual([role, expected])
    }
  })
})

describe('a workspace token', () => {
  test('sees and changes nothing outside its workspace, through any field', async () => {
    const workspace = await seedWorkspace(server)
    const { owner } = workspace
    const here = { workspace: { id: workspace.id } }
    const other = (await run(server, CREATE_WORKSPACE, { input: { name: unique('other') } }, owner)).createWorkspace
    const elsewhere = { id: other.workspace.id }
    const mate = await signUp(server)
    const membership = { workspace: elsewhere, principal: { user: mate.id }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input: membership })
    await run(server, SET_PREFERENCES, { input: { workspace: elsewhere, isDefault: true } }, owner)
    const project = { workspace: elsewhere, name: 'project' }
    const projectId = (await run(server, CREATE_PROJECT, { input: project }, owner)).createProject.project.id
    const doomed = (await run(server, CREATE_WORKSPACE, { input: { name: unique('doomed') } }, owner)).createWorkspace
    const deleted = { input: { workspace: { id: doomed.workspace.id } } }
    const deletion = (await run(server, DELETE_WORKSPACE, deleted, owner)).deleteWorkspace.deletion.id
    const names = { elsewhere, mate: { id: mate.id }, node: elsewhere.id, project: projectId, deletion }
    const bound = await create(here, owner)

    const free = await run(server, EVERYWHERE, names, owner)
    expect([free.workspace, free.user, free.node, free.deletion, free.me.defaultWorkspace]).not.toContain(null)
    expect(await run(server, EVERYWHERE, names, bound)).toEqual({
      me: {
        user: { memberships: { nodes: [here], totalCount: 1 } },
        tokens: { nodes: [], totalCount: 0 },
        token: { id: bound.id },
        defaultWorkspace: null,
        platformAdmin: false,
      },
      workspaces: { nodes: [here.workspace], totalCount: 1 },
      workspace: null,
      builtIn: null,
      user: null,
      node: null,
      nodes: [null, null],
      deletion: null,
      deletions: { nodes: [], totalCount: 0 },
    })
    expect((await refused(server, ACCESS, { workspace: elsewhere }, bound)).code).toBe('NOT_FOUND')
    expect((await refused(server, USERS, {}, bound)).code).toBe('FORBIDDEN')
    const created = { input: { name: unique('new') } }
    expect((await refusedCleanly(server, CREATE_WORKSPACE, created, bound)).code).toBe('FORBIDDEN')
    expect((await refusedCleanly(server, CREATE_PROJECT, { input: project }, bound)).code).toBe('NOT_FOUND')
    expect((await refusedCleanly(server, DELETE_WORKSPACE, { input: { workspace: elsewhere } }, bound)).code).toBe(
      'NOT_FOUND',
    )
    const choice = { input: { ...here, isDefault: true } }
    expect(await refusedCleanly(server, SET_PREFERENCES, choice, bound)).toMatchObject({ code: 'INVALID_INPUT' })
    const personal = await create({}, owner)
    expect((await refusedCleanly(server, REVOKE, { input: { token: { id: personal.id } } }, bound)).code).toBe(
      'NOT_FOUND',
    )
    await run(server, CREATE_PROJECT, { input: { ...here, name: 'project' } }, bound)
  })
})
