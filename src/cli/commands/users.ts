import type { UserFieldsFragment } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { badInput, lostSecret, usageError } from '../errors.ts'
import { hidden } from '../hidden.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { enumValue, given, manyOption, orderOf, ROLES } from '../options.ts'
import { named, PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { told } from '../refs.ts'
import { USER } from '../things.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'LAST_SEEN_AT'] as const
const WHO = 'an e-mail address, an id or a UUID'

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
  .argument('[user]', `${WHO}; ${PICKED}`)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const by = await picked(session, USER, ref)
    const user = await session.client.user({ by })
    if (!user) throw hidden(`user ${told(by)}`)
    await session.print.record(
      user,
      COLUMNS.map((column) => ({ ...column, onDemand: false })),
      ({ id }) => id,
    )
  })

const create = writeVerb('create', 'Makes a user (platform admins)')
  .argument('[name]', `as people read it; ${NAMED}`)
  .option('--email <address>', 'unique in the deployment')
  .option('--admin', 'as a platform admin')
  .addOption(manyOption('--member <workspace=role>', 'a membership; may be given again'))
  .action(async (named, { email, admin, member, inputFile }, command) => {
    const { client, print } = sessionOf(command)
    const memberships = member?.map(membershipOf)
    const flags = given({ name: named, email, platformAdmin: admin, memberships })
    const input = await inputOf('createUser', inputFile, flags)
    const { user } = await client.createUser({ ...input, name: demanded(input.name, 'name') })
    await print.written(user, user.id)
  })

const update = writeVerb('update', 'Changes what is given (platform admins)')
  .argument('[user]', `${WHO}; ${PICKED}`)
  .option('--name <text>', 'as people read it')
  .option('--email <address>', 'unique in the deployment')
  .option('--admin', 'a platform admin from now on')
  .option('--no-admin', 'no platform admin from now on')
  .action(async (ref, { name, email, admin, inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('updateUser', inputFile, given({ name, email, platformAdmin: admin }))
    const { user: inFile, ...changes } = input
    if (Object.keys(changes).length === 0) throw usageError('there is nothing to change')
    const user = await picked(session, USER, ref ?? inFile)
    const payload = await session.client.updateUser({ ...changes, user })
    await session.print.written(payload.user, payload.user.id)
  })

const suspend = writeVerb('suspend', 'Refuses a user everywhere (platform admins)')
  .argument('[user]', `${WHO}; ${PICKED}`)
  .option('--reason <text>', 'kept in the log')
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const input = await inputOf('suspendUser', options.inputFile, given({ reason: options.reason }))
    const reason = demanded(input.reason, '--reason <text>')
    const user = await picked(session, USER, ref ?? input.user)
    await confirm(`Suspend ${told(user)}? Their tokens and streams are refused.`, session.flags)
    const payload = await session.client.suspendUser({ user, reason })
    await session.print.written(payload.user, payload.user.id)
  })

const resume = writeVerb('resume', 'Lets a suspended user in again (platform admins)')
  .argument('[user]', `${WHO}; ${PICKED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('resumeUser', inputFile, {})
    const user = await picked(session, USER, ref ?? input.user)
    const payload = await session.client.resumeUser({ user })
    await session.print.written(payload.user, payload.user.id)
  })

const remove = writeVerb('delete', 'Deletes a user; their memberships and tokens end (platform admins)')
  .argument('[user]', `${WHO}; ${NAMED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('deleteUser', inputFile, {})
    const user = await named(session, USER, ref ?? input.user)
    await confirm(`Delete ${told(user)}? Their memberships and tokens end.`, session.flags)
    const payload = await session.client.deleteUser({ user })
    await session.print.written(payload, payload.deletedUserId)
  })

const link = writeVerb('link', 'A link that signs a browser in as a user, once, within 15 minutes (platform admins)')
  .argument('[user]', `${WHO}; ${PICKED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('createSignInLink', inputFile, {})
    const user = await picked(session, USER, ref ?? input.user)
    const payload = await client.createSignInLink({ user })
    if (payload.link === null) throw lostSecret('link', 'Run it again.')
    print.note(`Whoever has it is signed in as ${told(user)}. It is good until ${payload.expiresAt}.`)
    await print.written(payload, payload.link)
  })

function membershipOf(text: string) {
  const at = text.lastIndexOf('=')
  if (at < 1) throw badInput(`--member is WORKSPACE=ROLE, and not ${text}`)
  return { workspace: text.slice(0, at), role: enumValue(text.slice(at + 1), ROLES) }
}

export const users = noun('users', [list, get, create, update, suspend, resume, remove, link])
