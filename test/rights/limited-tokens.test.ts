// A token with limits reads no personal data that its permissions do not cover, and ends nothing beyond itself.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput, Permission } from '../generated/graphql.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const SELF = graphql(`
  query LimitedSelf($by: WorkspaceRef!, $self: UserRef!, $address: UserRef!) {
    me { user { id email platformAdmin suspendedAt lastSeenAt memberships { nodes { id } } } }
    user(by: $self) { id email platformAdmin lastSeenAt memberships { totalCount } }
    address: user(by: $address) { id }
    workspace(by: $by) {
      id
      myRole
      myMembership { id }
      owners { id email platformAdmin memberships { totalCount } }
      createdBy { ... on User { id email platformAdmin memberships { totalCount } } }
    }
  }
`)
const OTHERS = graphql(`
  query LimitedOthers($id: ID!, $email: EmailAddress!) {
    user(by: { id: $id }) { id email platformAdmin lastSeenAt memberships { totalCount } }
    address: user(by: { email: $email }) { id }
  }
`)
const REVOKE = graphql(`
  mutation LimitedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const LEAVE = graphql(`
  mutation LimitedLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)

const server = await startTestServer({ shared: true })

type Limits = Omit<CreateApiTokenInput, 'name' | 'workspace'>
interface Kind {
  label: string
  limits: Limits
  /** The token is bound to one workspace. */
  bound?: true
}
const withPermissions = (...permissions: Permission[]): Limits => ({ permissions: ['WORKSPACE_READ', ...permissions] })
const EACH_PERMISSION: readonly Permission[] = [
  ...([
    'RESOURCE_READ',
    'TOKEN_CREATE',
    'PROJECT_WRITE',
    'RESOURCE_WRITE',
    'WORKSPACE_UPDATE',
    'MEMBER_INVITE',
  ] as const),
  ...([
    'MEMBER_UPDATE',
    'MEMBER_REMOVE',
    'EVENT_READ',
    'WORKSPACE_DELETE',
    'WORKSPACE_RESTORE',
    'OWNERSHIP_GRANT',
  ] as const),
]
/** Each way to limit a token. */
const KINDS: readonly Kind[] = [
  { label: 'WORKSPACE_READ alone', limits: withPermissions() },
  ...EACH_PERMISSION.map((permission) => ({ label: `and ${permission}`, limits: withPermissions(permission) })),
  { label: 'and MEMBER_READ', limits: withPermissions('MEMBER_READ') },
  { label: 'and TOKEN_MANAGE', limits: withPermissions('TOKEN_MANAGE') },
  { label: 'a lower role', limits: { role: 'VIEWER' } },
  { label: 'the role ADMIN', limits: { role: 'ADMIN' } },
  { label: 'a workspace', limits: {}, bound: true },
  { label: 'a workspace and a role', limits: { role: 'VIEWER' }, bound: true },
  { label: 'a workspace and permissions', limits: withPermissions(), bound: true },
  { label: 'nothing', limits: {} },
  { label: 'the role OWNER, which is no limit', limits: { role: 'OWNER' } },
]
const kinds = KINDS.map((kind) => [kind.label, kind] as const)

async function create(input: Partial<CreateApiTokenInput>, as: Credentials) {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'token', ...input } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret ?? '' }
}
const limited = ({ limits, bound }: Kind, { id }: SeededWorkspace, owner: Person) =>
  create({ ...limits, ...(bound ? { workspace: { id } } : {}) }, owner)
const works = async (token: Credentials) => (await server.gql('{ __typename }', {}, token)).status === 200

describe('firm ground 5: a token that is limited to permissions reads personal data only with MEMBER_READ', () => {
  test.each(kinds)('limited to %s', async (_label, kind) => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const { owner } = workspace
    const eve = workspace.members['eve'] as Person
    const token = await limited(kind, workspace, owner)
    const reads = kind.limits.permissions?.includes('MEMBER_READ') ?? true
    const email = `${owner.name}@example.com`
    const self = await run(
      server,
      SELF,
      { by: { id: workspace.id }, self: { id: owner.id }, address: { email } },
      token,
    )
    const one = reads ? { totalCount: 1 } : null
    expect(self.me.user).toEqual({
      id: owner.id,
      email: reads ? email : null,
      platformAdmin: reads ? false : null,
      suspendedAt: null,
      lastSeenAt: reads ? self.me.user?.lastSeenAt : null,
      memberships: reads ? { nodes: [{ id: expect.stringMatching(/^mem_/) }] } : null,
    })
    expect(self.user).toMatchObject({
      id: owner.id,
      email: reads ? email : null,
      platformAdmin: reads ? false : null,
      memberships: one,
    })
    if (!reads) expect(self.user?.lastSeenAt).toBeNull()
    expect(self.address).toEqual(reads ? { id: owner.id } : null)
    const person = { id: owner.id, email: reads ? email : null, platformAdmin: reads ? false : null, memberships: one }
    expect(self.workspace).toMatchObject({ id: workspace.id, owners: reads ? [person] : [], createdBy: person })
    expect(self.workspace?.myRole).not.toBeNull()
    expect(self.workspace?.myMembership).toEqual(reads ? { id: expect.stringMatching(/^mem_/) } : null)

    const address = `${eve.name}@example.com`
    const others = await run(server, OTHERS, { id: eve.id, email: address }, token)
    const withheld = { platformAdmin: null, lastSeenAt: null, memberships: null }
    expect(others).toEqual({
      user: { id: eve.id, email: reads ? address : null, ...withheld },
      address: reads ? { id: eve.id } : null,
    })
  })
})

describe('firm ground 5: a limited token revokes only itself and the tokens made with it', () => {
  test.each(kinds)('limited to %s', async (_label, kind) => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const { owner } = workspace
    const here = { workspace: { id: workspace.id } }
    const token = await limited(kind, workspace, owner)
    const isLimited = Boolean(kind.bound || kind.limits.permissions || (kind.limits.role ?? 'OWNER') !== 'OWNER')
    const { permissions, role = 'OWNER' } = kind.limits
    const manages = permissions ? permissions.includes('TOKEN_MANAGE') : role !== 'VIEWER'
    const others = {
      personal: { token: await create({}, owner), allowed: !isLimited },
      'of the workspace': { token: await create(here, owner), allowed: !isLimited || manages },
      "another member's": { token: await create(here, workspace.members['eve'] as Person), allowed: manages },
    }
    for (const [which, other] of Object.entries(others)) {
      const revoke = { input: { token: { id: other.token.id } } }
      if (other.allowed)
        expect([which, (await run(server, REVOKE, revoke, token)).revokeApiToken.changed]).toEqual([which, true])
      else
        expect([which, (await refused(server, REVOKE, revoke, token)).code]).toEqual([
          which,
          expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/),
        ])
      expect([which, await works(other.token)]).toEqual([which, !other.allowed])
    }
    expect(await works(owner)).toBe(true)
    if (permissions?.includes('TOKEN_CREATE') ?? true) {
      const made = await create(kind.bound ? here : {}, token)
      const further = await create(here, made)
      expect((await run(server, REVOKE, { input: { token: { id: further.id } } }, token)).revokeApiToken.changed).toBe(
        true,
      )
      expect((await run(server, REVOKE, { input: { token: { id: made.id } } }, token)).revokeApiToken.changed).toBe(
        true,
      )
      expect([await works(made), await works(further)]).toEqual([false, false])
    }
    expect((await run(server, REVOKE, { input: { token: { id: token.id } } }, token)).revokeApiToken.changed).toBe(true)
    expect(await works(token)).toBe(false)
  })

  test('FORBIDDEN names the missing permission, and a token that the caller may not see is NOT_FOUND', async () => {
    const workspace = await seedWorkspace(server)
    const { owner } = workspace
    const here = { workspace: { id: workspace.id } }
    const reader = await create(withPermissions(), owner)
    const [personal, ofWorkspace] = [await create({}, owner), await create(here, owner)]
    const refusal = (id: string, as: Credentials) => refused(server, REVOKE, { input: { token: { id } } }, as)
    const forbidden = { code: 'FORBIDDEN', requiredRole: 'ADMIN', permission: 'TOKEN_MANAGE', myRole: 'OWNER' }
    expect(await refusal(ofWorkspace.id, reader)).toMatchObject(forbidden)
    expect(await refusal(personal.id, reader)).toMatchObject({ code: 'FORBIDDEN', requiredRole: 'OWNER' })
    const bound = await create({ ...here, role: 'VIEWER' }, owner)
    expect((await refusal(personal.id, bound)).code).toBe('NOT_FOUND')
    expect((await refusal(ofWorkspace.id, bound)).code).toBe('FORBIDDEN')
  })

  test.each(kinds)('limited to %s, a token cannot revoke others of its owner by leaving', async (_label, kind) => {
    const workspace = await seedWorkspace(server, { second: 'OWNER' })
    const second = workspace.members['second'] as Person
    const token = await limited(kind, workspace, second)
    const other = await create({ workspace: { id: workspace.id } }, second)
    const { permissions, role = 'OWNER' } = kind.limits
    if (!permissions && role === 'OWNER') return
    const refusal = await refused(server, LEAVE, { input: { workspace: { id: workspace.id } } }, token)
    expect(refusal.code).toBe('FORBIDDEN')
    expect(await works(other)).toBe(true)
  })
})
