import { listVerb, verb } from '../../command.ts'
import { rowsOf, sessionOf } from '../../connect.ts'
import { hidden } from '../../hidden.ts'
import { enumsOption, given, orderOf, ROLES } from '../../options.ts'
import { OPTIONAL_WORKSPACE, workspaceArgument } from '../../pick.ts'
import { LIST_COLUMNS, RECORD_COLUMNS } from './columns.ts'
import { watchWorkspace } from './watch.ts'

const STATES = ['ACTIVE', 'SUSPENDED', 'PENDING_DELETION', 'DELETING', 'DELETE_FAILED'] as const
const HOSTINGS = ['MANAGED', 'LOCAL', 'REMOTE'] as const
const ORDERS = ['NAME', 'DISPLAY_NAME', 'CREATED_AT', 'UPDATED_AT'] as const

export const list = listVerb('list', 'The workspaces that you may know of, newest first')
  .option('--search <text>', 'with this in the name or the display name')
  .addOption(enumsOption('--state <states>', 'in this state', STATES))
  .addOption(enumsOption('--role <roles>', 'where you have this role', ROLES))
  .addOption(enumsOption('--hosting <types>', 'hosted so', HOSTINGS))
  .option('--favourite', 'your favourites')
  .option('--hidden', 'those that you have hidden')
  .option('--ownerless', 'without an owner who can act (platform admins)')
  .action(async (options, command) => {
    const { client, print } = sessionOf(command)
    const { search, state, role, hosting, favourite, hidden, ownerless } = options
    const filter = given({ search, state, myRole: role, hosting, favourite, hidden, ownerless })
    const listing = client.workspaces({ filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), LIST_COLUMNS, {
      id: ({ name }) => name,
      options,
      none: 'workspaces',
    })
  })

export const get = verb('get', 'One workspace')
  .argument('[ref]', OPTIONAL_WORKSPACE)
  .option('--watch', 'write it again whenever it changes, until Ctrl-C')
  .action(async (ref, { watch }, command) => {
    let connected = (): void => {}
    const session = sessionOf(command, { onStream: () => connected() })
    const by = await workspaceArgument(session, ref)
    if (watch) {
      return await watchWorkspace(session, by, (listener) => {
        connected = listener
      })
    }
    const workspace = await session.client.workspace({ by })
    if (!workspace) throw hidden(`workspace ${by}`)
    await session.print.record(workspace, RECORD_COLUMNS, ({ name }) => name)
  })
