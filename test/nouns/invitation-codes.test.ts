// Codes and ids of invitations that are not valid: whatever the reason, each operation gives the same answer, byte for
// byte, after the same SQL statements, so that neither the answer nor its time reveals the reason.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RoleName } from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, DELETE_WORKSPACE, INVITE_MEMBERS, UPDATE_USER } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Answer, type Credentials, startTestServer } from '../support/server.ts'

const REVOKE = graphql(`
  mutation CodesRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }
`)
const RESEND = graphql(`
  mutation CodesResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }
`)
const ACCEPT = graphql(`
  mutation CodesAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }
`)
const DECLINE = graphql(`
  mutation CodesDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }
`)
const LOOK = graphql(`
  query CodesLook($code: String!) { invitation(code: $code) { workspaceDisplayName state } }
`)
const REMOVE = graphql(`
  mutation CodesRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }
`)
const UPDATE_MEMBER = graphql(`
  mutation CodesUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }
`)
const SUSPEND_USER = graphql(`
  mutation CodesSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const DELETE_USER = graphql(`
  mutation CodesDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)
const SUSPEND_WORKSPACE = graphql(`
  mutation CodesSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)

const statements: string[] = []
const server = await startTestServer({ shared: true, onRequestQuery: (sql) => statements.push(sql) })

type Sent = Readonly<{ code: string; id: string }>
const MISSING: Sent = { code: 'A'.repeat(43), id: `inv_${'0'.repeat(26)}` }
const reason = 'Looking into it'
const user = ({ id }: Person) => ({ user: { id } })

/** Invites one person. */
async function invite({ id, owner }: SeededWorkspace, person: Person, as: Credentials = owner): Promise<Sent> {
  const input = { workspace: { id }, emails: [`${person.name}@example.com`], role: 'EDITOR' as RoleName }
  const [result] = (await run(server, INVITE_MEMBERS, { input }, as)).inviteMembers.results
  return { code: result?.code as string, id: result?.invitation?.id as string }
}
const accept = ({ code }: Sent, as: Person) => run(server, ACCEPT, { input: { code } }, as)
const memberIn = ({ id }: SeededWorkspace, person: Person) => ({
  of: { workspace: { id }, principal: { user: person.id } },
})
const remove = (workspace: SeededWorkspace, person: Person) =>
  run(server, REMOVE, { input: { member: memberIn(workspace, person) } }, workspace.owner)
const later = (column: 'sent_at' | 'expires_at', { id }: Sent) =>
  server.database.query(`update invitation set ${column} = '2020-01-01T00:00:00.000Z' where id = ?`, id)
/** Lets an admin of the workspace invite, and then calls `end` with the admin. */
const sentByAdmin =
  (end: (workspace: SeededWorkspace, admin: Person) => Promise<unknown>): Way['make'] =>
  async (workspace, person) => {
    const admin = workspace.members['admin'] as Person
    const sent = await invite(workspace, person, admin)
    await end(workspace, admin)
    return sent
  }
const deleteLater = ({ id, owner }: SeededWorkspace) =>
  run(server, DELETE_WORKSPACE, { input: { workspace: { id }, gracePeriod: '1h' } }, owner)

interface Way {
  /** The invited person may still decline, though not accept. */
  readonly declinable?: true
  /** The code can still be read: it is valid for somebody else. */
  readonly readable?: true
  make(workspace: SeededWorkspace, person: Person): Promise<Sent>
}

const WAYS: Readonly<Record<string, Way>> = {
  'was revoked': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      for (let time = 0; time < 2; time++)
        await run(server, REVOKE, { input: { invitation: sent.id } }, workspace.owner)
      return sent
    },
  },
  'has expired': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await later('expires_at', sent)
      return sent
    },
  },
  'was declined': {
    declinable: true,
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await run(server, DECLINE, { input: { code: sent.code } }, person)
      return sent
    },
  },
  'is for another person': { readable: true, make: async (workspace) => invite(workspace, await signUp(server)) },
  'was used by another': {
    make: async (workspace) => {
      const other = await signUp(server)
      const sent = await invite(workspace, other)
      await accept(sent, other)
      return sent
    },
  },
  'was used, by somebody who was removed since': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await accept(sent, person)
      await remove(workspace, person)
      return sent
    },
  },
  'was used, by somebody who was removed and added again since': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await accept(sent, person)
      await remove(workspace, person)
      const input = { workspace: { id: workspace.id }, principal: { user: person.id }, role: 'VIEWER' as const }
      await run(server, ADD_MEMBER, { input })
      return sent
    },
  },
  'was used, in a workspace that is being deleted': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await accept(sent, person)
      await deleteLater(workspace)
      return sent
    },
  },
  'is of a workspace that is being deleted': {
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await deleteLater(workspace)
      return sent
    },
  },
  'is of a suspended workspace': {
    declinable: true,
    make: async (workspace, person) => {
      const sent = await invite(workspace, person)
      await run(server, SUSPEND_WORKSPACE, { input: { workspace: { id: workspace.id }, reason } })
      return sent
    },
  },
  'was sent by somebody who is no member any more': { make: sentByAdmin(remove) },
  'was sent by somebody who may not invite any more': {
    declinable: true,
    make: sentByAdmin((workspace, admin) => {
      const input = { member: memberIn(workspace, admin), role: 'EDITOR' as const }
      return run(server, UPDATE_MEMBER, { input }, workspace.owner)
    }),
  },
  'was sent by somebody who is suspended': {
    declinable: true,
    make: sentByAdmin((_workspace, admin) => run(server, SUSPEND_USER, { input: { ...user(admin), reason } })),
  },
  'was sent by somebody who is deleted': {
    make: sentByAdmin((_workspace, admin) => run(server, DELETE_USER, { input: user(admin) })),
  },
  'was sent to a built-in workspace by a former platform admin': {
    declinable: true,
    make: async (_workspace, person) => {
      const sender = await signUp(server)
      await run(server, UPDATE_USER, { input: { ...user(sender), platformAdmin: true } })
      const token = { name: unique('token'), user: sender.id, platformAdmin: true }
      const as = { token: (await run(server, CREATE_API_TOKEN, { input: token })).createApiToken.secret as string }
      const home = (await server.data('{ workspace(by: { name: "default" }) { id } }')).workspace as { id: string }
      const sent = await invite({ ...home, name: 'default', owner: sender, members: {} }, person, as)
      await run(server, UPDATE_USER, { input: { ...user(sender), platformAdmin: false } })
      return sent
    },
  },
}

/** The outcome of an operation with this code or id: its answer without the request id, and its statements. */
async function outcome(document: string, variables: Record<string, unknown>, as: Credentials) {
  let body: Answer['body'] = {}
  const times: string[][] = []
  // a transaction that conflicts with another one runs again
  for (let time = 0; time < 2; time++) {
    statements.length = 0
    body = (await server.gql(document, variables, as)).body
    times.push([...statements])
  }
  const [first = [], second = []] = times
  const told = JSON.stringify(body).replace(/"requestId":"[^"]+"/, '')
  return { told, statements: first.length < second.length ? first : second }
}

test.each(Object.entries(WAYS))('an invitation that %s looks as if it had never existed', async (_what, way) => {
  const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
  const person = await signUp(server)
  const sent = await way.make(workspace, person)
  const requests: [string, (of: Sent) => Record<string, unknown>, Credentials][] = [
    [ACCEPT.toString(), ({ code }) => ({ input: { code } }), person],
    [ACCEPT.toString(), ({ id }) => ({ input: { invitation: id } }), person],
  ]
  if (!way.declinable) {
    requests.push([DECLINE.toString(), ({ code }) => ({ input: { code } }), person])
    requests.push([DECLINE.toString(), ({ id }) => ({ input: { invitation: id } }), person])
  }
  if (!way.readable) requests.push([LOOK.toString(), ({ code }) => ({ code }), { token: null }])
  for (const [document, variablesOf, as] of requests) {
    const missing = await outcome(document, variablesOf(MISSING), as)
    expect(missing.told).toMatch(/"code":"INVITATION_INVALID"|"invitation":null/)
    expect(missing.statements.length).toBeGreaterThan(1)
    expect(await outcome(document, variablesOf(sent), as)).toEqual(missing)
  }
})

test('an empty code, and a code that was replaced, look as if they had never existed', async () => {
  const workspace = await seedWorkspace(server)
  const person = await signUp(server)
  const sent = await invite(workspace, person)
  await later('sent_at', sent)
  await run(server, RESEND, { input: { invitation: sent.id } }, workspace.owner)
  for (const document of [ACCEPT, DECLINE]) {
    const missing = await outcome(document.toString(), { input: { code: MISSING.code } }, person)
    for (const code of [sent.code, '', 'x'.repeat(1000)])
      expect(await outcome(document.toString(), { input: { code } }, person)).toEqual(missing)
  }
})
