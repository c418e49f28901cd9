// The groups of a JWT: in which claim they are, which roles they give, and how long they count.
import { afterAll, describe, expect, test } from 'vitest'
import { identityOf } from '../../src/auth/jwt/claims.ts'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE, claimsOf, HOUR_S, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const ME = graphql(`
  query GroupsMe { me { user { id } groups groupsExpireAt } }
`)
const ROLE = graphql(`
  query GroupsRole($by: WorkspaceRef!) { workspace(by: $by) { myRole myMembership { id } } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const environment = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE, CROFT_GROUPS_MAX_AGE: '2h' }
const server = await startTestServer({ shared: true, env: environment })
let offsetS = 0
const advance = (seconds: number) => {
  offsetS += seconds
  server.advance(seconds * 1000)
}
const now = () => Math.floor(Date.now() / 1000) + offsetS

type Claims = Record<string, unknown>
const as = async (claims: Claims): Promise<Credentials> => ({
  token: await signJwt(claimsOf(issuer.url, now(), claims)),
})
const me = async (claims: Claims) => (await run(server, ME, {}, await as(claims))).me

/** Claims without groups, or without all of them. */
const SILENT: readonly Claims[] = [
  {},
  { hasgroups: true },
  { hasgroups: 'true', groups: ['few'] },
  { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example' } } },
  { _claim_names: { groups: 'src1' }, groups: [] },
]

describe('groups', () => {
  const workspaceOf = async (group: string) => {
    const workspace = await seedWorkspace(server)
    const input = { workspace: { id: workspace.id }, principal: { group }, role: 'ADMIN' as const }
    await run(server, ADD_MEMBER, { input }, workspace.owner)
    return workspace
  }
  const roleIn = async (id: string, credentials: Credentials) =>
    (await run(server, ROLE, { by: { id } }, credentials)).workspace?.myRole

  test('give the role of their membership; the highest role counts, and the user has no own membership', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve') }
    const { user, groups } = await me({ ...claims, groups: ['other', group] })
    expect(groups).toEqual(['other', group])
    const added = { workspace: { id }, principal: { user: user?.id ?? '' }, role: 'VIEWER' as const }
    const found = await run(server, ROLE, { by: { id } }, await as({ ...claims, groups: [group] }))
    expect(found.workspace).toEqual({ myRole: 'ADMIN', myMembership: null })
    await run(server, ADD_MEMBER, { input: added })
    expect(await roleIn(id, await as({ ...claims, groups: [group] }))).toBe('ADMIN')
    expect(await roleIn(id, await as({ ...claims, groups: [] }))).toBe('VIEWER')
  })

  test('of the last sign-in count for API tokens too, until CROFT_GROUPS_MAX_AGE has passed', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve'), groups: [group] }
    const input = { name: 'of a group', expiresIn: '1d' }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, await as(claims))
    const token = { token: createApiToken.secret ?? '' }
    expect(await roleIn(id, token)).toBe('ADMIN')
    await me({ ...claims, groups: ['elsewhere'] })
    expect(await roleIn(id, token)).toBeUndefined()
    await me(claims)
    advance(HOUR_S)
    expect(await roleIn(id, token)).toBe('ADMIN')
    advance(HOUR_S)
    expect(await roleIn(id, token)).toBeUndefined()
    expect((await run(server, ME, {}, token)).me.groups).toEqual([])
    await me(claims)
    expect(await roleIn(id, token)).toBe('ADMIN')
  })

  test('that a newer token no longer has are not restored by an older token that is still valid', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve') }
    const older = await as({ ...claims, groups: [group], iat: now() - 60 })
    expect(await roleIn(id, older)).toBe('ADMIN')
    await me({ ...claims, groups: [] })
    expect(await roleIn(id, older)).toBeUndefined()
  })

  test('stay as they are, with their expiry, when a token has no complete list of groups', async () => {
    const claims = { sub: unique('eve') }
    const { groupsExpireAt } = await me({ ...claims, groups: ['ops'] })
    const expected = { groups: ['ops'], groupsExpireAt }
    for (const silent of SILENT) {
      advance(60)
      expect(await me({ ...claims, ...silent })).toMatchObject(expected)
    }
    advance(2 * HOUR_S)
    expect(await me(claims)).toMatchObject({ groups: [], groupsExpireAt: null })
    expect(await me({ ...claims, groups: [] })).toMatchObject({ groups: [], groupsExpireAt: null })
  })

  test('count until `me.groupsExpireAt`, which a newer token postpones', async () => {
    const claims = { sub: unique('eve'), groups: ['ops'] }
    const expiry = (iat: number) => new Date((iat + 2 * HOUR_S) * 1000).toISOString()
    const iat = now()
    expect((await me({ ...claims, iat })).groupsExpireAt).toBe(expiry(iat))
    expect((await me({ ...claims, iat: iat + 20 })).groupsExpireAt).toBe(expiry(iat + 20))
    expect((await me({ ...claims, iat })).groupsExpireAt).toBe(expiry(iat + 20))
  })

  test('beyond the first thousand do not count, and the log warns once for each token', async () => {
    const sub = unique('eve')
    const many = Array.from({ length: 1100 }, (_, index) => `g${index}`)
    const credentials = await as({ sub, groups: [...many.slice(0, 50), ...many] })
    const { user, groups } = (await run(server, ME, {}, credentials)).me
    expect(groups).toEqual(many.slice(0, 1000))
    await run(server, ME, {}, credentials)
    const cuts = server.log.filter(({ level, fields }) => level === 'warn' && fields['user'] === user?.id)
    expect(cuts).toMatchObject([{ fields: { left: 100 } }])
  })
})

describe('the claim named by CROFT_OIDC_GROUPS_CLAIM', () => {
  const groupsOf = (groupsClaim: string, claims: Claims) => {
    const payload = claimsOf(issuer.url, now(), claims)
    return identityOf(payload, issuer.url, { groupsClaim, trustEmail: false }).groups?.names ?? null
  }

  const URL_CLAIM = 'https://croft.example/groups'
  const FOUND: readonly [path: string, claims: Claims, groups: readonly string[] | null][] = [
    ['groups', { groups: ['a', 'b'] }, ['a', 'b']],
    ['groups', { groups: [] }, []],
    ['groups', { groups: 'a' }, ['a']],
    ['groups', { groups: '' }, []],
    ['groups', { groups: ['a', 'a', 'b'] }, ['a', 'b']],
    ['groups', { groups: null }, []],
    ['groups', { groups: { ops: true } }, []],
    ['groups', { groups: 7 }, []],
    ['groups', { groups: [1, null, ['ops'], 'a'] }, ['a']],
    ['groups', { roles: ['a'] }, null],
    ['roles', { roles: ['a'], hasgroups: true }, ['a']],
    ['roles', { roles: ['a'], _claim_names: { groups: 'src1' } }, ['a']],
    ['realm_access.roles', { realm_access: { roles: ['a'] } }, ['a']],
    ['realm_access.roles', { realm_access: { roles: 'a' } }, ['a']],
    ['realm_access.roles', { realm_access: {} }, null],
    ['realm_access.roles', { realm_access: 'roles' }, null],
    ['realm_access.roles', { realm_access: null }, null],
    ['realm_access.roles', { 'realm_access.roles': ['exact'], realm_access: { roles: ['path'] } }, ['exact']],
    ['resource_access.my.client.roles', { resource_access: { 'my.client': { roles: ['a'] } } }, ['a']],
    ['a.b.c', { a: { b: { d: 1 } }, 'a.b': { c: ['found'] } }, ['found']],
    [URL_CLAIM, { [URL_CLAIM]: ['a'] }, ['a']],
    [`${URL_CLAIM}.roles`, { [URL_CLAIM]: { roles: ['a'] } }, ['a']],
    [URL_CLAIM, { _claim_names: { [URL_CLAIM]: 'src1' }, [URL_CLAIM]: ['a'] }, null],
    ['constructor.name', {}, null],
    ['groups.length', { groups: ['a'] }, null],
    ['.', { '': { '': ['a'] } }, ['a']],
  ]
  test.each(FOUND)('%s of %j is %j', (path, claims, groups) => {
    expect(groupsOf(path, claims)).toEqual(groups)
  })

  test('is read by a server with that setting', async () => {
    const other = await startTestServer({ env: { ...environment, CROFT_OIDC_GROUPS_CLAIM: 'realm_access.roles' } })
    const iat = now() - offsetS
    const payload = claimsOf(issuer.url, iat, { groups: ['a'], realm_access: { roles: ['b'] } })
    expect((await run(other, ME, {}, { token: await signJwt(payload) })).me.groups).toEqual(['b'])
  })
})
