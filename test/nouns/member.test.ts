import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { PrincipalRef, RoleName } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const MEMBERS = graphql(`
  query MemberList($by: WorkspaceRef!) {
    workspace(by: $by) {
      myRole { name }
      members(first: 100) { nodes { id role { name } principal { __typename ... on User { id } ... on Group { name } } } }
    }
  }
`)
const UPDATE = graphql(`
  mutation MemberUpdate($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id role { name } grantedBy { ... on User { id } } } }
  }
`)
const REMOVE = graphql(`
  mutation MemberRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) { removedMembershipId workspace { id } }
  }
`)
const LEAVE = graphql(`
  mutation MemberLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)
const TRANSFER = graphql(`
  mutation MemberTransfer($input: TransferOwnershipInput!) {
    transferOwnership(input: $input) {
      newOwner { id role { name } }
      previousOwner { role { name } principal { ... on User { id } } }
    }
  }
`)
const READ = graphql(`
  query MemberRead($by: WorkspaceRef!) { workspace(by: $by) { id } }
`)

const server = await startTestServer({ shared: true })
const membersOf = async ({ id, owner }: SeededWorkspace, as: Person = owner) =>
  (await run(server, MEMBERS, { by: { id } }, as)).workspace?.members.nodes ?? []
const membershipId = async (workspace: SeededWorkspace, person: Person) =>
  (await membersOf(workspace)).find(({ principal }) => 'id' in principal && principal.id === person.id)?.id ?? ''
const add = (workspace: SeededWorkspace, principal: PrincipalRef, role: RoleName = 'EDITOR') => ({
  input: { workspace: { id: workspace.id }, principal, role },
})
const of = (workspace: SeededWorkspace, person: Person) => ({
  of: { workspace: { id: workspace.id }, principal: { user: person.id } },
})
const by = (workspace: SeededWorkspace) => ({ by: { id: workspace.id } })

describe('adding', () => {
  test('gives a role with one event; again with it answers the same, with another is ALREADY_MEMBER', async () => {
    const workspace = await seedWorkspace(server)
    const bob = await signUp(server)
    const given = add(workspace, { user: bob.id }, 'VIEWER')
    const events = await eventsOf(server, () => run(server, ADD_MEMBER, given, workspace.owner))
    const id = await membershipId(workspace, bob)
    expect(events).toMatchObject([
      {
        type: 'member.added',
        actorId: workspace.owner.id,
        workspaceId: workspace.id,
        subjectId: id,
        summary: `${workspace.owner.name} made ${bob.name} a viewer`,
        data: { member: { id: bob.id, name: bob.name }, role: 'VIEWER' },
      },
    ])
    expect(events[0]?.data).not.toHaveProperty('asPlatformAdmin')
    expect(await eventsOf(server, () => run(server, ADD_MEMBER, given, workspace.owner))).toEqual([])
    expect((await run(server, ADD_MEMBER, given, workspace.owner)).addMember.membership.id).toBe(id)
    const other = add(workspace, { user: bob.id }, 'ADMIN')
    const refusal = await refusedCleanly(server, ADD_MEMBER, other, workspace.owner)
    expect(refusal).toMatchObject({ code: 'ALREADY_MEMBER', role: 'VIEWER' })
  })

  test('by a platform admin who is no member is marked so in its event', async () => {
    const workspace = await seedWorkspace(server)
    const bob = await signUp(server)
    const events = await eventsOf(server, () => run(server, ADD_MEMBER, add(workspace, { user: bob.id })))
    expect(events).toMatchObject([{ type: 'member.added', data: { asPlatformAdmin: true } }])
  })

  test('by address, in any case, finds those who share a workspace; a stranger is as one who is not there', async () => {
    const workspace = await seedWorkspace(server)
    const [friend, stranger] = [await signUp(server), await signUp(server)]
    const elsewhere = await seedWorkspace(server)
    for (const person of [friend, workspace.owner])
      await run(server, ADD_MEMBER, add(elsewhere, { user: person.id }), elsewhere.owner)
    const email = (person: Person) => `${person.name}@example.com`
    await run(server, ADD_MEMBER, add(workspace, { email: email(friend).toUpperCase() }), workspace.owner)
    const byStranger = add(workspace, { email: email(stranger) })
    const hidden = await server.gql(ADD_MEMBER.toString(), byStranger, workspace.owner)
    const nobody = add(workspace, { email: `${unique('nobody')}@example.com` })
    const missing = await server.gql(ADD_MEMBER.toString(), nobody, workspace.owner)
    expect(hidden.body.errors?.[0]).toMatchObject({ message: expect.stringContaining('invited') })
    const bytes = (answer: typeof hidden) => JSON.stringify(answer.body).replace(/"requestId":"[^"]+"/, '')
    expect(bytes(hidden)).toBe(bytes(missing))
    expect(hidden.body.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    await run(server, ADD_MEMBER, byStranger)
    expect(await membersOf(workspace)).toHaveLength(3)
  })

  test.each<[string, PrincipalRef, object]>([
    ['a malformed id', { user: 'me' }, { code: 'INVALID_INPUT', field: 'user' }],
    ['an id of another kind', { user: 'ws_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND' }],
    ['an id never issued', { user: 'user_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND' }],
    ['a uuid never issued', { uuid: '01890a5d-ac96-774b-bcce-b302099a8057' }, { code: 'NOT_FOUND' }],
    ['a malformed uuid', { uuid: 'x' }, { code: 'INVALID_INPUT', path: 'input.principal.uuid' }],
    ['a malformed address', { email: 'x' }, { code: 'INVALID_INPUT', path: 'input.principal.email' }],
    ['everyone', { everyone: true }, { code: 'INVALID_INPUT', field: 'principal' }],
    ['not everyone', { everyone: false }, { code: 'INVALID_INPUT', field: 'everyone' }],
    ['a group without a name', { group: ' ' }, { code: 'INVALID_INPUT', field: 'group' }],
    ['a group of 256 characters', { group: 'g'.repeat(256) }, { code: 'INVALID_INPUT', field: 'group' }],
    ['a group with a control character', { group: 'a\u0000b' }, { code: 'INVALID_INPUT', field: 'group' }],
    ['no principal', {} as PrincipalRef, { code: 'INVALID_INPUT', path: 'input.principal' }],
    ['two', { group: 'a', everyone: true } as never, { code: 'INVALID_INPUT', path: 'input.principal' }],
  ])('%s is refused and leaves nothing', async (_what, principal, expected) => {
    const workspace = await seedWorkspace(server)
    const refusal = await refusedCleanly(server, ADD_MEMBER, add(workspace, principal), workspace.owner)
    expect(refusal).toMatchObject(expected)
    expect(await membersOf(workspace)).toHaveLength(1)
  })

  test('a group is at most ADMIN, and no group becomes owner later', async () => {
    const workspace = await seedWorkspace(server)
    const as = workspace.owner
    const owner = { code: 'INVALID_INPUT', field: 'role' }
    expect(await refusedCleanly(server, ADD_MEMBER, add(workspace, { group: 'ops' }, 'OWNER'), as)).toMatchObject(owner)
    const { addMember } = await run(server, ADD_MEMBER, add(workspace, { group: 'ops' }, 'ADMIN'), as)
    const input = { member: { id: addMember.membership.id }, role: 'OWNER' as const }
    expect(await refusedCleanly(server, UPDATE, { input }, as)).toMatchObject(owner)
    const to = { group: 'ops' }
    expect(
      await refusedCleanly(server, TRANSFER, { input: { workspace: { id: workspace.id }, to } }, as),
    ).toMatchObject(owner)
  })
})

describe('changing', () => {
  test('tells the role before and after in one event; the same role again tells nothing', async () => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const eve = workspace.members['eve'] as Person
    const id = await membershipId(workspace, eve)
    const given = { input: { member: { id }, role: 'ADMIN' as const } }
    const events = await eventsOf(server, () => run(server, UPDATE, given, workspace.owner))
    const data = { member: { id: eve.id, name: eve.name }, from: 'EDITOR', to: 'ADMIN' }
    expect(events).toMatchObject([{ type: 'member.role_changed', subjectId: id, workspaceId: workspace.id, data }])
    expect(events[0]?.summary).toContain(`made ${eve.name} an admin instead of an editor`)
    expect(await eventsOf(server, () => run(server, UPDATE, given, workspace.owner))).toEqual([])
    const { updateMember } = await run(server, UPDATE, given, workspace.owner)
    expect(updateMember.membership).toEqual({ id, role: { name: 'ADMIN' }, grantedBy: { id: workspace.owner.id } })
  })

  test.each([
    ['a null role', { role: null }, { code: 'INVALID_INPUT', field: 'role' }],
    ['no role', {}, { code: 'INVALID_INPUT', field: 'role' }],
    ['a malformed id', { member: { id: 'mem_' }, role: 'VIEWER' }, { code: 'INVALID_INPUT' }],
    [
      'an id of another kind',
      { member: { id: 'prj_01h455vb4pex5vsknk084sn02q' }, role: 'VIEWER' },
      { code: 'NOT_FOUND' },
    ],
    ['an unknown role', { role: 'BOSS' }, { code: 'INVALID_INPUT', path: 'input.role' }],
  ])('%s is refused', async (_what, input, expected) => {
    const workspace = await seedWorkspace(server)
    const given = { input: { member: of(workspace, workspace.owner), ...input } as never }
    expect(await refusedCleanly(server, UPDATE, given, workspace.owner)).toMatchObject(expected)
  })
})

describe('ending', () => {
  const tokensOf = async (workspace: SeededWorkspace, person: Person) => {
    const input = { name: 'here', workspace: { id: workspace.id } }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, person)
    return { id: createApiToken.token.id, token: createApiToken.secret ?? '' }
  }

  test.each(['removed', 'left'])('revokes the tokens of one who is %s there, and only there, at once', async (how) => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const eve = workspace.members['eve'] as Person
    const elsewhere = await seedWorkspace(server)
    await run(server, ADD_MEMBER, add(elsewhere, { user: eve.id }), elsewhere.owner)
    const [here, there] = [await tokensOf(workspace, eve), await tokensOf(elsewhere, eve)]
    const id = await membershipId(workspace, eve)
    const events = await eventsOf(server, () =>
      how === 'removed'
        ? run(server, REMOVE, { input: { member: { id } } }, workspace.owner)
        : run(server, LEAVE, { input: { workspace: { id: workspace.id } } }, eve),
    )
    const about = { subjectId: id, workspaceId: workspace.id }
    const data = { role: 'EDITOR', revokedTokenIds: [here.id] }
    expect(events).toMatchObject([{ type: `member.${how}`, ...about, data }])
    expect((await server.gql(READ.toString(), by(workspace), here)).status).toBe(401)
    expect((await run(server, READ, by(workspace), eve)).workspace).toBeNull()
    expect((await run(server, READ, by(elsewhere), there)).workspace).not.toBeNull()
    expect(await membersOf(workspace)).toHaveLength(1)
  })

  test('a role that comes through everyone alone can not be left', async () => {
    const given = { input: { workspace: { name: 'default' } } }
    const refusal = await refusedCleanly(server, LEAVE, given, await signUp(server))
    expect(refusal.code).toBe('NOT_FOUND')
  })
})

test('the role is the highest of all bindings that match', async () => {
  const matrix: [RoleName, 'PRIVATE' | 'SHARED_READ' | 'SHARED_WRITE', RoleName][] = [
    ['VIEWER', 'PRIVATE', 'VIEWER'],
    ['VIEWER', 'SHARED_WRITE', 'EDITOR'],
    ['EDITOR', 'SHARED_READ', 'EDITOR'],
    ['ADMIN', 'SHARED_WRITE', 'ADMIN'],
  ]
  for (const [role, visibility, expected] of matrix) {
    const owner = await signUp(server)
    const input = { name: unique('shared'), visibility }
    const { workspace } = (await run(server, CREATE_WORKSPACE, { input }, owner)).createWorkspace
    const eve = await signUp(server)
    const added = { workspace: { id: workspace.id }, principal: { user: eve.id }, role }
    await run(server, ADD_MEMBER, { input: added }, owner)
    const mine = await run(server, MEMBERS, { by: { id: workspace.id } }, eve)
    expect(mine.workspace?.myRole?.name).toBe(expected)
  }
})
