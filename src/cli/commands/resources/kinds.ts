import type { ResourceKindFieldsFragment } from '../../../client/index.ts'
import { verb, wholeNumber } from '../../command.ts'
import { sessionOf } from '../../connect.ts'
import { lostSecret, usageError } from '../../errors.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../../input-file.ts'
import { enumOption, given } from '../../options.ts'
import { PICKED, picked, type Thing } from '../../pick.ts'
import type { Column, Printer } from '../../print.ts'

const MODES = ['NONE', 'WEBHOOK', 'CLAIM'] as const

const COLUMNS: readonly Column<ResourceKindFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'DISPLAY-NAME', value: ({ displayName }) => displayName },
  { name: 'CLEANUP', value: ({ cleanup }) => cleanup },
  { name: 'ORDER', value: ({ cleanupOrder }) => cleanupOrder },
  { name: 'WEBHOOK', value: ({ webhookUrl }) => webhookUrl },
  { name: 'OWNER', value: ({ ownerServiceAccount }) => ownerServiceAccount?.name },
]

/** A kind of resource, by its name. */
const KIND: Thing<string> = {
  argument: 'name',
  question: 'Which kind?',
  choices: async ({ client }) =>
    (await client.resourceKinds()).map(({ name, displayName }) => ({
      value: name,
      label: name === displayName ? name : `${name} (${displayName})`,
    })),
  refer: (_session, text) => text,
}

const register = writeVerb('register', 'A new kind; the secret of its webhook is written once (platform admins)')
  .argument('[name]', `unique in the deployment; ${NAMED}`)
  .addOption(enumOption('--cleanup <mode>', 'who removes what it stands for', MODES))
  .option('--display-name <text>', 'as people read it')
  .option('--order <number>', 'lower ones are removed first', wholeNumber)
  .option('--webhook-url <url>', 'where a WEBHOOK is sent')
  .option('--owner <id>', 'the service account that claims its tasks')
  .action(async (named, options, command) => {
    const { client, print } = sessionOf(command)
    const flags = { ...changesOf(options), ...given({ name: named, cleanup: options.cleanup }) }
    const input = await inputOf('registerResourceKind', options.inputFile, flags)
    const name = demanded(input.name, 'name')
    const cleanup = demanded(input.cleanup, '--cleanup <mode>')
    const payload = await client.registerResourceKind({ ...input, name, cleanup })
    await written(print, payload, cleanup === 'WEBHOOK')
  })

const update = writeVerb('update', 'Changes what is given (platform admins)')
  .argument('[name]', `the kind; ${PICKED}`)
  .addOption(enumOption('--cleanup <mode>', 'who removes what it stands for', MODES))
  .option('--display-name <text>', 'as people read it')
  .option('--order <number>', 'lower ones are removed first', wholeNumber)
  .option('--webhook-url <url>', 'where a WEBHOOK is sent')
  .option('--owner <id>', 'the service account that claims its tasks')
  .option('--rotate-secret', 'a new secret for its webhook, written once')
  .action(async (named, options, command) => {
    const session = sessionOf(command)
    const flags = {
      ...changesOf(options),
      ...given({ cleanup: options.cleanup, rotateSecret: options.rotateSecret }),
    }
    const input = await inputOf('updateResourceKind', options.inputFile, flags)
    const { name: inFile, ...changes } = input
    if (Object.keys(changes).length === 0) throw usageError('there is nothing to change')
    const name = await picked(session, KIND, named ?? inFile)
    const payload = await session.client.updateResourceKind({ ...changes, name })
    await written(session.print, payload, input.rotateSecret === true)
  })

interface Changes {
  readonly displayName?: string | undefined
  readonly order?: number | undefined
  readonly webhookUrl?: string | undefined
  readonly owner?: string | undefined
}

function changesOf({ displayName, order, webhookUrl, owner }: Changes) {
  return given({ displayName, cleanupOrder: order, webhookUrl, ownerServiceAccount: owner })
}

interface Written {
  readonly kind: ResourceKindFieldsFragment
  readonly webhookSecret: string | null
}

/** Writes the secret alone to standard output, or the name if there is no secret. */
async function written(print: Printer, payload: Written, hasSecret: boolean): Promise<void> {
  if (hasSecret && payload.webhookSecret === null) {
    throw lostSecret('secret', `croft resources kinds update ${payload.kind.name} --rotate-secret makes another one.`)
  }
  await print.written(payload, payload.webhookSecret ?? payload.kind.name)
}

export const kinds = verb('kinds', 'The kinds of resource that there are')
  .addCommand(register)
  .addCommand(update)
  .action(async (_options, command) => {
    const { client, print } = sessionOf(command)
    await print.list(await client.resourceKinds(), COLUMNS, { id: ({ name }) => name })
  })
