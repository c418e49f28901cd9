import { CroftError, isCroftError } from '../../../client/index.ts'
import { confirm } from '../../ask.ts'
import { verb, wholeNumber } from '../../command.ts'
import { type Session, sessionOf } from '../../connect.ts'
import { noteDifferences } from '../../differences.ts'
import { usageError } from '../../errors.ts'
import { hidden } from '../../hidden.ts'
import { cleared, enumOption, given, inputFile, inputOf } from '../../options.ts'
import { OPTIONAL_WORKSPACE, workspaceArgument } from '../../pick.ts'

const HOSTINGS = ['MANAGED', 'LOCAL', 'REMOTE'] as const
const VISIBILITIES = ['PRIVATE', 'SHARED_READ', 'SHARED_WRITE'] as const
const CLEARABLE = ['description'] as const

export const create = verb('create', 'Makes a workspace, with you as its owner')
  .argument('[name]', 'made from --display-name where it is left out')
  .option('--display-name <text>', 'as people read it')
  .option('--description <text>', 'what it is for')
  .addOption(enumOption('--hosting <type>', 'where it is hosted', HOSTINGS))
  .option('--instance-url <url>', 'where a REMOTE one runs')
  .addOption(enumOption('--visibility <visibility>', 'who else sees it', VISIBILITIES))
  .option('--exist-ok', 'if you can see one of that name, answer it')
  .addOption(inputFile())
  .action(async (name, options, command) => {
    const { displayName, description, hosting, instanceUrl, visibility } = options
    const flags = given({ name, displayName, description, hosting, instanceUrl, visibility })
    const input: Record<string, unknown> = { ...(await inputOf(options.inputFile)), ...flags }
    if (!input.name && !input.displayName) throw usageError('a workspace takes a name, or --display-name')
    const { client, print } = sessionOf(command)
    try {
      const { workspace } = await client.createWorkspace(input)
      await print.written(workspace, workspace.name)
    } catch (error) {
      const taken = options.existOk && isCroftError(error) && error.is('NAME_TAKEN')
      const found = taken ? await client.workspace({ by: `name:${String(input.name)}` }) : null
      if (!found) throw error
      noteDifferences(print, input, found)
      await print.written(found, found.name)
    }
  })

export const update = verb('update', 'Changes what is given')
  .argument('[ref]', OPTIONAL_WORKSPACE)
  .option('--display-name <text>', 'as people read it')
  .option('--description <text>', 'what it is for')
  .option('--instance-url <url>', 'where a REMOTE one runs')
  .addOption(enumOption('--visibility <visibility>', 'who else sees it', VISIBILITIES))
  .option('--protect', 'nobody can delete it')
  .option('--no-protect', 'owners can delete it')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .option('--clear <fields...>', `empty these: ${CLEARABLE.join(', ')}`)
  .addOption(inputFile())
  .action(async (ref, options, command) => {
    const { displayName, description, instanceUrl, visibility, protect, version } = options
    const flags = given({
      displayName,
      description,
      instanceUrl,
      visibility,
      deletionProtection: protect,
      expectedVersion: version,
    })
    const input = { ...(await inputOf(options.inputFile)), ...flags, ...cleared(options.clear, CLEARABLE) }
    if (Object.keys(input).every((key) => key === 'expectedVersion')) throw usageError('there is nothing to change')
    const session = sessionOf(command)
    const named = await workspaceArgument(session, ref, 'ref')
    const { workspace } = await session.client.updateWorkspace({ ...input, workspace: named })
    await session.print.written(workspace, workspace.name)
  })

/** The caller's own marks: one command each. */
function mark(name: string, field: 'favourite' | 'hidden' | 'isDefault', summary: string) {
  return verb(name, summary)
    .argument('[ref]', OPTIONAL_WORKSPACE)
    .option('--undo', 'take the mark away')
    .action(async (ref, { undo }, command) => {
      const session = sessionOf(command)
      const named = await workspaceArgument(session, ref, 'ref')
      const { workspace } = await session.client.setWorkspacePreferences({ workspace: named, [field]: !undo })
      await session.print.written(workspace, workspace.name)
    })
}

export const favourite = mark('favourite', 'favourite', 'Marks a workspace as one of your favourites')
export const hide = mark('hide', 'hidden', 'Hides a workspace from you alone')
export const makeDefault = mark('default', 'isDefault', 'Makes a workspace the one that you work in')

export const leave = verb('leave', 'Ends your own membership, and your tokens there')
  .argument('<ref>', 'its name, id or UUID')
  .action(async (ref, _options, command) => {
    const { client, print, flags, about } = sessionOf(command)
    await confirm(`Leave ${ref}? Your tokens there end.`, flags)
    const { leftWorkspaceId, revokedTokens } = await client.leaveWorkspace({ workspace: about(ref) })
    if (revokedTokens.length > 0) print.note(`Ended: ${revokedTokens.map(({ name }) => name).join(', ')}`)
    await print.written({ leftWorkspaceId, revokedTokens }, leftWorkspaceId)
  })

export const transfer = verb('transfer', 'Makes a member the owner, and you an admin')
  .argument('<ref>', 'its name, id or UUID')
  .argument('<who>', 'an e-mail address or an id')
  .action(async (ref, who, _options, command) => {
    const { client, print, about } = sessionOf(command)
    const { workspace, newOwner, previousOwner } = await client.transferOwnership({ workspace: about(ref), to: who })
    await print.written({ workspace, newOwner, previousOwner }, workspace.name)
  })

export const suspend = verb('suspend', 'Makes a workspace read-only, with the reason (platform admins)')
  .argument('<ref>', 'its name, id or UUID')
  .requiredOption('--reason <text>', 'shown to whoever wants to write')
  .action(async (ref, { reason }, command) => {
    const { client, print, flags, about } = sessionOf(command)
    await confirm(`Suspend ${ref}? Nobody can write to it.`, flags)
    const { workspace } = await client.suspendWorkspace({ workspace: about(ref), reason })
    await print.written(workspace, workspace.name)
  })

export const resume = verb('resume', 'Ends a suspension (platform admins)')
  .argument('<ref>', 'its name, id or UUID')
  .action(async (ref, _options, command) => {
    const { client, print, about } = sessionOf(command)
    const { workspace } = await client.resumeWorkspace({ workspace: about(ref) })
    await print.written(workspace, workspace.name)
  })

export const restore = verb('restore', 'Brings back a workspace whose deletion has not begun')
  .argument('<ref>', 'a workspace, or the id of a deletion')
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const deletion = ref.startsWith('del_') ? ref : await deletionOf(session, ref)
    const payload = await session.client.restoreWorkspace({ deletion })
    await session.print.written(payload, payload.workspace?.name ?? payload.deletion.workspaceName)
  })

async function deletionOf({ client, about }: Session, ref: string): Promise<string> {
  const workspace = await client.workspace({ by: about(ref) })
  if (!workspace) throw hidden(`workspace ${ref}`)
  if (!workspace.deletion) throw new CroftError('NOT_RESTORABLE', `${workspace.name} is not being deleted`)
  return workspace.deletion.id
}
