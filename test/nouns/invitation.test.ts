// Invitations: sending, what a code reveals, answering, and every way in which one ends.
import { describe, expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RoleName } from '../generated/graphql.ts'
import { newDatabase } from '../support/database.ts'
import { eventsOf } from '../support/events.ts'
import { ADD_MEMBER, INVITE_MEMBERS, UPDATE_USER } from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const RESEND = graphql(`
  mutation InvitationResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { code link invitation { id } } }
`)
const REVOKE = graphql(`
  mutation InvitationRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id state respondedAt } } }
`)
const ACCEPT = graphql(`
  mutation InvitationAccept($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) { membership { id role workspace { id } grantedBy { ... on User { id } } } }
  }
`)
const DECLINE = graphql(`
  mutation InvitationDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id state } } }
`)
const LOOK = graphql(`
  query InvitationLook($code: String!) {
    invitation(code: $code) {
      workspace { id } workspaceDisplayName email role state delivery expiresAt invitedBy { __typename }
    }
  }
`)
const MINE = graphql(`
  query InvitationMine { me { invitations { nodes { id email workspaceDisplayName workspace { id } } } invitationCount } }
`)
const LIST = graphql(`
  query InvitationList($id: ID!, $filter: InvitationFilter) {
    workspace(by: { id: $id }) { invitations(filter: $filter) { nodes { id email state } } }
  }
`)
const TOKEN = graphql(`
  mutation InvitationToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }
`)

const EXPIRED = graphql(`
  query InvitationExpired {
    events(first: 100, filter: { types: [INVITATION_EXPIRED] }) { totalCount nodes { actorId workspaceId data } }
  }
`)
const LOG = graphql(`
  query InvitationLog($id: ID!) { workspace(by: { id: $id }) { events(first: 100) { nodes { type summary data } } } }
`)

const server = await startTestServer({ shared: true })
const logOf = async ({ id }: { id: string }, of = server) => (await run(of, LOG, { id })).workspace?.events?.nodes ?? []
const addressOf = ({ name }: Person) => `${name}@example.com`
const inviteAll = async ({ id, owner }: SeededWorkspace, emails: string[], role: RoleName = 'EDITOR', as = owner) =>
  (await run(server, INVITE_MEMBERS, { input: { workspace: { id }, emails, role } }, as)).inviteMembers.results
/** Invites one person; returns the code and the id of the invitation. */
async function invite(workspace: SeededWorkspace, person: Person, role: RoleName = 'EDITOR', as = workspace.owner) {
  const [result] = await inviteAll(workspace, [addressOf(person)], role, as)
  return { code: result?.code as string, id: result?.invitation?.id as string }
}
const look = async (code: string) => (await run(server, LOOK, { code }, { token: null })).invitation
const accept = (code: string, as: Person) => run(server, ACCEPT, { input: { code } }, as)
const refusal = async (code: string, as: Person) => (await refused(server, ACCEPT, { input: { code } }, as)).code

describe('inviting', () => {
  test('returns a result for each address, and an invalid address does not affect the others', async () => {
    const workspace = await seedWorkspace(server, { member: 'VIEWER' })
    const [fresh, pending] = [`${unique('fresh')}@example.com`, `${unique('pending')}@example.com`]
    await inviteAll(workspace, [pending], 'EDITOR')
    await inviteAll(workspace, [`viewer-${pending}`], 'VIEWER')
    const results = await inviteAll(workspace, [
      fresh.toUpperCase(),
      'nonsense',
      pending,
      `viewer-${pending}`,
      addressOf(workspace.members['member'] as Person),
      fresh,
    ])
    expect(results.map(({ errorCode, code, invitation }) => [errorCode, code !== null, invitation?.email])).toEqual([
      [null, true, fresh],
      ['INVALID_INPUT', false, undefined],
      [null, false, pending],
      ['CONFLICT', false, undefined],
      ['ALREADY_MEMBER', false, undefined],
      [null, false, fresh],
    ])
    expect(results[0]?.link).toBe(`${server.url}/invite#${results[0]?.code}`)
    expect(results[0]?.invitation?.delivery).toBe('LINK')
    const events = await logOf(workspace)
    expect(events.filter(({ type }) => type === 'INVITATION_CREATED')).toHaveLength(3)
    expect(JSON.stringify(events)).not.toContain(fresh)
  })

  test('lasts seven days by default, and thirty at most', async () => {
    const own = await startTestServer()
    own.stopClock()
    const { id, owner } = await seedWorkspace(own)
    const lasts = async (expiresIn: string | null) => {
      const input = { workspace: { id }, emails: [`${unique('lasting')}@example.com`], expiresIn }
      const [result] = (await run(own, INVITE_MEMBERS, { input }, owner)).inviteMembers.results
      return Date.parse(result?.invitation?.expiresAt ?? '') - Date.parse(own.app.services.store.now())
    }
    expect(await Promise.all([null, '1h', '30d'].map(lasts))).toEqual([7 * 24, 1, 30 * 24].map((h) => h * 3_600_000))
  })

  test.each([
    ['0s', 'INVALID_INPUT'],
    ['-1h', 'INVALID_INPUT'],
    ['abc', 'INVALID_INPUT'],
    ['100y', 'INVALID_INPUT'],
    ['31d', 'INVALID_INPUT'],
  ])('refuses expiresIn %s', async (expiresIn, code) => {
    const { id, owner } = await seedWorkspace(server)
    const input = { workspace: { id }, emails: ['a@example.com'], expiresIn }
    expect((await refused(server, INVITE_MEMBERS, { input }, owner)).code).toBe(code)
  })

  test("refuses more than 100 addresses, a role above the caller's, and the 501st pending invitation", async () => {
    const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
    const admin = workspace.members['admin'] as Person
    const addresses = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `invited-${from + index}@example.com`)
    const workspaceOf = { workspace: { id: workspace.id } }
    for (const [count, expected] of [
      [101, { code: 'LIMIT_EXCEEDED', limit: 100 }],
      [10_000, { code: 'QUERY_TOO_COMPLEX' }],
    ] as const) {
      const emails = Array.from({ length: count }, (_, index) => `${index}@example.com`)
      const input = { ...workspaceOf, emails }
      expect(await refused(server, INVITE_MEMBERS, { input }, admin)).toMatchObject(expected)
    }
    const above = { ...workspaceOf, emails: ['a@example.com'], role: 'OWNER' as const }
    expect((await refused(server, INVITE_MEMBERS, { input: above }, admin)).code).toBe('FORBIDDEN')
    for (let from = 0; from < 500; from += 100) await inviteAll(workspace, addresses(from, 100))
    const [last, again] = await inviteAll(workspace, ['one-more@example.com', 'invited-7@example.com'])
    expect([last?.errorCode, again?.errorCode]).toEqual(['LIMIT_EXCEEDED', null])
  })

  test.each([
    ['of more than 500 characters', 'x'.repeat(501)],
    ['with a bidirectional override', 'from \u202egro.elpmaxe'],
  ])('refuses a message %s', async (_what, message) => {
    const { id, owner } = await seedWorkspace(server)
    const input = { workspace: { id }, emails: ['a@example.com'], message }
    const refusal = await refused(server, INVITE_MEMBERS, { input }, owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'message' })
  })

  test('does not reveal taken addresses to a token that may not read members', async () => {
    const workspace = await seedWorkspace(server, { member: 'VIEWER' })
    const input = { name: unique('limited'), permissions: ['WORKSPACE_READ' as const, 'MEMBER_INVITE' as const] }
    const secret = (await run(server, TOKEN, { input }, workspace.owner)).createApiToken.secret as string
    const as = { ...workspace.owner, token: secret }
    const [result] = await inviteAll(workspace, [addressOf(workspace.members['member'] as Person)], 'VIEWER', as)
    expect(result?.errorCode).toBeNull()
  })
})

describe('a code', () => {
  test('shows an anonymous reader the name of the workspace, the role, the expiry and a masked address', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const { code } = await invite(workspace, person, 'VIEWER')
    expect(await look(code)).toEqual({
      workspace: null,
      workspaceDisplayName: workspace.name,
      email: `${person.name.slice(0, 1)}…@example.com`,
      role: 'VIEWER',
      state: 'PENDING',
      delivery: 'LINK',
      expiresAt: expect.any(String),
      invitedBy: null,
    })
  })

  test('adds its addressee with its role once, also for concurrent requests', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const { code, id } = await invite(workspace, person)
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(code, person)))
    const [first] = answers
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(first?.acceptInvitation.membership).toMatchObject({
      role: 'EDITOR',
      workspace: { id: workspace.id },
      grantedBy: { id: workspace.owner.id },
    })
    const types = (await logOf(workspace)).map(({ type }) => type)
    expect(types.filter((type) => ['MEMBER_ADDED', 'INVITATION_ACCEPTED'].includes(type))).toHaveLength(2)
    const { workspace: listed } = await run(server, LIST, { id: workspace.id }, workspace.owner)
    expect(listed?.invitations?.nodes).toEqual([{ id, email: addressOf(person), state: 'ACCEPTED' }])
    expect(await look(code)).toBeNull()
    await run(server, UPDATE_USER, { input: { user: { id: person.id }, email: `${unique('new')}@example.com` } })
    expect(await accept(code, person)).toEqual(first)
  })

  test('is declined by its addressee, repeatedly with the same answer, and then cannot be accepted', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const { code, id } = await invite(workspace, person)
    for (const input of [{ code }, { invitation: id }]) {
      const { declineInvitation } = await run(server, DECLINE, { input }, person)
      expect(declineInvitation.invitation).toEqual({ id, state: 'DECLINED' })
    }
    expect(await refusal(code, person)).toBe('INVITATION_INVALID')
  })

  test('gives at most the role that its sender still holds', async () => {
    const workspace = await seedWorkspace(server, { admin: 'OWNER' })
    const sender = workspace.members['admin'] as Person
    const person = await signUp(server)
    const { code } = await invite(workspace, person, 'OWNER', sender)
    const demote = `mutation ($m: MembershipRef!) { updateMember(input: { member: $m, role: ADMIN }) { membership { id } } }`
    const of = { workspace: { id: workspace.id }, principal: { user: sender.id } }
    await server.data(demote, { m: { of } }, workspace.owner)
    expect((await accept(code, person)).acceptInvitation.membership.role).toBe('ADMIN')
  })

  test('keeps the role of a person who has become a member meanwhile', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const { code } = await invite(workspace, person, 'ADMIN')
    const member = { workspace: { id: workspace.id }, principal: { user: person.id }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input: member })
    expect((await accept(code, person)).acceptInvitation.membership.role).toBe('VIEWER')
    expect(await refusal(code, workspace.owner)).toBe('INVITATION_INVALID')
  })

  test('is replaced when it is sent again, a minute later at the earliest', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const { code, id } = await invite(workspace, person)
    const input = { invitation: id }
    expect((await refused(server, RESEND, { input }, workspace.owner)).code).toBe('LIMIT_EXCEEDED')
    await server.database.query("update invitation set sent_at = '2020-01-01T00:00:00.000Z' where id = ?", id)
    const { resendInvitation } = await run(server, RESEND, { input }, workspace.owner)
    expect(await refusal(code, person)).toBe('INVITATION_INVALID')
    await accept(resendInvitation.code as string, person)
    expect((await refused(server, RESEND, { input }, workspace.owner)).code).toBe('CONFLICT')
  })
})

describe('a pending invitation whose sender may no longer give its role', () => {
  const UPDATE =
    'mutation ($m: MembershipRef!, $r: RoleName!) { updateMember(input: { member: $m, role: $r }) { membership { id } } }'
  const demoted = async () => {
    const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
    const admin = workspace.members['admin'] as Person
    const person = await signUp(server)
    const { id, code } = await invite(workspace, person, 'EDITOR', admin)
    const of = { workspace: { id: workspace.id }, principal: { user: admin.id } }
    await server.data(UPDATE, { m: { of }, r: 'VIEWER' }, workspace.owner)
    return { workspace, person, id, code }
  }

  test('is replaced when somebody else invites the same person', async () => {
    const { workspace, person, id, code } = await demoted()
    const again = await invite(workspace, person)
    expect(again.id).not.toBe(id)
    expect(await refusal(code, person)).toBe('INVITATION_INVALID')
    await accept(again.code, person)
  })

  test('is valid again when somebody else sends it again', async () => {
    const { workspace, person, id } = await demoted()
    await server.database.query("update invitation set sent_at = '2020-01-01T00:00:00.000Z' where id = ?", id)
    const { resendInvitation } = await run(server, RESEND, { input: { invitation: id } }, workspace.owner)
    await accept(resendInvitation.code as string, person)
  })
})

test('each change of an invitation writes an event, with a masked address and without the code', async () => {
  const workspace = await seedWorkspace(server)
  const person = await signUp(server)
  const [one, two] = [await invite(workspace, person), await invite(workspace, await signUp(server))]
  await server.database.query("update invitation set sent_at = '2020-01-01T00:00:00.000Z' where id = ?", one.id)
  const input = { invitation: one.id }
  let code: string | null | undefined
  const events = await eventsOf(server, async () => {
    code = (await run(server, RESEND, { input }, workspace.owner)).resendInvitation.code
    await run(server, DECLINE, { input }, person)
    await run(server, DECLINE, { input }, person)
    const other = { input: { invitation: two.id } }
    for (let time = 0; time < 2; time++) await run(server, REVOKE, other, workspace.owner)
  })
  const about = {
    workspaceId: workspace.id,
    subjectId: one.id,
    data: { email: `${person.name.slice(0, 1)}…@example.com` },
  }
  expect(events).toMatchObject([
    { ...about, type: 'INVITATION_RESENT', actorId: workspace.owner.id },
    { ...about, type: 'INVITATION_DECLINED', actorId: person.id },
    { type: 'INVITATION_REVOKED', subjectId: two.id, actorId: workspace.owner.id },
  ])
  expect(code).toEqual(expect.any(String))
  const text = JSON.stringify(events)
  for (const secret of [code as string, one.code, addressOf(person)]) expect(text).not.toContain(secret)
})

describe('the invited person', () => {
  test('lists the pending invitations, reads them by id, and accepts by id', async () => {
    const person = await signUp(server)
    const [one, two] = [await seedWorkspace(server), await seedWorkspace(server)]
    const first = await invite(one, person)
    const second = await invite(two, person)
    const mine = async () => (await run(server, MINE, {}, person)).me
    expect((await mine()).invitations.nodes).toMatchObject([
      { id: second.id, email: addressOf(person), workspaceDisplayName: two.name, workspace: null },
      { id: first.id },
    ])
    expect((await mine()).invitationCount).toBe(2)
    const node = 'query ($id: ID!) { node(id: $id) { ... on Invitation { email } } }'
    expect((await server.data(node, { id: first.id }, person)).node).toEqual({ email: addressOf(person) })
    expect((await server.data(node, { id: first.id }, await signUp(server))).node).toBeNull()
    await run(server, ACCEPT, { input: { invitation: first.id } }, person)
    expect((await mine()).invitationCount).toBe(1)
  })

  test('loses the invitations when an admin changes the address', async () => {
    const person = await signUp(server)
    const workspace = await seedWorkspace(server)
    const { code } = await invite(workspace, person)
    await run(server, UPDATE_USER, { input: { user: { id: person.id }, email: `${unique('other')}@example.com` } })
    expect((await run(server, MINE, {}, person)).me.invitationCount).toBe(0)
    expect(await refusal(code, person)).toBe('INVITATION_INVALID')
  })
})

test('an invitation to a built-in workspace is valid only while its sender is a platform admin', async () => {
  const sender = await signUp(server)
  const user = { id: sender.id }
  await run(server, UPDATE_USER, { input: { user, platformAdmin: true } })
  const input = { name: unique('token'), user: sender.id, platformAdmin: true }
  const as = { ...sender, token: (await run(server, TOKEN, { input })).createApiToken.secret as string }
  const home = { workspace: { name: 'default' } }
  await run(server, ADD_MEMBER, { input: { ...home, principal: { user: sender.id }, role: 'ADMIN' } })
  const person = await signUp(server)
  const invitation = { ...home, emails: [addressOf(person)], role: 'ADMIN' as const }
  const [result] = (await run(server, INVITE_MEMBERS, { input: invitation }, as)).inviteMembers.results
  await run(server, UPDATE_USER, { input: { user, platformAdmin: false } })
  expect(await refusal(result?.code as string, person)).toBe('INVITATION_INVALID')
})

test('an admin of a built-in workspace can neither resend nor revoke an invitation of a platform admin', async () => {
  const [admin, person] = [await signUp(server), await signUp(server)]
  const home = { workspace: { name: 'default' } }
  await run(server, ADD_MEMBER, { input: { ...home, principal: { user: admin.id }, role: 'ADMIN' } })
  const input = { ...home, emails: [addressOf(person)], role: 'VIEWER' as const, delivery: 'LINK' as const }
  const [result] = (await run(server, INVITE_MEMBERS, { input })).inviteMembers.results
  const of = { input: { invitation: result?.invitation?.id as string } }
  expect((await refused(server, RESEND, of, admin)).code).toBe('BUILT_IN')
  expect((await refused(server, REVOKE, of, admin)).code).toBe('BUILT_IN')
  // the invitation is still valid
  await run(server, ACCEPT, { input: { code: result?.code as string } }, person)
  expect((await refused(server, REVOKE, of)).code).toBe('CONFLICT')
})

test('an addressee can no longer read an invitation that has ended', async () => {
  const workspace = await seedWorkspace(server)
  const person = await signUp(server)
  const { id } = await invite(workspace, person)
  const node = 'query ($id: ID!) { node(id: $id) { ... on Invitation { workspaceDisplayName state } } }'
  expect((await server.data(node, { id }, person)).node.state).toBe('PENDING')
  await run(server, REVOKE, { input: { invitation: id } }, workspace.owner)
  expect((await server.data(node, { id }, person)).node).toBeNull()
  expect((await server.data(node, { id }, workspace.owner)).node.state).toBe('REVOKED')
})

test('an expired invitation makes room for another at once', async () => {
  const own = await startTestServer()
  const workspace = await seedWorkspace(own)
  const input = { workspace: { id: workspace.id }, emails: ['late@example.com'], expiresIn: '1h' }
  await run(own, INVITE_MEMBERS, { input }, workspace.owner)
  own.advance(3_700_000)
  const filter = { state: ['EXPIRED' as const] }
  const { workspace: listed } = await run(own, LIST, { id: workspace.id, filter }, workspace.owner)
  expect(listed?.invitations?.nodes).toMatchObject([{ state: 'EXPIRED' }])
  const [again] = (await run(own, INVITE_MEMBERS, { input }, workspace.owner)).inviteMembers.results
  expect(again?.code).toEqual(expect.any(String))
  const types = (await logOf(workspace, own)).map(({ type }) => type)
  expect(types.slice(0, 3)).toEqual(['INVITATION_CREATED', 'INVITATION_EXPIRED', 'INVITATION_CREATED'])
})

test('a job ends all expired invitations, each with one event', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const first = await startTestServer({ database })
  const workspace = await seedWorkspace(first)
  const addresses = (count: number) => Array.from({ length: count }, () => `${unique('late')}@example.com`)
  for (const emails of [addresses(100), addresses(2)]) {
    await run(first, INVITE_MEMBERS, { input: { workspace: { id: workspace.id }, emails } }, workspace.owner)
  }
  await first.app.close()
  // as if they had expired: the job runs when a server starts, and takes a hundred at once
  const [living] = await database.query<{ id: string }>('select min(id) as id from invitation')
  await database.query("update invitation set expires_at = '2026-01-01T00:00:00.000Z' where id <> ?", living?.id ?? '')
  const second = await startTestServer({ database })
  const pending = () => database.query("select id from invitation where state = 'PENDING'")
  await until(async () => (await pending()).length === 1)
  expect(await pending()).toEqual([living])
  const { events } = await run(second, EXPIRED, {})
  expect(events?.totalCount).toBe(101)
  expect(events?.nodes[0]).toEqual({ actorId: null, workspaceId: workspace.id, data: expect.any(Object) })
  expect(JSON.stringify(events?.nodes)).not.toContain('late-')
})
