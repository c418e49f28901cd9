// `accessOf` explains why a person has access to a workspace; `access` shows what the caller may do there, and why not.
import { afterAll, describe, expect, test } from 'vitest'
import { uuidOf } from '../../src/store/id.ts'
import { graphql } from '../generated/gql.ts'
import type { UserRef } from '../generated/graphql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE, UPDATE_USER } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, signUpColleague, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const ACCESS_OF = graphql(`
  query AccessOf($by: WorkspaceRef!, $user: UserRef!) {
    workspace(by: $by) {
      accessOf(user: $user) { role permissions sources { via role membership { id role } } }
    }
  }
`)
const ACCESS = graphql(`
  query AccessOfCaller($workspace: WorkspaceRef!) {
    access(workspace: $workspace, permissions: [RESOURCE_READ, MEMBER_INVITE]) { permission allowed code requiredRole myRole }
  }
`)
const WORKSPACE = graphql(`
  query AccessOfWorkspace($by: WorkspaceRef!) { workspace(by: $by) { id } }
`)
const WHO = graphql(`
  query AccessOfWho { me { user { id } } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })

const accessOf = async (workspaceId: string, userId: string, as?: Credentials) => {
  const { workspace } = await run(server, ACCESS_OF, { by: { id: workspaceId }, user: { id: userId } }, as)
  return workspace?.accessOf
}
const viasOf = async (workspaceId: string, userId: string, as?: Credentials) => {
  const access = await accessOf(workspaceId, userId, as)
  return access && { role: access.role, sources: access.sources.map(({ via, role }) => `${via} ${role}`) }
}

/** A workspace in which one person has a role by each source. */
async function inEveryWay() {
  const group = unique('group')
  const claims = claimsOf(issuer.url, Math.floor(Date.now() / 1000), { groups: [group, unique('other')] })
  const person = { token: await signJwt(claims) }
  const id = (await run(server, WHO, {}, person)).me.user?.id as string
  const input = { name: unique('shared'), visibility: 'SHARED_READ' as const }
  const workspace = (await run(server, CREATE_WORKSPACE, { input })).createWorkspace.workspace
  const member = await signUp(server)
  for (const [principal, role] of [
    [{ user: id }, 'VIEWER'],
    [{ group }, 'EDITOR'],
    [{ user: member.id }, 'VIEWER'],
  ] as const) {
    await run(server, ADD_MEMBER, { input: { workspace: { id: workspace.id }, principal, role } })
  }
  await run(server, UPDATE_USER, { input: { user: { id }, platformAdmin: true } })
  return { workspaceId: workspace.id, person: { ...person, id }, member }
}

describe('accessOf', () => {
  test('shows every source of a role to the person and to a platform admin, the highest first', async () => {
    const { workspaceId, person } = await inEveryWay()
    const expected = {
      role: 'OWNER',
      sources: ['PLATFORM_ADMIN OWNER', 'GROUP EDITOR', 'DIRECT VIEWER', 'EVERYONE VIEWER'],
    }
    expect(await viasOf(workspaceId, person.id, person)).toEqual(expected)
    expect(await viasOf(workspaceId, person.id)).toEqual(expected)
  })

  test('hides the groups and the platform rights of a person from another member', async () => {
    const { workspaceId, person, member } = await inEveryWay()
    const access = await viasOf(workspaceId, person.id, member)
    expect(access).toEqual({ role: 'VIEWER', sources: ['DIRECT VIEWER', 'EVERYONE VIEWER'] })
  })

  test('returns the permissions of the role and the membership that gives it', async () => {
    const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
    const access = await accessOf(id, members['editor']?.id ?? '', owner)
    expect(access?.role).toBe('EDITOR')
    expect(access?.permissions).toContain('RESOURCE_WRITE')
    expect(access?.permissions).not.toContain('MEMBER_INVITE')
    expect(access?.sources).toEqual([
      { via: 'DIRECT', role: 'EDITOR', membership: { id: expect.any(String), role: 'EDITOR' } },
    ])
  })

  test('returns null for a person whom the caller may not find, and no role for a person without one', async () => {
    const { id, owner } = await seedWorkspace(server)
    const stranger = await signUp(server)
    expect(await accessOf(id, stranger.id, owner)).toBeNull()
    expect(await viasOf(id, stranger.id)).toEqual({ role: null, sources: [] })
  })

  test('finds a person as addMember does: by id, UUID or address; by a group only where both are in it', async () => {
    const { id, owner } = await seedWorkspace(server)
    const colleague = await signUpColleague(server, owner)
    const group = unique('group')
    const signedIn = async () => {
      const claims = claimsOf(issuer.url, Math.floor(Date.now() / 1000), { groups: [group] })
      const person = { token: await signJwt(claims) }
      return { ...person, id: (await run(server, WHO, {}, person)).me.user?.id as string }
    }
    const [ann, bob] = [await signedIn(), await signedIn()]
    const viewer = { workspace: { id }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input: { ...viewer, principal: { group } } })
    const answers = async (user: UserRef, as: Credentials) =>
      (await run(server, ACCESS_OF, { by: { id }, user }, as)).workspace?.accessOf
    const none = { role: null, permissions: [], sources: [] }
    for (const user of [
      { id: colleague.id },
      { uuid: uuidOf(colleague.id) },
      { email: `${colleague.name}@EXAMPLE.com` },
    ]) {
      expect(await answers(user, owner)).toEqual(none)
    }
    // a member of the same group does not even learn of that group
    expect(await answers({ id: bob.id }, ann)).toEqual(none)
    expect(await answers({ id: bob.id }, owner)).toBeNull()
    expect(await viasOf(id, bob.id, bob)).toEqual({ role: 'VIEWER', sources: ['GROUP VIEWER'] })
  })

  test('requires MEMBER_READ, and returns no role to the requester while the workspace is being deleted', async () => {
    const { id, owner } = await seedWorkspace(server)
    const variables = { by: { id }, user: { id: owner.id } }
    const input = { name: unique('token'), permissions: ['WORKSPACE_READ' as const] }
    const token = (await run(server, CREATE_API_TOKEN, { input }, owner)).createApiToken.secret
    expect(await refused(server, ACCESS_OF, variables, { token })).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'MEMBER_READ',
    })
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id }, gracePeriod: '1h' } }, owner)
    expect(await accessOf(id, owner.id, owner)).toEqual({ role: null, permissions: [], sources: [] })
    expect((await refused(server, ACCESS, { workspace: { id } }, await signUp(server))).code).toBe('NOT_FOUND')
    const { access } = await run(server, ACCESS, { workspace: { id } }, owner)
    expect(access).toMatchObject([{ permission: 'RESOURCE_READ', allowed: false, code: 'WORKSPACE_DELETING' }, {}])
  })

  test('counts the groups of a person only until they expire', async () => {
    const aged = await startTestServer({ env: { ...env, CROFT_GROUPS_MAX_AGE: '1h' } })
    const group = unique('group')
    const claims = claimsOf(issuer.url, Math.floor(Date.now() / 1000) - 7200, {
      groups: [group],
      exp: Math.floor(Date.now() / 1000) + 600,
    })
    const person = { token: await signJwt(claims) }
    const id = (await run(aged, WHO, {}, person)).me.user?.id as string
    const { createWorkspace } = await run(aged, CREATE_WORKSPACE, { input: { name: unique('aged') } })
    const workspace = { id: createWorkspace.workspace.id }
    await run(aged, ADD_MEMBER, { input: { workspace, principal: { group }, role: 'EDITOR' } })
    const answer = await run(aged, ACCESS_OF, { by: workspace, user: { id } })
    expect(answer.workspace?.accessOf).toEqual({ role: null, permissions: [], sources: [] })
  })
})

describe('access', () => {
  test('returns for each permission whether the caller holds it, and the error code that a mutation would return', async () => {
    const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
    const held = async (as: Credentials) => (await run(server, ACCESS, { workspace: { id } }, as)).access
    const read = { permission: 'RESOURCE_READ', allowed: true, code: null, requiredRole: 'VIEWER' }
    const invite = { permission: 'MEMBER_INVITE', allowed: true, code: null, requiredRole: 'ADMIN' }
    const denied = { allowed: false, code: 'FORBIDDEN' }
    const of = (role: string, ...decisions: object[]) => decisions.map((each) => ({ ...each, myRole: role }))
    expect(await held(owner)).toEqual(of('OWNER', read, invite))
    expect(await held(members['editor'] as Credentials)).toEqual(of('EDITOR', read, { ...invite, ...denied }))
    const input = { name: unique('token'), permissions: ['WORKSPACE_READ' as const, 'MEMBER_INVITE' as const] }
    const token = (await run(server, CREATE_API_TOKEN, { input }, owner)).createApiToken.secret
    expect(await held({ token })).toEqual(of('OWNER', { ...read, ...denied }, invite))
  })

  test('agrees for a built-in workspace with the outcome of its mutations, for an admin there and a platform admin', async () => {
    const { id: workspace } = (await run(server, WORKSPACE, { by: { name: 'default' } })).workspace as { id: string }
    const [admin, other] = [await signUp(server), await signUp(server)]
    for (const [{ id }, role] of [
      [admin, 'ADMIN'],
      [other, 'VIEWER'],
    ] as const) {
      await run(server, ADD_MEMBER, { input: { workspace: { id: workspace }, principal: { user: id }, role } })
    }
    const here = { workspace: { id: workspace } }
    const member = { of: { ...here, principal: { user: other.id } } }
    const of = (field: string, input: object) => ({ [field]: input })
    /** For each permission a mutation that it covers. */
    const mutations = (): Readonly<Record<string, object>> => ({
      PROJECT_WRITE: of('createProject', { ...here, name: unique('project') }),
      RESOURCE_WRITE: of('registerResource', { ...here, resource: { kind: 'job', name: unique('job') } }),
      TOKEN_CREATE: of('createApiToken', { ...here, name: unique('token') }),
      WORKSPACE_UPDATE: of('updateWorkspace', { ...here, description: 'Ours' }),
      MEMBER_INVITE: of('inviteMembers', { ...here, emails: [`${unique('guest')}@example.com`], role: 'VIEWER' }),
      MEMBER_UPDATE: of('updateMember', { member, role: 'EDITOR' }),
      MEMBER_REMOVE: of('removeMember', { member }),
      SERVICE_ACCOUNT_MANAGE: of('createServiceAccount', { ...here, name: unique('machine') }),
      WORKSPACE_DELETE: of('deleteWorkspace', here),
    })
    const permissions = Object.keys(mutations())
    const asked = 'query ($w: WorkspaceRef!, $p: [Permission!]!) { access(workspace: $w, permissions: $p) { code } }'
    for (const as of [admin, {}]) {
      const { access } = await server.data(asked, { w: here.workspace, p: permissions }, as)
      const codes: (string | null)[] = []
      for (const mutation of Object.values(mutations())) {
        const [[field, input]] = Object.entries(mutation) as [[string, object]]
        const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`
        const { body } = await server.gql(
          `mutation ($i: ${type}) { ${field}(input: $i) { __typename } }`,
          { i: input },
          as,
        )
        codes.push(body.errors?.[0]?.extensions.code ?? null)
      }
      const [closed, forAll] = as === admin ? ['BUILT_IN', 'FORBIDDEN'] : [null, 'BUILT_IN']
      expect(codes).toEqual([null, null, null, closed, closed, closed, closed, closed, forAll])
      expect(access.map(({ code }: { code: string | null }) => code)).toEqual(codes)
    }
  })

  test('returns the same NOT_FOUND for a hidden workspace as for one that never existed', async () => {
    const { id } = await seedWorkspace(server)
    const stranger = await signUp(server)
    const missing = `ws_${'0'.repeat(26)}`
    const [hidden, none] = await Promise.all(
      [id, missing].map(async (id) => refused(server, ACCESS, { workspace: { id } }, stranger)),
    )
    expect(hidden?.code).toBe('NOT_FOUND')
    expect({ ...hidden, requestId: '' }).toEqual({ ...none, requestId: '' })
  })
})
