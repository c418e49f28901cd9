import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { PrincipalRef, RoleName } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, CREATE_WORKSPACE } from '../support/operations.ts'
import {
  type Person,
  run,
  type SeededWorkspace,
  seedWorkspace,
  signUp,
  signUpColleague,
  unique,
} from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const MEMBERS = graphql(`
  query MemberList($by: WorkspaceRef!) {
    workspace(by: $by) {
      myRole
      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }
    }
  }
`)
const UPDATE = graphql(`
  mutation MemberUpdate($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }
  }
`)
const REMOVE = graphql(`
  mutation MemberRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) { removedMembershipId revokedTokens { id name } workspace { id } }
  }
`)
const LEAVE = graphql(`
  mutation MemberLeave($input: LeaveWorkspaceInput!) {
    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id name } }
  }
`)
const TRANSFER = graphql(`
  mutation MemberTransfer($input: TransferOwnershipInput!) {
    transferOwnership(input: $input) {
      newOwner { id role }
      previousOwner { role principal { ... on User { id } } }
    }
  }
`)
const READ = graphql(`
  query MemberRead($by: WorkspaceRef!) { workspace(by: $by) { id } }
`)

const MEMBERSHIPS = graphql(`
  query MemberMemberships($filter: UserFilter!) {
    users(filter: $filter) {
      nodes { id memberships(first: 1) { nodes { workspace { id } } pageInfo { hasNextPage endCursor } totalCount } }
    }
  }
`)
const REST = graphql(`
  query MemberRest($by: UserRef!, $after: String) {
    user(by: $by) { memberships(after: $after) { nodes { workspace { id } } } }
  }
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

describe('addMember', () => {
  test('gives a role with one event; a repetition returns the same membership, and ALREADY_MEMBER for another role', async () => {
    const workspace = await seedWorkspace(server)
    const bob = await signUpColleague(server, workspace.owner)
    const given = add(workspace, { user: bob.id }, 'VIEWER')
    const events = await eventsOf(server, () => run(server, ADD_MEMBER, given, workspace.owner))
    const id = await membershipId(workspace, bob)
    expect(events).toMatchObject([
      {
        type: 'MEMBER_ADDED',
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

  test('marks the event of a platform admin who is not a member', async () => {
    const workspace = await seedWorkspace(server)
    const bob = await signUp(server)
    const events = await eventsOf(server, () => run(server, ADD_MEMBER, add(workspace, { user: bob.id })))
    expect(events).toMatchObject([{ type: 'MEMBER_ADDED', data: { asPlatformAdmin: true } }])
  })

  test('finds users by e-mail address, in any case, if they share a workspace; others get the answer of a missing user', async () => {
    const workspace = await seedWorkspace(server)
    const [friend, stranger] = [await signUp(server), await signUp(server)]
    const elsewhere = await seedWorkspace(server)
    for (const person of [friend, workspace.owner]) await run(server, ADD_MEMBER, add(elsewhere, { user: person.id }))
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
    ['the id of a workspace', { user: 'ws_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND' }],
    ['an id never issued', { user: 'user_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND' }],
    ['a uuid never issued', { uuid: '01890a5d-ac96-774b-bcce-b302099a8057' }, { code: 'NOT_FOUND' }],
    ['a malformed uuid', { uuid: 'x' }, { code: 'INVALID_INPUT', path: 'input.principal.uuid' }],
    ['a malformed address', { email: 'x' }, { code: 'INVALID_INPUT', path: 'input.principal.email' }],
    ['everyone', { everyone: true }, { code: 'INVALID_INPUT', field: 'principal' }],
    ['everyone: false', { everyone: false }, { code: 'INVALID_INPUT', field: 'everyone' }],
    ['a group without a name', { group: ' ' }, { code: 'INVALID_INPUT', field: 'group' }],
    ['a group of 256 characters', { group: 'g'.repeat(256) }, { code: 'INVALID_INPUT', field: 'group' }],
    ['a group with a control character', { group: 'a\u0000b' }, { code: 'INVALID_INPUT', field: 'group' }],
    ['an empty principal', {} as PrincipalRef, { code: 'INVALID_INPUT', path: 'input.principal' }],
    [
      'two principals at once',
      { group: 'a', everyone: true } as never,
      { code: 'INVALID_INPUT', path: 'input.principal' },
    ],
  ])('refuses %s and adds no member', async (_what, principal, expected) => {
    const workspace = await seedWorkspace(server)
    const refusal = await refusedCleanly(server, ADD_MEMBER, add(workspace, principal), workspace.owner)
    expect(refusal).toMatchObject(expected)
    expect(await membersOf(workspace)).toHaveLength(1)
  })

  test('gives a group at most ADMIN, and a group cannot become OWNER later', async () => {
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

describe('updateMember', () => {
  test('records the old and the new role in one event, and nothing when the role stays the same', async () => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const eve = workspace.members['eve'] as Person
    const id = await membershipId(workspace, eve)
    const given = { input: { member: { id }, role: 'ADMIN' as const } }
    const events = await eventsOf(server, () => run(server, UPDATE, given, workspace.owner))
    const data = { member: { id: eve.id, name: eve.name }, from: 'EDITOR', to: 'ADMIN' }
    expect(events).toMatchObject([{ type: 'MEMBER_ROLE_CHANGED', subjectId: id, workspaceId: workspace.id, data }])
    expect(events[0]?.summary).toContain(`made ${eve.name} an admin instead of an editor`)
    expect(await eventsOf(server, () => run(server, UPDATE, given, workspace.owner))).toEqual([])
    const { updateMember } = await run(server, UPDATE, given, workspace.owner)
    expect(updateMember.membership).toEqual({ id, role: 'ADMIN', grantedBy: { id: workspace.owner.id } })
  })

  test.each([
    ['a null role', { role: null }, { code: 'INVALID_INPUT', field: 'role' }],
    ['no role', {}, { code: 'INVALID_INPUT', field: 'role' }],
    ['a malformed id', { member: { id: 'mem_' }, role: 'VIEWER' }, { code: 'INVALID_INPUT' }],
    [
      'the id of a project',
      { member: { id: 'prj_01h455vb4pex5vsknk084sn02q' }, role: 'VIEWER' },
      { code: 'NOT_FOUND' },
    ],
    ['an unknown role', { role: 'BOSS' }, { code: 'INVALID_INPUT', path: 'input.role' }],
  ])('refuses %s', async (_what, input, expected) => {
    const workspace = await seedWorkspace(server)
    const given = { input: { member: of(workspace, workspace.owner), ...input } as never }
    expect(await refusedCleanly(server, UPDATE, given, workspace.owner)).toMatchObject(expected)
  })
})

describe('removeMember and leaveWorkspace', () => {
  const tokensOf = async (workspace: SeededWorkspace, person: Person) => {
    const input = { name: 'here', workspace: { id: workspace.id } }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, person)
    return { id: createApiToken.token.id, token: createApiToken.secret ?? '' }
  }

  test.each(['removed', 'left'])(
    'revoke at once the tokens that a member who is %s owns there, and no others, and name them',
    async (how) => {
      const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
      const eve = workspace.members['eve'] as Person
      const elsewhere = await seedWorkspace(server)
      await run(server, ADD_MEMBER, add(elsewhere, { user: eve.id }))
      const [here, there] = [await tokensOf(workspace, eve), await tokensOf(elsewhere, eve)]
      const id = await membershipId(workspace, eve)
      const events = await eventsOf(server, async () => {
        const { revokedTokens } =
          how === 'removed'
            ? (await run(server, REMOVE, { input: { member: { id } } }, workspace.owner)).removeMember
            : (await run(server, LEAVE, { input: { workspace: { id: workspace.id } } }, eve)).leaveWorkspace
        expect(revokedTokens).toEqual([{ id: here.id, name: 'here' }])
      })
      const about = { subjectId: id, workspaceId: workspace.id }
      const data = { role: 'EDITOR', revokedTokenIds: [here.id] }
      expect(events).toMatchObject([{ type: `MEMBER_${how.toUpperCase()}`, ...about, data }])
      expect((await server.gql(READ.toString(), by(workspace), here)).status).toBe(401)
      expect((await run(server, READ, by(workspace), eve)).workspace).toBeNull()
      expect((await run(server, READ, by(elsewhere), there)).workspace).not.toBeNull()
      expect(await membersOf(workspace)).toHaveLength(1)
    },
  )

  test('leaveWorkspace is NOT_FOUND for a caller whose role comes only through everyone', async () => {
    const given = { input: { workspace: { name: 'default' } } }
    const refusal = await refusedCleanly(server, LEAVE, given, await signUp(server))
    expect(refusal.code).toBe('NOT_FOUND')
  })
})

test('the role of a caller is the highest of all bindings that apply to it', async () => {
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
    await run(server, ADD_MEMBER, { input: added })
    const mine = await run(server, MEMBERS, { by: { id: workspace.id } }, eve)
    expect(mine.workspace?.myRole).toBe(expected)
  }
})

test('users pages the memberships of each user, newest first', async () => {
  const [first, second] = [await seedWorkspace(server), await seedWorkspace(server)]
  const stem = unique('paged')
  const join = async (...ids: string[]) => {
    const memberships = ids.map((id) => ({ workspace: { id }, role: 'VIEWER' as const }))
    return (await run(server, CREATE_USER, { input: { name: unique(stem), memberships } })).createUser.user.id
  }
  const [both, one, none] = [await join(first.id, second.id), await join(first.id), await join()]
  const nodes = (await run(server, MEMBERSHIPS, { filter: { search: stem } })).users?.nodes
  const page = (id: string, hasNextPage: boolean, totalCount: number, ...ids: string[]) => ({
    id,
    memberships: {
      nodes: ids.map((workspace) => ({ workspace: { id: workspace } })),
      pageInfo: { hasNextPage, endCursor: ids.length > 0 ? expect.any(String) : null },
      totalCount,
    },
  })
  expect(nodes).toEqual([page(none, false, 0), page(one, false, 1, first.id), page(both, true, 2, second.id)])
  const after = nodes?.[2]?.memberships?.pageInfo.endCursor ?? ''
  const rest = await run(server, REST, { by: { id: both }, after })
  expect(rest.user?.memberships?.nodes).toEqual([{ workspace: { id: first.id } }])
})
