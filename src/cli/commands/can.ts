import { Argument } from '@commander-js/extra-typings'
import type { AccessQuery } from '../../client/index.ts'
import { verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import { Ended, ExitCode } from '../errors.ts'
import { enumValue } from '../options.ts'
import { PERMISSIONS } from '../permissions.ts'
import type { Column } from '../print.ts'

const COLUMNS: readonly Column<AccessQuery['access'][number]>[] = [
  { name: 'PERMISSION', value: ({ permission }) => permission, kept: true },
  { name: 'ALLOWED', value: ({ allowed }) => (allowed ? 'yes' : 'no') },
  { name: 'WHY', value: ({ reason }) => reason },
  { name: 'REQUIRED-ROLE', value: ({ requiredRole }) => requiredRole, onDemand: true },
  { name: 'YOUR-ROLE', value: ({ myRole }) => myRole, onDemand: true },
]

const permissions = new Argument('<permission...>', `such as resource-write: ${PERMISSIONS.join(', ')}`)

export const can = verb('can')
  .addArgument(permissions)
  .action(async (names, _options, command) => {
    const asked = names.map((name) => enumValue(name, PERMISSIONS))
    const { client, print, workspace } = sessionOf(command)
    const decisions = await client.access({ workspace: workspace(), permissions: asked })
    await print.list(decisions, COLUMNS, { id: ({ permission }) => permission })
    if (decisions.some(({ allowed }) => !allowed)) throw new Ended(ExitCode.REFUSED)
  })
