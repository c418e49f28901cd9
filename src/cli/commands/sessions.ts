import { confirm } from '../ask.ts'
import { noun, verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
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
  const { client, print } = sessionOf(command)
  const { me } = await client.query<{ me: { sessions: BrowserSession[] } }>(DOCUMENT)
  await print.list(me.sessions, COLUMNS, { id: ({ id }) => id, none: 'sessions' })
})

const end = verb('end', 'Signs you out in a browser')
  .argument('<id>', 'the session')
  .action(async (id, _options, command) => {
    const { client, print, flags } = sessionOf(command)
    await confirm(`End the session ${id}?`, flags)
    const payload = await client.endSession({ session: id })
    await print.written(payload, payload.endedSessionId)
  })

export const sessions = noun('sessions', [list, end])
