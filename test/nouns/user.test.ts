import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateUserInput, UpdateUserInput } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER } from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const USER = graphql(`
  query UserRead($by: UserRef!) {
    user(by: $by) {
      id uuid name email platformAdmin suspendedAt lastSeenAt
      memberships(first: 100) { nodes { role workspace { id } } }
    }
  }
`)
const ME = graphql(`
  query UserMe { me { user { id name platformAdmin } platformAdmin groups } }
`)
const UPDATE = graphql(`
  mutation UserUpdate($input: UpdateUserInput!) {
    updateUser(input: $input) { user { id name email platformAdmin } }
  }
`)
const SUSPEND = graphql(`
  mutation UserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }
`)
const RESUME = graphql(`
  mutation UserResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { suspendedAt } } }
`)
const DELETE = graphql(`
  mutation UserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)
const OWNERLESS = graphql(`
  query UserOwnerless($name: String!) {
    workspaces(filter: { ownerless: true, name: { eq: $name } }) { totalCount nodes { id } }
  }
`)
const WORKSPACE = graphql(`
  query UserWorkspace($by: WorkspaceRef!) {
    workspace(by: $by) {
      createdBy { ... on User { name } }
      members(first: 100) { totalCount }
      events(first: 100) { nodes { actorName actor { ... on User { name } } } }
    }
  }
`)
const ALL = graphql(`
  query UserAll($filter: UserFilter!) { users(filter: $filter) { nodes { id } totalCount } }
`)

const server = await startTestServer({ shared: true })
const userOf = async (id: string, as?: { token: string }) => (await run(server, USER, { by: { id } }, as)).user
const suspend = (user: string) => run(server, SUSPEND, { input: { user: { id: user }, reason: 'long leave' } })
const remove = (user: string) => run(server, DELETE, { input: { user: { id: user } } })

describe('createUser', () => {
  test('makes a user with a lower-case address and memberships, with an event each', async () => {
    const workspace = await seedWorkspace(server)
    const name = unique('Bob')
    const memberships = [{ workspace: { id: workspace.id }, role: 'ADMIN' as const }]
    let id = ''
    const events = await eventsOf(server, async () => {
      const input = { name: ` ${name} `, email: `${name}@Example.COM`, memberships }
      const { createUser } = await run(server, CREATE_USER, { input })
      expect(createUser.user).toMatchObject({ name, email: `${name}@example.com`.toLowerCase() })
      id = createUser.user.id
    })
    const data = { user: { id, name }, platformAdmin: false, by: 'admin' }
    expect(events).toMatchObject([
      { type: 'USER_CREATED', workspaceId: null, subjectId: id, data },
      { type: 'MEMBER_ADDED', workspaceId: workspace.id, data: { member: { id, name }, role: 'ADMIN' } },
    ])
    const user = await userOf(id)
    expect(user?.memberships?.nodes).toEqual([{ role: 'ADMIN', workspace: { id: workspace.id } }])
    expect(user).toMatchObject({ platformAdmin: false, suspendedAt: null })
  })

  test.each<[string, Partial<CreateUserInput>, object]>([
    ['an empty name', { name: ' ' }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a name of 129 characters', { name: 'x'.repeat(129) }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a name with a bidirectional override', { name: 'a\u202eb' }, { code: 'INVALID_INPUT', field: 'name' }],
    ['a malformed address', { email: 'bob' }, { code: 'INVALID_INPUT', path: 'input.email' }],
    [
      'an address of 255 characters',
      { email: `${'x'.repeat(243)}@example.com` },
      { code: 'INVALID_INPUT', path: 'input.email' },
    ],
    ['a missing workspace', membership('nowhere'), { code: 'NOT_FOUND' }],
    ['the same workspace twice', membership('default', 'default'), { code: 'INVALID_INPUT', field: 'memberships' }],
    ['a missing second workspace', membership('default', 'nowhere'), { code: 'NOT_FOUND' }],
    ['101 memberships', membership(...Array(101).fill('default')), { code: 'LIMIT_EXCEEDED', limit: 100 }],
  ])('refuses %s, and creates no user, membership or event', async (_what, input, expected) => {
    const name = unique('nobody')
    const refusal = await refusedCleanly(server, CREATE_USER, { input: { name, ...input } })
    expect(refusal).toMatchObject(expected)
    expect((await run(server, ALL, { filter: { search: input.name?.trim() || name } })).users?.nodes).toEqual([])
  })

  test('is CONFLICT for an address that is taken, in any case', async () => {
    const bob = await signUp(server)
    const input = { name: 'Other', email: `${bob.name}@EXAMPLE.com` }
    expect(await refusedCleanly(server, CREATE_USER, { input })).toMatchObject({ code: 'CONFLICT', field: 'email' })
  })
})

function membership(...names: string[]): Partial<CreateUserInput> {
  return { memberships: names.map((name) => ({ workspace: { name }, role: 'VIEWER' })) }
}

describe('updateUser', () => {
  test('changes the given fields and keeps the others; null clears the address', async () => {
    const bob = await signUp(server)
    const update = async (input: Omit<UpdateUserInput, 'user'>) =>
      (await run(server, UPDATE, { input: { user: { id: bob.id }, ...input } })).updateUser.user
    expect(await update({ name: 'Robert' })).toMatchObject({ name: 'Robert', email: `${bob.name}@example.com` })
    const events = await eventsOf(server, () => update({ email: null, platformAdmin: true }))
    const data = { fields: ['email', 'platformAdmin'], platformAdmin: { from: false, to: true } }
    expect(events).toMatchObject([{ type: 'USER_UPDATED', subjectId: bob.id, workspaceId: null, data }])
    expect(await userOf(bob.id)).toMatchObject({ name: 'Robert', email: null, platformAdmin: true })
  })

  test.each<[string, Omit<UpdateUserInput, 'user'>, object]>([
    ['an empty input', {}, { field: 'input' }],
    ['a null name', { name: null }, { field: 'name' }],
    ['null for platformAdmin', { platformAdmin: null }, { field: 'platformAdmin' }],
    ['a name with a control character', { name: 'a\u0007' }, { field: 'name' }],
    ['an empty address', { email: '' }, { path: 'input.email' }],
  ])('is INVALID_INPUT for %s', async (_what, input, at) => {
    const bob = await signUp(server)
    const refusal = await refusedCleanly(server, UPDATE, { input: { user: { id: bob.id }, ...input } })
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', ...at })
  })

  test('is CONFLICT for an address that is taken', async () => {
    const [ann, bob] = [await signUp(server), await signUp(server)]
    const input = { user: { id: bob.id }, email: `${ann.name}@example.com` }
    expect(await refusedCleanly(server, UPDATE, { input })).toMatchObject({ code: 'CONFLICT', field: 'email' })
  })

  test('withdraws platform rights from the next request on; a token created without them never has them', async () => {
    const bob = await signUp(server)
    const setAdmin = (platformAdmin: boolean) => run(server, UPDATE, { input: { user: { id: bob.id }, platformAdmin } })
    await setAdmin(true)
    const input = { name: 'rights', user: bob.id, platformAdmin: true }
    const { secret } = (await run(server, CREATE_API_TOKEN, { input })).createApiToken
    const mighty = { token: secret ?? '' }
    expect((await run(server, ME, {}, mighty)).me).toMatchObject({ platformAdmin: true, user: { platformAdmin: true } })
    expect((await run(server, ME, {}, bob)).me).toMatchObject({ platformAdmin: false, user: { platformAdmin: true } })
    expect((await refused(server, ALL, { filter: {} }, bob)).code).toBe('FORBIDDEN')
    await setAdmin(false)
    expect((await run(server, ME, {}, mighty)).me.platformAdmin).toBe(false)
    expect((await refused(server, ALL, { filter: {} }, mighty)).code).toBe('FORBIDDEN')
  })
})

describe('suspendUser', () => {
  test('refuses the user everywhere until resumeUser, with one event for each; repetitions change nothing', async () => {
    const bob = await signUp(server)
    const events = await eventsOf(server, () => suspend(bob.id))
    const data = { user: { id: bob.id, name: bob.name }, reason: 'long leave' }
    expect(events).toMatchObject([{ type: 'USER_SUSPENDED', subjectId: bob.id, data }])
    expect(await eventsOf(server, () => suspend(bob.id))).toEqual([])
    expect((await server.gql('{ __typename }', {}, bob)).status).toBe(401)
    expect((await run(server, ALL, { filter: { suspended: true, search: bob.name } })).users?.totalCount).toBe(1)
    const resume = () => run(server, RESUME, { input: { user: { id: bob.id } } })
    expect(await eventsOf(server, resume)).toMatchObject([{ type: 'USER_RESUMED', subjectId: bob.id }])
    expect(await eventsOf(server, resume)).toEqual([])
    expect((await run(server, ME, {}, bob)).me.user?.id).toBe(bob.id)
  })

  test.each(['', 'x'.repeat(1025), 'a\u0000'])('refuses the reason %j', async (reason) => {
    const bob = await signUp(server)
    const refusal = await refusedCleanly(server, SUSPEND, { input: { user: { id: bob.id }, reason } })
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'reason' })
  })

  test('reports each workspace without another active owner as ownerless: by an event and in the filter', async () => {
    const workspace = await seedWorkspace(server, { second: 'OWNER' })
    const second = workspace.members['second'] as Person
    const found = async () => (await run(server, OWNERLESS, { name: workspace.name })).workspaces.nodes
    expect((await eventsOf(server, () => suspend(second.id))).map(({ type }) => type)).toEqual(['USER_SUSPENDED'])
    expect(await found()).toEqual([])
    const events = await eventsOf(server, () => suspend(workspace.owner.id))
    const because = { id: workspace.owner.id, name: workspace.owner.name }
    expect(events).toMatchObject([
      { type: 'USER_SUSPENDED' },
      { type: 'WORKSPACE_OWNERLESS', workspaceId: workspace.id, data: { name: workspace.name, because } },
    ])
    expect(await found()).toEqual([{ id: workspace.id }])
    await run(server, RESUME, { input: { user: { id: second.id } } })
    expect(await found()).toEqual([])
  })
})

describe('deleteUser', () => {
  test('refuses the last owner of workspaces, and names these workspaces', async () => {
    const [first, second] = [await seedWorkspace(server), await seedWorkspace(server)]
    for (const [workspace, role] of [[second, 'OWNER']] as const) {
      const input = { workspace: { id: workspace.id }, principal: { user: first.owner.id }, role }
      await run(server, ADD_MEMBER, { input })
    }
    const only = { id: first.id, name: first.name }
    const refusal = await refusedCleanly(server, DELETE, { input: { user: { id: first.owner.id } } })
    expect(refusal).toMatchObject({ code: 'LAST_OWNER', workspaces: [only] })
    await suspend(second.owner.id)
    const both = await refusedCleanly(server, DELETE, { input: { user: { id: first.owner.id } } })
    expect(both['workspaces']).toHaveLength(2)
  })

  test('ends memberships and tokens, and keeps the name in history', async () => {
    const workspace = await seedWorkspace(server, { eve: 'OWNER' })
    const { owner } = workspace
    const eve = workspace.members['eve'] as Person
    const events = await eventsOf(server, () => remove(owner.id))
    const data = { user: { id: owner.id, name: owner.name }, workspaceIds: [workspace.id] }
    const removed = { member: { id: owner.id }, role: 'OWNER', revokedTokenCount: 0, asPlatformAdmin: true }
    expect(events).toMatchObject([
      { type: 'USER_DELETED', subjectId: owner.id, data },
      { type: 'MEMBER_REMOVED', workspaceId: workspace.id, data: removed },
    ])
    expect((await server.gql('{ __typename }', {}, owner)).status).toBe(401)
    expect(await userOf(owner.id)).toBeNull()
    expect(await userOf(owner.id, eve)).toBeNull()
    expect((await run(server, ALL, { filter: { search: owner.name } })).users?.totalCount).toBe(0)
    const row = (await run(server, WORKSPACE, { by: { id: workspace.id } }, eve)).workspace
    expect(row).toMatchObject({ createdBy: { name: owner.name }, members: { totalCount: 1 } })
    expect(row?.events?.nodes.at(-1)).toEqual({ actorName: owner.name, actor: { name: owner.name } })
    for (const [document, input] of [
      [DELETE, {}],
      [UPDATE, { name: 'x' }],
      [SUSPEND, { reason: 'x' }],
    ] as const) {
      const given = { input: { user: { id: owner.id }, ...input } as never }
      expect((await refusedCleanly(server, document as typeof DELETE, given)).code).toBe('NOT_FOUND')
    }
    const again = await run(server, CREATE_USER, { input: { name: 'Again', email: `${owner.name}@example.com` } })
    expect(again.createUser.user.id).not.toBe(owner.id)
  })

  test("revokes the tokens that were made with the user's tokens, even if others own them", async () => {
    const [admin, bob] = [await signUp(server), await signUp(server)]
    await run(server, UPDATE, { input: { user: { id: admin.id }, platformAdmin: true } })
    const mint = async (user: string, platformAdmin: boolean, as?: { token: string }) => {
      const input = { name: 'minted', user, platformAdmin }
      return { token: (await run(server, CREATE_API_TOKEN, { input }, as)).createApiToken.secret ?? '' }
    }
    const theirs = await mint(admin.id, true)
    const minted = await mint(bob.id, false, theirs)
    await run(server, ME, {}, minted)
    await remove(admin.id)
    expect((await server.gql('{ __typename }', {}, minted)).status).toBe(401)
    await run(server, ME, {}, bob)
  })
})

describe('user', () => {
  test('is null for strangers; co-members see name and address, the user and platform admins all fields', async () => {
    const workspace = await seedWorkspace(server, { eve: 'VIEWER' })
    const eve = workspace.members['eve'] as Person
    const stranger = await signUp(server)
    const email = `${eve.name}@example.com`
    const { uuid } = (await userOf(eve.id)) ?? { uuid: '' }
    for (const by of [{ id: eve.id }, { uuid }, { email }, { email: email.toUpperCase() }]) {
      expect((await run(server, USER, { by }, stranger)).user).toBeNull()
      const seen = (await run(server, USER, { by }, workspace.owner)).user
      const withheld = { platformAdmin: null, suspendedAt: null, lastSeenAt: null, memberships: null }
      expect(seen).toEqual({ id: eve.id, uuid, name: eve.name, email, ...withheld })
    }
    expect((await userOf(eve.id, eve))?.memberships?.nodes).toHaveLength(1)
  })

  test.each(['nobody', 'user_', 'user_01h455vb4pex5vsknk084sn02', ''])('refuses %j as malformed id', async (id) => {
    expect(await refused(server, USER, { by: { id } })).toMatchObject({ code: 'INVALID_INPUT', field: 'id' })
    const refusal = await refusedCleanly(server, DELETE, { input: { user: { id: id } } })
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'user' })
  })
})
