// The mail of an invitation, against a real SMTP server that takes it, refuses it, hangs, dies midway, or is away.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { newDatabase } from '../support/database.ts'
import { INVITE_MEMBERS } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
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

interface Mailbox {
  readonly port: number
  readonly messages: string[]
}

/** An SMTP server that keeps what it takes. */
async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const messages: string[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        messages.push(Buffer.concat(parts).toString())
        done()
      })
    },
    ...options,
  })
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
  return { port: (smtp.server.address() as AddressInfo).port, messages }
}

const mailTo = (port: number) => ({
  CROFT_SMTP_URL: `smtp://127.0.0.1:${port}`,
  CROFT_MAIL_FROM: 'croft@example.com',
  CROFT_PUBLIC_URL: 'https://croft.example.com/team',
})
/** Invites an address by mail; answers it with the result. */
async function inviteByMail(server: TestServer, message: string | null = null) {
  const { id, owner, name } = await seedWorkspace(server)
  const email = `${unique('invited')}@example.com`
  const input = { workspace: { id }, emails: [email], role: 'VIEWER' as const, message }
  const [result] = (await run(server, INVITE_MEMBERS, { input }, owner)).inviteMembers.results
  return { email, name, owner, result }
}
/** The text of a message whose lines were wrapped for the journey (quoted-printable, RFC 2045, 6.7). */
const unwrapped = (message: string) =>
  message.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
const codeIn = (message: string) => /invite#([\w-]{43})/.exec(unwrapped(message))?.[1] as string
/** Codes that the database still has, for a mail that is to be sent. */
const waiting = (server: TestServer) =>
  server.database.query<{ sealed_code: string }>('select sealed_code from invitation where sealed_code is not null')

describe('an invitation by mail', () => {
  test('arrives with a code that its addressee accepts, as text and HTML; the answer and the log do not have it', async () => {
    const mailbox = await startMailbox()
    const server = await startTestServer({ env: mailTo(mailbox.port) })
    const { email, name, owner, result } = await inviteByMail(server, 'See <you>\nthere')
    expect(result).toMatchObject({ code: null, link: null, invitation: { delivery: 'EMAIL' } })
    const message = await until(() => mailbox.messages[0])
    expect(message).toContain(`To: ${email}`)
    expect(message).toContain(`Subject: Invitation to ${name}`)
    expect(message).toContain('Auto-Submitted: auto-generated')
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

  test('is sent again when the mail server comes back, by the next process too, and is encrypted until then', async () => {
    const mailbox = await startMailbox()
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const server = await startTestServer({ env: mailTo(1), database })
    const { result } = await inviteByMail(server)
    await until(() => server.log.some(({ message }) => message.startsWith('A mail was not taken')))
    const [row] = await waiting(server)
    expect(row?.sealed_code.length).toBeGreaterThan(60)
    expect(result?.code).toBeNull()
    await server.app.close()
    const next = await startTestServer({ env: mailTo(mailbox.port), database })
    next.advance(600_000)
    await until(() => mailbox.messages[0], 10_000)
    await until(async () => (await waiting(next)).length === 0)
  })

  test('is given up when the mail server will never take it, and the log says why without the address', async () => {
    const refusing = await startMailbox({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
    })
    const server = await startTestServer({ env: mailTo(refusing.port) })
    const { email } = await inviteByMail(server)
    const line = await until(() => server.log.find(({ message }) => message.startsWith('A mail was not taken')))
    expect(line.fields).toMatchObject({ isFinal: true, reason: 'EENVELOPE 550' })
    expect(JSON.stringify(server.log)).not.toContain(email)
    await until(async () => (await waiting(server)).length === 0)
  })

  test.each([
    ['answers that it is busy', (socket: Socket) => socket.end('421 busy\r\n')],
    ['dies in the middle of a message', (socket: Socket) => dieAfter(socket, 'DATA')],
    ['closes at once', (socket: Socket) => socket.destroy()],
  ])('waits for its next attempt when the mail server %s', async (_how, answer) => {
    const port = await startFaulty(answer)
    const server = await startTestServer({ env: mailTo(port) })
    await inviteByMail(server)
    const line = await until(() => server.log.find(({ message }) => message.startsWith('A mail was not taken')))
    expect(line.fields['isFinal']).toBe(false)
    const due = await server.database.query<{ mail_attempts: number }>('select mail_attempts from invitation')
    expect(due[0]?.mail_attempts).toBeGreaterThanOrEqual(1)
    expect(await waiting(server)).toHaveLength(1)
  })
})

test('without a mail server EMAIL is LINK, and the answer says so', async () => {
  const server = await startTestServer()
  const { result } = await inviteByMail(server)
  expect(result).toMatchObject({ code: expect.any(String), invitation: { delivery: 'LINK' } })
  expect((await run(server, FEATURES, {})).serverInfo.features).not.toContain('MAIL')
})

/** A server that greets and agrees to everything until a command, and then closes the connection. */
function dieAfter(socket: Socket, command: string): void {
  socket.write('220 ready\r\n')
  socket.on('data', (data) => {
    if (String(data).startsWith(command)) socket.destroy()
    else socket.write('250 ok\r\n')
  })
}

async function startFaulty(answer: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    answer(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
