import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { PrincipalRef, RoleName } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { ADD_MEMBER, CREATE_API_TOKEN } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const MEMBERS = graphql(`
  query OwnerList($by: WorkspaceRef!) {
    workspace(by: $by) {
      myRole
      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }
    }
  }
`)
const UPDATE = graphql(`
  mutation OwnerUpdate($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }
  }
`)
const REMOVE = graphql(`
  mutation OwnerRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) { removedMembershipId workspace { id } }
  }
`)
const LEAVE = graphql(`
  mutation OwnerLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)
const TRANSFER = graphql(`
  mutation OwnerTransfer($input: TransferOwnershipInput!) {
    transferOwnership(input: $input) {
      newOwner { id role }
      previousOwner { role principal { ... on User { id } } }
    }
  }
`)
const SUSPEND_USER = graphql(`
  mutation OwnerSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)

const server = await startTestServer({ shared: true })
const suspendUser = (user: string) => run(server, SUSPEND_USER, { input: { user: { id: user }, reason: 'away' } })
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
const without = (refusal: object) => ({ ...refusal, requestId: '' })

describe("a role above the caller's", () => {
  test('an admin cannot grant, change or remove OWNER, but can change and remove other admins', async () => {
    const workspace = await seedWorkspace(server, { adam: 'ADMIN', beth: 'ADMIN', eve: 'EDITOR' })
    const { adam, beth, eve } = workspace.members as Record<string, Person> & {
      adam: Person
      beth: Person
      eve: Person
    }
    const stranger = await signUp(server)
    const above = { permission: 'OWNERSHIP_GRANT', requiredRole: 'OWNER', myRole: 'ADMIN' }
    const forbidden = { code: 'FORBIDDEN', ...above, requestId: '' }
    const owner = of(workspace, workspace.owner)
    const refusals = [
      await refusedCleanly(server, ADD_MEMBER, add(workspace, { user: stranger.id }, 'OWNER'), adam),
      await refusedCleanly(server, UPDATE, { input: { member: of(workspace, eve), role: 'OWNER' } }, adam),
      await refusedCleanly(server, UPDATE, { input: { member: of(workspace, adam), role: 'OWNER' } }, adam),
      await refusedCleanly(server, UPDATE, { input: { member: owner, role: 'VIEWER' } }, adam),
      await refusedCleanly(server, REMOVE, { input: { member: owner } }, adam),
    ]
    expect(refusals.map(without)).toEqual(refusals.map(() => forbidden))
    await run(server, UPDATE, { input: { member: of(workspace, beth), role: 'VIEWER' } }, adam)
    await run(server, REMOVE, { input: { member: of(workspace, beth) } }, adam)
  })

  test('an owner whose token is limited to ADMIN has the rights of an admin, and cannot leave with that token', async () => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const input = { name: 'ceiling', role: 'ADMIN' as const }
    const { secret } = (await run(server, CREATE_API_TOKEN, { input }, workspace.owner)).createApiToken
    const promote = { input: { member: of(workspace, workspace.members['eve'] as Person), role: 'OWNER' as const } }
    const refusal = await refusedCleanly(server, UPDATE, promote, { token: secret ?? '' })
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', myRole: 'ADMIN', requiredRole: 'OWNER' })
    const left = { input: { workspace: { id: workspace.id } } }
    expect((await refusedCleanly(server, LEAVE, left, { token: secret ?? '' })).code).toBe('FORBIDDEN')
  })
})

describe('the last owner', () => {
  const ways: Record<string, (workspace: SeededWorkspace, who: Person, by?: Person) => Promise<unknown>> = {
    updateMember: (workspace, who, by) =>
      run(server, UPDATE, { input: { member: of(workspace, who), role: 'ADMIN' } }, by),
    removeMember: (workspace, who, by) => run(server, REMOVE, { input: { member: of(workspace, who) } }, by),
    leaveWorkspace: (workspace, who) => run(server, LEAVE, { input: { workspace: { id: workspace.id } } }, who),
  }

  test.each(Object.keys(ways))(
    'is not lost through %s, even by a platform admin, while the other owner is suspended',
    async (way) => {
      const workspace = await seedWorkspace(server, { second: 'OWNER' })
      await suspendUser(workspace.members['second']?.id ?? '')
      for (const by of [workspace.owner, undefined]) {
        const events = await eventsOf(server, () =>
          expect(ways[way]?.(workspace, workspace.owner, by)).rejects.toThrow('"LAST_OWNER"'),
        )
        expect(events).toEqual([])
      }
    },
  )

  test.each(Object.keys(ways))(
    'remains after two calls of %s at the same time, one for each of two owners',
    async (way) => {
      for (const mutual of [true, false]) {
        const workspace = await seedWorkspace(server, { second: 'OWNER' })
        const [first, second] = [workspace.owner, workspace.members['second'] as Person]
        let release = () => {}
        const gate = new Promise<void>((resolve) => {
          release = resolve
        })
        // both pass their checks while this transaction is open, and wait for it to end
        const held = server.app.services.store.write(() => gate)
        const pair = [
          ways[way]?.(workspace, first, mutual ? second : undefined),
          ways[way]?.(workspace, second, mutual ? first : undefined),
        ]
        const outcomes = Promise.allSettled(pair)
        await membersOf(workspace)
        release()
        await held
        const lost = (await outcomes).filter((outcome) => outcome.status === 'rejected')
        expect(lost).toHaveLength(1)
        expect(String(lost[0]?.reason)).toMatch(
          mutual && way !== 'leaveWorkspace' ? /FORBIDDEN|NOT_FOUND/ : /LAST_OWNER/,
        )
        const found = await run(server, MEMBERS, { by: { id: workspace.id } })
        expect(found.workspace?.members.nodes.filter(({ role }) => role === 'OWNER')).toHaveLength(1)
      }
    },
  )

  test('cannot transfer ownership to a suspended user', async () => {
    const workspace = await seedWorkspace(server, { next: 'ADMIN' })
    const next = workspace.members['next'] as Person
    await suspendUser(next.id)
    const given = { input: { workspace: { id: workspace.id }, to: { user: next.id } } }
    expect((await refusedCleanly(server, TRANSFER, given, workspace.owner)).code).toBe('LAST_OWNER')
  })
})

describe('transferOwnership', () => {
  test('makes the member the owner and the caller an admin, with one event', async () => {
    const workspace = await seedWorkspace(server, { next: 'VIEWER' })
    const { owner, members } = workspace
    const next = members['next'] as Person
    const given = { input: { workspace: { id: workspace.id }, to: { user: next.id } } }
    const events = await eventsOf(server, () => run(server, TRANSFER, given, owner))
    const data = { to: { id: next.id, name: next.name }, from: { id: owner.id, name: owner.name }, fromRole: 'OWNER' }
    const subjectId = await membershipId(workspace, next)
    expect(events).toMatchObject([{ type: 'OWNERSHIP_TRANSFERRED', workspaceId: workspace.id, subjectId, data }])
    const roles = (await membersOf(workspace)).map(({ role }) => role)
    expect(roles.sort()).toEqual(['ADMIN', 'OWNER'])
    expect((await run(server, MEMBERS, by(workspace), next)).workspace?.myRole).toBe('OWNER')
  })

  test('adds an owner and changes nobody else when called by a platform admin who is not a member', async () => {
    const workspace = await seedWorkspace(server, { next: 'VIEWER' })
    const to = { user: workspace.members['next']?.id ?? '' }
    const { transferOwnership } = await run(server, TRANSFER, { input: { workspace: { id: workspace.id }, to } })
    expect(transferOwnership).toMatchObject({ newOwner: { role: 'OWNER' }, previousOwner: null })
    expect((await membersOf(workspace)).map(({ role }) => role)).toEqual(['OWNER', 'OWNER'])
  })

  test('refuses the caller, a user who is not a member, and everyone', async () => {
    const workspace = await seedWorkspace(server)
    const to = (principal: PrincipalRef) => ({ input: { workspace: { id: workspace.id }, to: principal } })
    const self = await refusedCleanly(server, TRANSFER, to({ user: workspace.owner.id }), workspace.owner)
    expect(self).toMatchObject({ code: 'INVALID_INPUT', field: 'to' })
    const stranger = await signUp(server)
    for (const principal of [{ user: stranger.id }, { everyone: true }])
      expect((await refusedCleanly(server, TRANSFER, to(principal), workspace.owner)).code).toBe('NOT_FOUND')
  })
})
