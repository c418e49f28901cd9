import type { ServiceAccountFieldsFragment } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { usageError } from '../errors.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { enumOption, given, orderOf, ROLES } from '../options.ts'
import { type Column, time } from '../print.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'UPDATED_AT'] as const

const COLUMNS: readonly Column<ServiceAccountFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'DESCRIPTION', value: ({ description }) => description },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
]

const list = listVerb('list', 'The service accounts of a workspace, newest first')
  .option('--search <text>', 'with this in the name')
  .option('--platform', 'those of no workspace (platform admins)')
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const arguments_ = { filter: given({ search: options.search }), ...orderOf(options.sort, ORDERS) }
    const listing = options.platform
      ? client.platformServiceAccounts(arguments_)
      : client.serviceAccounts({ workspace: workspace(), ...arguments_ })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'service accounts' })
  })

const create = writeVerb('create', 'Makes an identity for a machine')
  .argument('[name]', `unique in its workspace; ${NAMED}`)
  .option('--description <text>', 'what it is for')
  .addOption(enumOption('--role <role>', 'the role that it gets; none where it is left out', ROLES))
  .option('--platform', 'of no workspace (platform admins)')
  .action(async (named, { description, role, platform, inputFile }, command) => {
    const { client, print, workspace } = sessionOf(command)
    const input = await inputOf('createServiceAccount', inputFile, given({ name: named, description, role }))
    const { workspace: inFile, ...rest } = input
    const isOfPlatform = platform || inFile === null
    if (isOfPlatform && input.role)
      throw usageError('a service account of the platform has no role', 'Add it to workspaces.')
    const name = demanded(input.name, 'name')
    const place = isOfPlatform ? {} : { workspace: workspace(inFile) }
    const payload = await client.createServiceAccount({ ...rest, ...place, name })
    await print.written(payload.serviceAccount, payload.serviceAccount.id)
  })

const remove = writeVerb('delete', 'Deletes a service account; its memberships and tokens end')
  .argument('[id]', `the service account; ${NAMED}`)
  .action(async (id, { inputFile }, command) => {
    const { client, print, flags } = sessionOf(command)
    const input = await inputOf('deleteServiceAccount', inputFile, {})
    const serviceAccount = demanded(id ?? input.serviceAccount, 'id')
    await confirm(`Delete the service account ${serviceAccount}? Its tokens end.`, flags)
    const payload = await client.deleteServiceAccount({ serviceAccount })
    await print.written(payload, payload.deletedServiceAccountId)
  })

export const serviceAccounts = noun('service-accounts', [list, create, remove])
