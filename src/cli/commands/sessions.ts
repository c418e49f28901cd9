import { confirm } from '../ask.ts'
import { noun, verb } from '../command.ts'
import { type Session, sessionOf } from '../connect.ts'
import { inputOf, writeVerb } from '../input-file.ts'
import { PICKED, picked, type Thing } from '../pick.ts'
import { type Column, time } from '../print.ts'

interface BrowserSession {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly ip: string | null
  readonly userAgent: string | null
}

const DOCUMENT = '{ me { sessions { id createdAt lastSeenAt expiresAt ip userAgent } } }'

const COLUMNS: readonly Column<BrowserSession>[] = [
  { name: 'ID', value: ({ id }) => id, kept: true },
  { name: 'BROWSER', value: ({ userAgent }) => userAgent },
  { name: 'IP', value: ({ ip }) => ip },
  { name: 'SINCE', value: ({ createdAt }) => time(createdAt) },
  { name: 'LAST-SEEN', value: ({ lastSeenAt }) => time(lastSeenAt) },
  { name: 'EXPIRES', value: ({ expiresAt }) => time(expiresAt) },
]

const list = verb('list', 'The browsers in which you are signed in, newest first').action(async (_options, command) => {
  const session = sessionOf(command)
  await session.print.list(await sessionsOf(session), COLUMNS, { id: ({ id }) => id, none: 'sessions' })
})

async function sessionsOf({ client }: Session): Promise<BrowserSession[]> {
  return (await client.query<{ me: { sessions: BrowserSession[] } }>(DOCUMENT)).me.sessions
}

const SESSION: Thing<string> = {
  argument: 'id',
  question: 'Which session?',
  choices: async (session) =>
    (await sessionsOf(session)).map(({ id, userAgent, ip, lastSeenAt }) => ({
      value: id,
      label: `${userAgent ?? 'a browser'} at ${ip ?? 'no address'}, seen ${lastSeenAt}`,
    })),
  refer: (_session, text) => text,
}

const end = writeVerb('end', 'Signs you out in a browser')
  .argument('[id]', `the session; ${PICKED}`)
  .action(async (id, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('endSession', inputFile, {})
    const ended = await picked(session, SESSION, id ?? input.session)
    await confirm(`End the session ${ended}?`, session.flags)
    const payload = await session.client.endSession({ session: ended })
    await session.print.written(payload, payload.endedSessionId)
  })

export const sessions = noun('sessions', [list, end])
