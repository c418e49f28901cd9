// Why a person has access to a workspace, and who is told.
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_WORKSPACE, UPDATE_USER } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const ACCESS_OF = graphql(`
  query AccessOf($by: WorkspaceRef!, $user: UserRef!) {
    workspace(by: $by) {
      accessOf(user: $user) { role permissions sources { via role membership { id role } } }
    }
  }
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
  test('names every source of a role to the person and to a platform admin, the highest first', async () => {
    const { workspaceId, person } = await inEveryWay()
    const expected = {
      role: 'OWNER',
      sources: ['PLATFORM_ADMIN OWNER', 'GROUP EDITOR', 'DIRECT VIEWER', 'EVERYONE VIEWER'],
    }
    expect(await viasOf(workspaceId, person.id, person)).toEqual(expected)
    expect(await viasOf(workspaceId, person.id)).toEqual(expected)
  })

  test('tells another member neither the groups of a person nor platform rights', async () => {
    const { workspaceId, person, member } = await inEveryWay()
    const access = await viasOf(workspaceId, person.id, member)
    expect(access).toEqual({ role: 'VIEWER', sources: ['DIRECT VIEWER', 'EVERYONE VIEWER'] })
  })

  test('answers the permissions of the role and the membership that gives it', async () => {
    const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
    const access = await accessOf(id, members['editor']?.id ?? '', owner)
    expect(access?.role).toBe('EDITOR')
    expect(access?.permissions).toContain('RESOURCE_WRITE')
    expect(access?.permissions).not.toContain('MEMBER_INVITE')
    expect(access?.sources).toEqual([
      { via: 'DIRECT', role: 'EDITOR', membership: { id: expect.any(String), role: 'EDITOR' } },
    ])
  })

  test('answers null for a person whom the caller may not find, and no role for one who has none', async () => {
    const { id, owner } = await seedWorkspace(server)
    const stranger = await signUp(server)
    expect(await accessOf(id, stranger.id, owner)).toBeNull()
    expect(await viasOf(id, stranger.id)).toEqual({ role: null, sources: [] })
  })

  test('counts the groups of a person only as long as their age allows', async () => {
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
