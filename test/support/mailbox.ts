// Mail servers for tests: one that stores the messages it accepts, and ones that misbehave. They end with the test.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** The settings of a server that sends mail through this port. */
export const mailTo = (port: number) => ({
  CROFT_SMTP_URL: `smtp://127.0.0.1:${port}`,
  CROFT_MAIL_FROM: 'croft@example.com',
  CROFT_PUBLIC_URL: 'https://croft.example.com/team',
})

interface Mailbox {
  readonly port: number
  readonly messages: string[]
}

/** An SMTP server that stores the messages it accepts. */
export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
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

/** A mailbox that accepts nothing until it is opened. */
export async function startClosedMailbox() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const asked: string[] = []
  const mailbox = await startMailbox({
    onRcptTo: ({ address }, _session, done) => {
      asked.push(address)
      void opened.then(() => done())
    },
  })
  return { ...mailbox, asked, open }
}

/** Sends a greeting, and accepts every command without an entry in `answers`; null closes the connection. */
export function answering(socket: Socket, answers: Readonly<Record<string, string | null>>): void {
  socket.write('220 ready\r\n')
  socket.on('data', (data) => {
    const answer = answers[String(data).slice(0, 4)]
    if (answer === null) socket.destroy()
    else socket.write(`${answer ?? '250 ok'}\r\n`)
  })
}

/** A server that calls `answer` for each connection. Returns its port. */
export async function startFaulty(answer: (socket: Socket) => void): Promise<number> {
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
