import type { RolesQuery } from '../../client/index.ts'
import { verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import type { Column } from '../print.ts'

const COLUMNS: readonly Column<RolesQuery['roles'][number]>[] = [
  { name: 'ROLE', value: ({ name }) => name, kept: true },
  { name: 'PERMISSIONS', value: ({ permissions }) => permissions.join(' ') },
  { name: 'DESCRIPTION', value: ({ description }) => description },
]

export const roles = verb('roles').action(async (_options, command) => {
  const { client, print } = sessionOf(command)
  await print.list(await client.roles(), COLUMNS, { id: ({ name }) => name })
})
