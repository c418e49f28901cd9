// The mail of an invitation, against a real SMTP server that accepts it, refuses it, hangs, dies midway, or is away;
// and how the mails of one workspace are kept from delaying those of another.
import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RoleName } from '../generated/graphql.ts'
import { newDatabase } from '../support/database.ts'
import { answering, mailTo, startClosedMailbox, startFaulty, startMailbox } from '../support/mailbox.ts'
import { DELETE_WORKSPACE, INVITE_MEMBERS } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

const ACCEPT = graphql(`
  mutation MailAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }
`)
const FEATURES = graphql(`
  query MailFeatures { serverInfo { features } }
`)
const USER = graphql(`
  mutation MailUser($input: CreateUserInput!) { createUser(input: $input) { user { id } } }
`)
const TOKEN = graphql(`
  mutation MailToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }
`)
const REVOKE = graphql(`
  mutation MailRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }
`)
const SUSPEND = graphql(`
  mutation MailSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const SUSPEND_WORKSPACE = graphql(`
  mutation MailSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)
const RESUME = graphql(`
  mutation MailResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }
`)
const RESUME_WORKSPACE = graphql(`
  mutation MailResumeWorkspace($input: ResumeWorkspaceInput!) { resumeWorkspace(input: $input) { workspace { id } } }
`)
const RESTORE_WORKSPACE = graphql(`
  mutation MailRestoreWorkspace($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { workspace { id } } }
`)
const UPDATE_MEMBER = graphql(`
  mutation MailUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }
`)

/** Invites an address by mail; returns it with the result. */
async function inviteByMail(server: TestServer, message: string | null = null) {
  const { id, owner, name } = await seedWorkspace(server)
  const email = `${unique('invited')}@example.com`
  const input = { workspace: { id }, emails: [email], role: 'VIEWER' as const, message, delivery: null }
  const [result] = (await run(server, INVITE_MEMBERS, { input }, owner)).inviteMembers.results
  return { email, name, owner, result }
}
/** Invites this number of new addresses by mail in one call. */
async function invite(server: TestServer, { id, owner }: SeededWorkspace, count: number, as = owner) {
  const emails = Array.from({ length: count }, () => `${unique('invited')}@example.com`)
  const input = { workspace: { id }, emails, role: 'VIEWER' as const }
  return (await run(server, INVITE_MEMBERS, { input }, as)).inviteMembers.results
}
/** The text of a message, decoded from quoted-printable (RFC 2045, 6.7). */
const unwrapped = (message: string) =>
  message.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
const codeIn = (message: string) => /invite#([\w-]{43})/.exec(unwrapped(message))?.[1] as string
const refusals = (server: TestServer) => server.log.filter(({ message }) => message.startsWith('A mail was not taken'))
/** The codes that the database still stores, for mails that are to be sent. */
const waiting = (server: TestServer) =>
  server.database.query<{ sealed_code: string }>('select sealed_code from invitation where sealed_code is not null')

describe('an invitation by mail', () => {
  test('arrives as text and HTML with a code that its addressee accepts; neither the answer nor the log contains it', async () => {
    const mailbox = await startMailbox()
    const server = await startTestServer({ env: mailTo(mailbox.port) })
    const { email, name, owner, result } = await inviteByMail(server, 'See <you>\nthere')
    expect(result).toMatchObject({ code: null, link: null, invitation: { delivery: 'EMAIL' } })
    const message = await until(() => mailbox.messages[0])
    expect(message).toContain(`To: ${email}`)
    // the subject contains no text that people have written
    expect(message).toContain('Subject: Invitation to a workspace\r\n')
    expect(message).toContain('Auto-Submitted: auto-generated')
    expect(message).toMatch(/multipart\/alternative.*text\/plain.*text\/html/s)
    expect(unwrapped(message)).toContain(`${owner.name} invites you to ${name}, as viewer.`)
    expect(unwrapped(message)).toContain('> See <you>')
    expect(unwrapped(message)).toContain('See &lt;you&gt;')
    expect(unwrapped(message)).toContain('https://croft.example.com/team/invite#')
    const code = codeIn(message)
    await until(async () => (await waiting(server)).length === 0)
    expect(JSON.stringify(server.log)).not.toContain(code)
    const { id } = (await run(server, USER, { input: { name: 'Invited', email } })).createUser.user
    const token = (await run(server, TOKEN, { input: { name: 'own', user: id } })).createApiToken.secret as string
    const { acceptInvitation } = await run(server, ACCEPT, { input: { code } }, { token })
    expect(acceptInvitation.membership.role).toBe('VIEWER')
    expect((await run(server, FEATURES, {})).serverInfo.features).toContain('MAIL')
  })

  test('is retried when the mail server comes back, even by the next process, and its code is encrypted until then', async () => {
    const mailbox = await startMailbox()
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const server = await startTestServer({ env: mailTo(1), database })
    const { result } = await inviteByMail(server)
    await until(() => refusals(server).length > 0)
    const [row] = await waiting(server)
    expect(row?.sealed_code.length).toBeGreaterThan(60)
    expect(result?.code).toBeNull()
    await server.app.close()
    const next = await startTestServer({ env: mailTo(mailbox.port), database })
    next.advance(600_000)
    await until(() => mailbox.messages[0])
    await until(async () => (await waiting(next)).length === 0)
  })

  test('is given up when the mail server refuses it for good, and the log has the reason without the address', async () => {
    const refusing = await startMailbox({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
    })
    const server = await startTestServer({ env: mailTo(refusing.port) })
    const { email } = await inviteByMail(server)
    const line = await until(() => refusals(server)[0])
    expect(line.fields).toMatchObject({ isFinal: true, reason: 'EENVELOPE 550' })
    expect(JSON.stringify(server.log)).not.toContain(email)
    await until(async () => (await waiting(server)).length === 0)
  })

  test('is retried unless the mail server has refused this very mail for good', async () => {
    const CONVERSATIONS: readonly [string, (socket: Socket) => void][] = [
      ['EPROTOCOL 421', (socket) => socket.end('421 busy\r\n')],
      ['EPROTOCOL 554', (socket) => socket.end('554 no service here\r\n')],
      ['EENVELOPE 550', (socket) => answering(socket, { MAIL: '550 no such sender' })],
      ['EENVELOPE 530', (socket) => answering(socket, { MAIL: '530 authenticate first' })],
      ['EENVELOPE 530', (socket) => answering(socket, { RCPT: '530 authenticate first' })],
      ['EENVELOPE 450', (socket) => answering(socket, { RCPT: '450 come back later' })],
      ['ECONNECTION', (socket) => answering(socket, { DATA: null })],
      ['ECONNECTION', (socket) => socket.destroy()],
    ]
    const reasons = CONVERSATIONS.map(([reason]) => reason)
    const left = CONVERSATIONS.map(([, hold]) => hold)
    const port = await startFaulty((socket) => left.shift()?.(socket))
    const server = await startTestServer({ env: mailTo(port) })
    // this keeps a second attempt from starting
    server.stopClock()
    for (const count of [3, 3, 2]) await invite(server, await seedWorkspace(server), count)
    const lines = await until(() => {
      const found = refusals(server)
      return found.length === reasons.length ? found : null
    })
    expect(lines.map(({ fields }) => [fields['reason'], fields['isFinal']])).toEqual(reasons.map((why) => [why, false]))
    const rows = await server.database.query(
      'select 1 from invitation where mail_attempts = 1 and sealed_code is not null',
    )
    expect(rows).toHaveLength(reasons.length)
  })

  test('arrives once, with one Message-ID, after attempts at which the mail server was silent, died and refused', async () => {
    const mailbox = await startMailbox()
    const idOf = (message: string) => /^Message-ID:\s+(<[^>]+>)/im.exec(message)?.[1]
    let unfinished = ''
    const conversations: ((socket: Socket) => unknown)[] = [
      (socket) => socket.resume(),
      (socket) => answering(socket, { RCPT: null }),
      (socket) => answering(socket, { RCPT: '450 come back later' }),
      // this server dies while it receives the message
      (socket) => {
        socket.write('220 ready\r\n')
        socket.on('data', (data) => {
          const isMessage = unfinished.includes('DATA\r\n')
          unfinished += String(data)
          if (idOf(unfinished) !== undefined) socket.destroy()
          else if (!isMessage) socket.write(String(data) === 'DATA\r\n' ? '354 go on\r\n' : '250 ok\r\n')
        })
      },
      (socket) => socket.pipe(connect(mailbox.port, '127.0.0.1')).pipe(socket),
    ]
    const attempts = conversations.length
    const port = await startFaulty((socket) => conversations.shift()?.(socket))
    const server = await startTestServer({ env: mailTo(port), mailWithinMs: 900 })
    server.stopClock()
    await inviteByMail(server)
    const pauseMs = async () => {
      const rows = await server.database.query<{ at: string }>('select mail_next_at as at from invitation')
      return Date.parse(rows[0]?.at ?? '') - Date.parse(server.app.services.store.now())
    }
    for (let attempt = 1; attempt < attempts; attempt++) {
      await until(() => refusals(server).length === attempt)
      // during an attempt, the next one is due in ten minutes
      await until(async () => (await pauseMs()) < 60_000)
      const pause = await pauseMs()
      const firstMs = 1000 * 2 ** (attempt - 1)
      expect([pause >= firstMs, pause <= 1.5 * firstMs]).toEqual([true, true])
      server.advance(pause)
    }
    const message = await until(() => mailbox.messages[0])
    await until(async () => (await waiting(server)).length === 0)
    expect(idOf(message)).toBe(idOf(unfinished))
    expect([mailbox.messages.length, refusals(server).length]).toEqual([1, attempts - 1])
  })

  test('is aborted when the whole conversation takes too long, however often the mail server sends a line', async () => {
    const port = await startFaulty((socket) => {
      socket.write('220 ready\r\n')
      const drip = setInterval(() => socket.write('250-and\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const server = await startTestServer({ env: mailTo(port), mailWithinMs: 300 })
    await inviteByMail(server)
    const line = await until(() => refusals(server)[0])
    expect(line.fields).toMatchObject({ isFinal: false, reason: 'EABORT' })
    expect(await waiting(server)).toHaveLength(1)
  })

  test('does not delay a stop: its conversation is aborted, and mails that were not begun are due at once', async () => {
    let held: Socket | undefined
    const port = await startFaulty((socket) => {
      held = socket.resume()
      socket.write('220 ready\r\n')
    })
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const server = await startTestServer({ env: mailTo(port), database })
    await invite(server, await seedWorkspace(server), 2)
    await until(() => held)
    let closed = false
    void server.app.close().then(() => {
      closed = true
    })
    await until(() => closed)
    await until(() => held?.destroyed)
    const soon = new Date(Date.now() + 60_000).toISOString()
    const rows = await database.query<{ mail_attempts: number }>(
      'select mail_attempts from invitation where sealed_code is not null and mail_next_at < ? order by mail_attempts',
      soon,
    )
    expect(rows.map(({ mail_attempts }) => mail_attempts)).toEqual([0, 1])
  })
})

describe('while the mail server delays other mails', () => {
  test('a revoked invitation is not mailed, and a suspended one is mailed once it can be accepted again', async () => {
    const mailbox = await startClosedMailbox()
    const server = await startTestServer({ env: mailTo(mailbox.port) })
    const first = await invite(server, await seedWorkspace(server), 2)
    const sent = await until(() => mailbox.asked[0])
    const other = first.find(({ email }) => email !== sent)
    await run(server, REVOKE, { input: { invitation: other?.invitation?.id as string } })
    const reason = 'Looking into it'
    /** Changes that keep the invitations of a sender from being accepted; each returns a function that reverts it. */
    const changes: ((workspace: SeededWorkspace, sender: Person) => Promise<() => Promise<unknown>>)[] = [
      async (_workspace, { id }) => {
        await run(server, SUSPEND, { input: { user: { id }, reason } })
        return () => run(server, RESUME, { input: { user: { id } } })
      },
      async ({ id }) => {
        await run(server, SUSPEND_WORKSPACE, { input: { workspace: { id }, reason } })
        return () => run(server, RESUME_WORKSPACE, { input: { workspace: { id } } })
      },
      async ({ id, owner }) => {
        const input = { workspace: { id }, gracePeriod: '1d' }
        const { deletion } = (await run(server, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace
        return () => run(server, RESTORE_WORKSPACE, { input: { deletion: deletion.id } }, owner)
      },
      async ({ id, owner }, sender) => {
        const member = { of: { workspace: { id }, principal: { user: sender.id } } }
        const become = (role: RoleName) => run(server, UPDATE_MEMBER, { input: { member, role } }, owner)
        await become('EDITOR')
        return () => become('ADMIN')
      },
    ]
    const takeBack: (() => Promise<unknown>)[] = []
    const addresses: string[] = []
    for (const change of changes) {
      const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
      const sender = workspace.members['admin'] as Person
      addresses.push(...(await invite(server, workspace, 1, sender)).map(({ email }) => email))
      takeBack.push(await change(workspace, sender))
    }
    mailbox.open()
    const looked = async () => {
      const now = server.app.services.store.now()
      const waits = 'sealed_code is not null and mail_attempts > 0 and mail_next_at > ? and mail_next_at < ?'
      const soon = new Date(Date.parse(now) + 400_000).toISOString()
      return server.database.query(`select id from invitation where ${waits}`, now, soon)
    }
    await until(async () => (await looked()).length === changes.length)
    expect(mailbox.asked).toEqual([sent])
    expect(refusals(server)).toEqual([])
    for (const back of takeBack) await back()
    server.advance(600_000)
    await until(async () => (await waiting(server)).length === 0)
    expect([...mailbox.asked].sort()).toEqual([sent, ...addresses].sort())
  })

  test('many mails of one workspace do not delay those of another', async () => {
    const mailbox = await startClosedMailbox()
    const server = await startTestServer({ env: mailTo(mailbox.port) })
    await inviteByMail(server)
    await until(() => mailbox.asked[0])
    await invite(server, await seedWorkspace(server), 20)
    const { email } = await inviteByMail(server)
    mailbox.open()
    await until(() => mailbox.asked.includes(email))
    expect(mailbox.asked.indexOf(email)).toBeLessThanOrEqual(4)
  })
})

test('without a mail server EMAIL becomes LINK, and the answer says so', async () => {
  const server = await startTestServer()
  const { result } = await inviteByMail(server)
  expect(result).toMatchObject({ code: expect.any(String), invitation: { delivery: 'LINK' } })
  expect((await run(server, FEATURES, {})).serverInfo.features).not.toContain('MAIL')
})
