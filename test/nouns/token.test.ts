import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { type Person, run, seedWorkspace, signUp } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const CREATE = graphql(`
  mutation TokenCreate($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      secret
      token {
        id name description hint status role permissions expiresAt createdAt lastUsedAt revokedAt
        workspace { id } owner { ... on User { id } } createdBy { ... on User { id } } revokedBy { __typename }
      }
    }
  }
`)
const REVOKE = graphql(`
  mutation TokenRevoke($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) { changed token { id status revokedAt revokedBy { ... on User { id } } } }
  }
`)
const MINE = graphql(`
  query TokenMine($filter: TokenFilter) { me { tokens(first: 100, filter: $filter) { nodes { id status } totalCount } } }
`)
const THERE = graphql(`
  query TokenThere($by: WorkspaceRef!, $filter: TokenFilter) {
    workspace(by: $by) { tokens(first: 100, filter: $filter) { nodes { id } totalCount } }
  }
`)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const server = await startTestServer({ shared: true })
const create = async (input: Partial<CreateApiTokenInput> = {}, as?: Credentials) => {
  const { createApiToken } = await run(server, CREATE, { input: { name: 'token', ...input } }, as)
  return { ...createApiToken.token, token: createApiToken.secret ?? '' }
}
const revoke = async (token: string, as?: Credentials) =>
  (await run(server, REVOKE, { input: { token: { id: token } } }, as)).revokeApiToken
const status = async (as: Credentials) => (await server.gql('{ __typename }', {}, as)).status
/** The lifetime, rounded to the minute: a token that a token makes expires with its maker, made a moment ago. */
const lifetimeOf = (token: { createdAt: string; expiresAt: string }) =>
  Math.round((Date.parse(token.expiresAt) - Date.parse(token.createdAt)) / 60_000) * 60_000

describe('creating', () => {
  test('a workspace token writes one event without the secret', async () => {
    const { id, owner } = await seedWorkspace(server)
    let token = {} as Awaited<ReturnType<typeof create>>
    const input = { name: ' ci ', description: 'for CI', workspace: { id }, role: 'EDITOR' as const }
    const events = await eventsOf(server, async () => {
      token = await create({ ...input, expiresIn: '2h' }, owner)
    })
    const person = { id: owner.id }
    const ends = { revokedAt: null, revokedBy: null, lastUsedAt: null, expiresAt: expect.any(String) }
    const row = { name: 'ci', description: 'for CI', status: 'ACTIVE', role: 'EDITOR', permissions: null, ...ends }
    expect(token).toMatchObject({ ...row, workspace: { id }, owner: person, createdBy: person })
    expect(token.token).toMatch(/^croft_[0-9A-Za-z]{36}$/)
    expect(token.hint).toBe(`…${token.token.slice(-4)}`)
    expect(lifetimeOf(token)).toBe(2 * HOUR_MS)
    const about = { type: 'TOKEN_CREATED', actorId: owner.id, workspaceId: id, subjectId: token.id }
    const data = { name: 'ci', owner: { id: owner.id, name: owner.name }, role: 'EDITOR', platformAdmin: false }
    expect(events).toEqual([expect.objectContaining({ ...about, data: { ...data, expiresAt: token.expiresAt } })])
    expect(JSON.stringify(events)).not.toContain(token.token)
  })

  test.each<[string, Partial<CreateApiTokenInput>, object]>([
    ['an empty name', { name: '' }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a name of 65', { name: 'x'.repeat(65) }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a control character', { name: 'a\u0000' }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a description of 1,025', { description: 'x'.repeat(1025) }, { code: 'INVALID_INPUT', field: 'description' }],
    ['less than an hour', { expiresIn: '59m' }, { code: 'INVALID_INPUT', field: 'expiresIn' }],
    ['no time at all', { expiresIn: '0s' }, { code: 'INVALID_INPUT', field: 'expiresIn' }],
    ['more than the maximum', { expiresIn: '366d' }, { code: 'TOKEN_LIFETIME_EXCEEDED', maxSeconds: 31_536_000 }],
    ['for ever', { expiresIn: '999999999y' }, { code: 'TOKEN_LIFETIME_EXCEEDED' }],
    ['no permission', { permissions: [] }, { code: 'INVALID_INPUT', field: 'permissions' }],
    ['nothing readable', { permissions: ['TOKEN_CREATE'] }, { code: 'INVALID_INPUT', field: 'permissions' }],
    [
      'an unknown permission',
      { permissions: ['FLY'] as never },
      { code: 'INVALID_INPUT', path: 'input.permissions[0]' },
    ],
    ['an unknown role', { role: 'BOSS' as never }, { code: 'INVALID_INPUT', path: 'input.role' }],
    ['a malformed user', { user: 'me' }, { code: 'INVALID_INPUT', field: 'user' }],
    ['platform rights', { platformAdmin: true }, { code: 'FORBIDDEN' }],
    ['another user', { user: 'user_01h455vb4pex5vsknk084sn02q' }, { code: 'FORBIDDEN' }],
    ['a hidden workspace', { workspace: { name: 'nowhere' } }, { code: 'NOT_FOUND' }],
    ...['', '1', 'h', '1w', '-1h', '1.5h', '1 h', '1h30m', 'P1D', '1H', '1e3s', '٣h', '9999999999s'].map(
      (expiresIn): [string, Partial<CreateApiTokenInput>, object] => [
        `the duration ${JSON.stringify(expiresIn)}`,
        { expiresIn },
        { code: 'INVALID_INPUT', path: 'input.expiresIn' },
      ],
    ),
  ])('with %s is refused and leaves nothing', async (_what, input, expected) => {
    const bob = await signUp(server)
    const refusal = await refusedCleanly(server, CREATE, { input: { name: 'token', ...input } }, bob)
    expect(refusal).toMatchObject(expected)
    expect((await run(server, MINE, {}, bob)).me.tokens.totalCount).toBe(1)
  })

  test('gives 30 days of life by default, or the maximum if that is less, and at most the maximum', async () => {
    const short = await startTestServer({ env: { CROFT_TOKEN_MAX_LIFETIME: '2d' } })
    expect(lifetimeOf(await create({ user: (await signUp(server)).id }))).toBe(30 * DAY_MS)
    expect(lifetimeOf(await create({ expiresIn: '364d' }))).toBe(364 * DAY_MS)
    expect(lifetimeOf(await create({ expiresIn: '1h' }))).toBe(HOUR_MS)
    const bob = await signUp(short)
    const made = await run(short, CREATE, { input: { name: 'default', user: bob.id } })
    expect(lifetimeOf(made.createApiToken.token)).toBe(2 * DAY_MS)
    const refusal = await refusedCleanly(short, CREATE, { input: { name: 'long', expiresIn: '49h' } })
    expect(refusal).toMatchObject({ code: 'TOKEN_LIFETIME_EXCEEDED', field: 'expiresIn', maxSeconds: 172_800 })
  })

  test("is refused for a role above the caller's, and for a permission that the caller lacks", async () => {
    const { id, members } = await seedWorkspace(server, { vic: 'VIEWER' })
    const vic = members['vic'] as Person
    const base = { name: 'token', workspace: { id } }
    const role = await refusedCleanly(server, CREATE, { input: { ...base, role: 'EDITOR' } }, vic)
    expect(role).toMatchObject({ code: 'FORBIDDEN', permission: 'TOKEN_CREATE', myRole: 'VIEWER' })
    const permissions = ['WORKSPACE_READ', 'PROJECT_WRITE'] as const
    const beyond = await refusedCleanly(server, CREATE, { input: { ...base, permissions: [...permissions] } }, vic)
    expect(beyond.code).toBe('FORBIDDEN')
    await create({ ...base, role: 'VIEWER', permissions: ['WORKSPACE_READ'] }, vic)
  })

  test('for another user is for platform admins, requires a role there, and its event has both names', async () => {
    const workspace = await seedWorkspace(server, { vic: 'VIEWER' })
    const vic = workspace.members['vic'] as Person
    const stranger = await signUp(server)
    const input = { name: 'for them', workspace: { id: workspace.id } }
    const events = await eventsOf(server, () => create({ ...input, user: vic.id }))
    const owner = { id: vic.id, name: vic.name }
    expect(events).toMatchObject([{ workspaceId: workspace.id, data: { owner, asPlatformAdmin: true } }])
    const nobody = await refusedCleanly(server, CREATE, { input: { ...input, user: stranger.id } })
    expect(nobody).toMatchObject({ code: 'INVALID_INPUT', field: 'user' })
    const byOwner = await refusedCleanly(server, CREATE, { input: { ...input, user: vic.id } }, workspace.owner)
    expect(byOwner.code).toBe('FORBIDDEN')
    const noAdmin = await refusedCleanly(server, CREATE, { input: { name: 'x', user: vic.id, platformAdmin: true } })
    expect(noAdmin).toMatchObject({ code: 'INVALID_INPUT', field: 'platformAdmin' })
    const both = { name: 'x', workspace: { name: 'default' }, platformAdmin: true }
    expect(await refusedCleanly(server, CREATE, { input: both })).toMatchObject({ field: 'platformAdmin' })
  })
})

describe('a token that is created by a token', () => {
  test("is never broader, longer-lived or for another workspace, and inherits its maker's limits", async () => {
    const workspace = await seedWorkspace(server)
    const { owner } = workspace
    const limits = { role: 'EDITOR', permissions: ['WORKSPACE_READ', 'TOKEN_CREATE'] } as const
    const here = { workspace: { id: workspace.id } }
    const maker = await create({ ...here, ...limits, permissions: [...limits.permissions], expiresIn: '2h' }, owner)
    const attempts: [Partial<CreateApiTokenInput>, object][] = [
      [{ ...here, role: 'ADMIN' }, { code: 'FORBIDDEN' }],
      [{ ...here, permissions: ['WORKSPACE_READ', 'PROJECT_WRITE'] }, { code: 'FORBIDDEN' }],
      [{ ...here, expiresIn: '3h' }, { code: 'TOKEN_LIFETIME_EXCEEDED' }],
      [{}, { code: 'FORBIDDEN' }],
      [{ workspace: { name: 'default' } }, { code: 'NOT_FOUND' }],
    ]
    for (const [input, expected] of attempts)
      expect(await refusedCleanly(server, CREATE, { input: { name: 'x', ...input } }, maker)).toMatchObject(expected)
    const minted = await create(here, maker)
    expect(minted).toMatchObject({ role: limits.role, permissions: limits.permissions, expiresAt: maker.expiresAt })
    const reader = await create({ permissions: ['WORKSPACE_READ'] }, owner)
    for (const input of [{ name: 'x' }, { name: 'x', ...here }])
      expect(await refusedCleanly(server, CREATE, { input }, reader)).toMatchObject({ permission: 'TOKEN_CREATE' })
    const personal = await create({ role: 'VIEWER' }, owner)
    expect(await create({}, personal)).toMatchObject({ role: 'VIEWER', workspace: null })
    const higher = { input: { name: 'x', role: 'EDITOR' as const } }
    expect((await refusedCleanly(server, CREATE, higher, personal)).code).toBe('FORBIDDEN')
  })

  test('is revoked with its maker, at any depth, and named in the same event', async () => {
    const owner = await signUp(server)
    const first = await create({}, owner)
    const second = await create({}, first)
    const third = await create({}, second)
    const beside = await create({}, owner)
    const events = await eventsOf(server, () => revoke(first.id, owner))
    expect(events).toMatchObject([{ type: 'TOKEN_REVOKED', subjectId: first.id, actorId: owner.id }])
    expect(new Set(events[0]?.data['mintedTokenIds'] as string[])).toEqual(new Set([second.id, third.id]))
    for (const token of [first, second, third]) expect(await status(token)).toBe(401)
    expect(await status(beside)).toBe(200)
  })
})

describe('revoking', () => {
  test('refuses the next request; a repetition changes nothing and writes no event', async () => {
    const bob = await signUp(server)
    const token = await create({}, bob)
    const { changed, token: revoked } = await revoke(token.id, bob)
    expect(changed).toBe(true)
    expect(revoked).toMatchObject({ status: 'REVOKED', revokedBy: { id: bob.id }, revokedAt: expect.any(String) })
    expect(await status(token)).toBe(401)
    expect(await eventsOf(server, () => revoke(token.id, bob))).toEqual([])
    expect((await revoke(token.id, bob)).changed).toBe(false)
    const itself = await create({}, bob)
    await revoke(itself.id, itself)
    expect(await status(itself)).toBe(401)
  })

  test('is for the owner and for those who manage tokens there; for others the token does not exist', async () => {
    const workspace = await seedWorkspace(server, { adam: 'ADMIN', eve: 'EDITOR', vic: 'VIEWER' })
    const { adam, eve, vic } = workspace.members as Record<'adam' | 'eve' | 'vic', Person>
    const here = { workspace: { id: workspace.id } }
    const [there, personal] = [await create(here, vic), await create({}, vic)]
    const as = (id: string) => ({ input: { token: { id } } })
    for (const who of [eve, await signUp(server)])
      expect((await refusedCleanly(server, REVOKE, as(there.id), who)).code).toBe('NOT_FOUND')
    for (const who of [adam, workspace.owner, await create(here, vic)])
      expect((await refusedCleanly(server, REVOKE, as(personal.id), who)).code).toBe('NOT_FOUND')
    expect((await revoke(there.id, adam)).changed).toBe(true)
    expect((await revoke(personal.id)).changed).toBe(true)
    for (const bad of ['', 'tok_', 'nonsense'])
      expect(await refusedCleanly(server, REVOKE, as(bad), vic)).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'token',
      })
    expect((await refusedCleanly(server, REVOKE, as(vic.id), vic)).code).toBe('NOT_FOUND')
  })
})

describe('listing', () => {
  test('includes revoked and expired tokens, newest first; `active` and `status` distinguish them', async () => {
    const bob = await signUp(server)
    const list = async (filter?: object) => (await run(server, MINE, filter ? { filter } : {}, bob)).me.tokens.nodes
    const expiring = await create({ expiresIn: '1h' }, bob)
    const revoked = await create({}, bob)
    await revoke(revoked.id, bob)
    const both = await create({ expiresIn: '1h' }, bob)
    await revoke(both.id, bob)
    server.advance(HOUR_MS)
    const all = await list()
    expect(all.map((token) => token.status)).toEqual(['REVOKED', 'REVOKED', 'EXPIRED', 'ACTIVE'])
    expect(all.map(({ id }) => id).slice(0, 3)).toEqual([both.id, revoked.id, expiring.id])
    const ids = all.map(({ id }) => id)
    const listed = async (filter: object) => (await list(filter)).map(({ id }) => ids.indexOf(id))
    expect(await listed({ active: true })).toEqual([3])
    expect(await listed({ active: false })).toEqual([0, 1, 2])
    expect(await listed({ status: ['EXPIRED'] })).toEqual([2])
    expect(await listed({ status: ['ACTIVE', 'REVOKED'] })).toEqual([0, 1, 3])
    expect(await listed({ status: [] })).toEqual([])
    expect(await status(expiring)).toBe(401)
  })

  test("shows the caller's own tokens there; with TOKEN_MANAGE those of all owners, or of a given one", async () => {
    const workspace = await seedWorkspace(server, { adam: 'ADMIN', vic: 'VIEWER' })
    const { adam, vic } = workspace.members as Record<'adam' | 'vic', Person>
    const here = { workspace: { id: workspace.id } }
    const [ofAdam, ofVic] = [await create(here, adam), await create(here, vic)]
    await create({}, vic)
    const list = async (as: Credentials, filter: object = {}) =>
      (await run(server, THERE, { by: here.workspace, filter }, as)).workspace?.tokens
    expect(await list(vic)).toEqual({ nodes: [{ id: ofVic.id }], totalCount: 1 })
    expect(await list(adam)).toEqual({ nodes: [{ id: ofVic.id }, { id: ofAdam.id }], totalCount: 2 })
    expect((await list(adam, { owner: { user: vic.id } }))?.nodes).toEqual([{ id: ofVic.id }])
    expect((await list(adam, { owner: { email: `${vic.name}@example.com` } }))?.nodes).toEqual([{ id: ofVic.id }])
    expect((await list(vic, { owner: { user: adam.id } }))?.nodes).toEqual([])
    const reading = await create({ ...here, permissions: ['WORKSPACE_READ'] }, adam)
    expect((await list(reading))?.nodes).toEqual([{ id: reading.id }, { id: ofAdam.id }])
  })
})
