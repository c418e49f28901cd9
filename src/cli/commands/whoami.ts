import type { MeQuery } from '../../client/index.ts'
import { verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import { type Column, time } from '../print.ts'

interface Shown {
  readonly server: string
  readonly me: MeQuery['me']
}

const COLUMNS: readonly Column<Shown>[] = [
  { name: 'SERVER', value: ({ server }) => server },
  { name: 'NAME', value: ({ me }) => me.user?.name ?? me.serviceAccount?.name },
  { name: 'EMAIL', value: ({ me }) => me.user?.email },
  { name: 'ID', value: ({ me }) => me.user?.id ?? me.serviceAccount?.id },
  { name: 'PLATFORM-ADMIN', value: ({ me }) => (me.platformAdmin ? 'yes' : 'no') },
  { name: 'GROUPS', value: ({ me }) => me.groups.join(', ') },
  { name: 'GROUPS-UNTIL', value: ({ me }) => time(me.groupsExpireAt) },
  { name: 'DEFAULT-WORKSPACE', value: ({ me }) => me.defaultWorkspace?.name },
  { name: 'INVITATIONS', value: ({ me }) => me.invitationCount || undefined },
  { name: 'TOKEN', value: ({ me }) => me.token && `${me.token.name} (${me.token.id})` },
  { name: 'TOKEN-WORKSPACE', value: ({ me }) => me.token?.workspace?.name },
  { name: 'TOKEN-ROLE', value: ({ me }) => me.token?.role },
  { name: 'TOKEN-EXPIRES', value: ({ me }) => time(me.token?.expiresAt) },
]

export const whoami = verb('whoami').action(async (_options, command) => {
  const { client, print, target } = sessionOf(command)
  const me = await client.me()
  await print.record({ server: target.url, me }, COLUMNS, ({ me }) => me.user?.id ?? me.serviceAccount?.id ?? '')
})
