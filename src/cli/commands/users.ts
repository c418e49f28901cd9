import type { UserFieldsFragment } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { badInput, lostSecret, usageError } from '../errors.ts'
import { hidden } from '../hidden.ts'
import { enumValue, given, manyOption, orderOf, ROLES } from '../options.ts'
import { type Column, time } from '../print.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'LAST_SEEN_AT'] as const
const USER = 'an e-mail address, an id or a UUID'

const COLUMNS: readonly Column<UserFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'EMAIL', value: ({ email }) => email },
  { name: 'ADMIN', value: ({ platformAdmin }) => (platformAdmin ? 'yes' : undefined) },
  { name: 'SUSPENDED', value: ({ suspendedAt }) => time(suspendedAt) },
  { name: 'LAST-SEEN', value: ({ lastSeenAt }) => time(lastSeenAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'UUID', value: ({ uuid }) => uuid, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

const list = listVerb('list', 'All users, newest first (platform admins)')
  .option('--search <text>', 'with this in the name or the address')
  .option('--admin', 'platform admins')
  .option('--suspended', 'suspended ones')
  .action(async (options, command) => {
    const { client, print } = sessionOf(command)
    const filter = given({ search: options.search, platformAdmin: options.admin, suspended: options.suspended })
    const listing = client.users({ filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'users' })
  })

const get = verb('get', 'One user')
  .argument('<user>', USER)
  .action(async (by, _options, command) => {
    const { client, print } = sessionOf(command)
    const user = await client.user({ by })
    if (!user) throw hidden(`user ${by}`)
    await print.record(
      user,
      COLUMNS.map((column) => ({ ...column, onDemand: false })),
      ({ id }) => id,
    )
  })

const create = verb('create', 'Makes a user (platform admins)')
  .argument('<name>', 'as people read it')
  .option('--email <address>', 'unique in the deployment')
  .option('--admin', 'as a platform admin')
  .addOption(manyOption('--member <workspace=role>', 'a membership; may be given again'))
  .action(async (name, { email, admin, member }, command) => {
    const { client, print } = sessionOf(command)
    const memberships = member?.map(membershipOf)
    const { user } = await client.createUser({ name, ...given({ email, platformAdmin: admin, memberships }) })
    await print.written(user, user.id)
  })

const update = verb('update', 'Changes what is given (platform admins)')
  .argument('<user>', USER)
  .option('--name <text>', 'as people read it')
  .option('--email <address>', 'unique in the deployment')
  .option('--admin', 'a platform admin from now on')
  .option('--no-admin', 'no platform admin from now on')
  .action(async (user, { name, email, admin }, command) => {
    const input = given({ name, email, platformAdmin: admin })
    if (Object.keys(input).length === 0) throw usageError('there is nothing to change')
    const { client, print } = sessionOf(command)
    const payload = await client.updateUser({ user, ...input })
    await print.written(payload.user, payload.user.id)
  })

const suspend = verb('suspend', 'Refuses a user everywhere (platform admins)')
  .argument('<user>', USER)
  .requiredOption('--reason <text>', 'kept in the log')
  .action(async (user, { reason }, command) => {
    const { client, print, flags } = sessionOf(command)
    await confirm(`Suspend ${user}? Their tokens and streams are refused.`, flags)
    const payload = await client.suspendUser({ user, reason })
    await print.written(payload.user, payload.user.id)
  })

const resume = verb('resume', 'Lets a suspended user in again (platform admins)')
  .argument('<user>', USER)
  .action(async (user, _options, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.resumeUser({ user })
    await print.written(payload.user, payload.user.id)
  })

const remove = verb('delete', 'Deletes a user; their memberships and tokens end (platform admins)')
  .argument('<user>', USER)
  .action(async (user, _options, command) => {
    const { client, print, flags } = sessionOf(command)
    await confirm(`Delete ${user}? Their memberships and tokens end.`, flags)
    const payload = await client.deleteUser({ user })
    await print.written(payload, payload.deletedUserId)
  })

const link = verb('link', 'A link that signs a browser in as a user, once, within 15 minutes (platform admins)')
  .argument('<user>', USER)
  .action(async (user, _options, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.createSignInLink({ user })
    if (payload.link === null) throw lostSecret('link', 'Run it again.')
    print.note(`Whoever has it is signed in as ${user}. It is good until ${payload.expiresAt}.`)
    await print.written(payload, payload.link)
  })

function membershipOf(text: string) {
  const at = text.lastIndexOf('=')
  if (at < 1) throw badInput(`--member is WORKSPACE=ROLE, and not ${text}`)
  return { workspace: text.slice(0, at), role: enumValue(text.slice(at + 1), ROLES) }
}

export const users = noun('users', [list, get, create, update, suspend, resume, remove, link])
