// Invitations on several replicas: one replica sends each mail, one ends each expired invitation, and one of several
// concurrent answers counts.
import { expect, test } from 'vitest'
import { graphql } from '../../generated/gql.ts'
import type { EventType } from '../../generated/graphql.ts'
import { mailTo, startMailbox } from '../../support/mailbox.ts'
import { INVITE_MEMBERS } from '../../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'
import { DELETE_USER, REMOVE_MEMBER, SUSPEND_USER, UPDATE_MEMBER } from './operations.ts'
import { errorCodes, lockRow, race, sharedDatabase, startReplicas } from './replicas.ts'

const ACCEPT = graphql(`
  mutation ReplicaAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }
`)
const DECLINE = graphql(`
  mutation ReplicaDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }
`)
const REVOKE = graphql(`
  mutation ReplicaRevokeInvitation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }
`)
const RESEND = graphql(`
  mutation ReplicaResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }
`)
const OF_TYPES = graphql(`
  query ReplicaInvitationEvents($types: [EventType!]) {
    events(first: 100, filter: { types: $types }) { totalCount nodes { type subjectId } }
  }
`)

const invite = async (server: TestServer, { id, owner }: SeededWorkspace, emails: string[]) =>
  (await run(server, INVITE_MEMBERS, { input: { workspace: { id }, emails } }, owner)).inviteMembers.results
const addresses = (count: number) => Array.from({ length: count }, () => `${unique('invited')}@example.com`)

test('a mail is sent once, whichever replica sends it', async () => {
  const mailbox = await startMailbox()
  const { a, b } = await startReplicas({ env: mailTo(mailbox.port) })
  const emails = addresses(40)
  for (let from = 0; from < emails.length; from += 10) {
    await invite(from % 20 === 0 ? a : b, await seedWorkspace(a), emails.slice(from, from + 10))
  }
  const waiting = () => a.database.query('select id from invitation where sealed_code is not null')
  await until(async () => (await waiting()).length === 0)
  const recipients = mailbox.messages.map((message) => /^To: (\S+)/m.exec(message)?.[1])
  expect([...recipients].sort()).toEqual([...emails].sort())
})

test('of a concurrent acceptance, decline and revocation one counts, with its event', async () => {
  const { a, b, database } = await startReplicas()
  const workspace = await seedWorkspace(a)
  for (let round = 0; round < 3; round++) {
    const person = await signUp(a)
    const [invited] = await invite(a, workspace, [`${person.name}@example.com`])
    const [code, invitation] = [invited?.code as string, invited?.invitation?.id as string]
    const answers = [
      () => run(a, ACCEPT, { input: { code } }, person),
      () => run(b, DECLINE, { input: { code } }, person),
      () => run(b, REVOKE, { input: { invitation } }, workspace.owner),
    ]
    const turned = [...answers.slice(round), ...answers.slice(0, round)]
    const outcomes = await race<unknown>(database, lockRow('workspace', workspace.id), turned)
    const codes = errorCodes(outcomes)
    expect(codes).toHaveLength(2)
    expect(codes.filter((code) => !['INVITATION_INVALID', 'CONFLICT'].includes(code))).toEqual([])
    const types = ['INVITATION_ACCEPTED', 'INVITATION_DECLINED', 'INVITATION_REVOKED'] as const
    const { events } = await run(a, OF_TYPES, { types: [...types] })
    expect(events?.nodes.filter(({ subjectId }) => subjectId === invitation)).toHaveLength(1)
  }
})

test('a code that is replaced while it is being used is either used before, or cannot be used', async () => {
  const { a, b, database } = await startReplicas()
  const workspace = await seedWorkspace(a)
  for (let round = 0; round < 6; round++) {
    const person = await signUp(a)
    const [invited] = await invite(a, workspace, [`${person.name}@example.com`])
    const [code, invitation] = [invited?.code as string, invited?.invitation?.id as string]
    await database.query("update invitation set sent_at = '2026-01-01T00:00:00.000Z' where id = ?", invitation)
    const accept = () => run(a, ACCEPT, { input: { code } }, person)
    const decline = () => run(a, DECLINE, { input: { code } }, person)
    const requests: (() => Promise<unknown>)[] = [
      round % 4 < 2 ? accept : decline,
      () => run(b, RESEND, { input: { invitation } }, workspace.owner),
    ]
    if (round % 2 === 0) requests.reverse()
    const outcomes = await race(database, lockRow('workspace', workspace.id), requests)
    expect(errorCodes(outcomes)).toEqual([expect.stringMatching(/^(INVITATION_INVALID|CONFLICT)$/)])
  }
})

const memberOf = ({ id }: SeededWorkspace, { id: user }: Person) => ({ of: { workspace: { id }, principal: { user } } })
type Lose = (through: TestServer, workspace: SeededWorkspace, sender: Person) => Promise<unknown>
/** The ways in which a sender loses the right to invite: the event, and the row whose lock delays it. */
const LOSSES: readonly [who: string, event: EventType, locked: 'workspace' | 'user', lose: Lose][] = [
  [
    'whose role is lowered',
    'MEMBER_ROLE_CHANGED',
    'workspace',
    (through, workspace, sender) => {
      const input = { member: memberOf(workspace, sender), role: 'EDITOR' as const }
      return run(through, UPDATE_MEMBER, { input }, workspace.owner)
    },
  ],
  [
    'who is removed',
    'MEMBER_REMOVED',
    'workspace',
    (through, workspace, sender) =>
      run(through, REMOVE_MEMBER, { input: { member: memberOf(workspace, sender) } }, workspace.owner),
  ],
  [
    'who is suspended',
    'USER_SUSPENDED',
    'user',
    (through, _workspace, { id }) => run(through, SUSPEND_USER, { input: { user: { id }, reason: 'Looking into it' } }),
  ],
  [
    'who is deleted',
    'USER_DELETED',
    'user',
    (through, _workspace, { id }) => run(through, DELETE_USER, { input: { user: { id } } }),
  ],
]

test.each(LOSSES)(
  'an invitation of a sender %s is accepted before that, or not at all',
  async (_who, event, locked, lose) => {
    const { a, b, database } = await startReplicas()
    for (let round = 0; round < 4; round++) {
      const workspace = await seedWorkspace(a, { sender: 'ADMIN' })
      const sender = workspace.members['sender'] as Person
      const person = await signUp(a)
      const [invited] = await invite(a, { ...workspace, owner: sender }, [`${person.name}@example.com`])
      const requests: (() => Promise<unknown>)[] = [
        () => run(a, ACCEPT, { input: { code: invited?.code as string } }, person),
        () => lose(b, workspace, sender),
      ]
      if (round % 2 === 0) requests.reverse()
      const row = lockRow(locked, locked === 'user' ? sender.id : workspace.id)
      const codes = errorCodes(await race(database, row, requests))
      const { events } = await run(a, OF_TYPES, { types: [event, 'INVITATION_ACCEPTED'] })
      const about = events?.nodes.slice(0, 2 - codes.length).map(({ type }) => type)
      // the newest event first
      expect([codes, about]).toEqual(
        codes.length === 0 ? [[], [event, 'INVITATION_ACCEPTED']] : [['INVITATION_INVALID'], [event]],
      )
    }
  },
)

test('an expired invitation is ended once by replicas that look for it at the same time', async () => {
  const database = await sharedDatabase(false)
  const first = await startTestServer({ database })
  const workspace = await seedWorkspace(first)
  for (const count of [100, 50]) await invite(first, workspace, addresses(count))
  await first.app.close()
  // as if they had expired: the job runs when a server starts
  await database.query("update invitation set expires_at = '2026-01-01T00:00:00.000Z'")
  const [a] = await Promise.all([startTestServer({ database }), startTestServer({ database })])
  await until(async () => (await database.query("select id from invitation where state = 'PENDING'")).length === 0)
  expect((await run(a, OF_TYPES, { types: ['INVITATION_EXPIRED'] })).events?.totalCount).toBe(150)
})
