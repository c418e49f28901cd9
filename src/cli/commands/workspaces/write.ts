// All writes of a workspace except its deletion. The workspace comes from the argument, from -w, from a file, or from a
// list on a terminal. Leaving, transferring and suspending never use the workspace that a context keeps.
import { CroftError, isCroftError } from '../../../client/index.ts'
import { confirm } from '../../ask.ts'
import { wholeNumber } from '../../command.ts'
import { type Session, sessionOf } from '../../connect.ts'
import { noteDifferences } from '../../differences.ts'
import { usageError } from '../../errors.ts'
import { hidden } from '../../hidden.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../../input-file.ts'
import { cleared, enumOption, given } from '../../options.ts'
import { named, OPTIONAL_WORKSPACE, PICKED, picked, type Thing, WORKSPACE, workspaceArgument } from '../../pick.ts'
import { refText } from '../../refs.ts'
import { deletionIn, userIn } from '../../things.ts'

const HOSTINGS = ['MANAGED', 'LOCAL', 'REMOTE'] as const
const VISIBILITIES = ['PRIVATE', 'SHARED_READ', 'SHARED_WRITE'] as const
const CLEARABLE = ['description'] as const
const REF = 'its name, id or UUID'

export const create = writeVerb('create', 'Makes a workspace, with you as its owner')
  .argument('[name]', 'made from --display-name where it is left out')
  .option('--display-name <text>', 'as people read it')
  .option('--description <text>', 'what it is for')
  .addOption(enumOption('--hosting <type>', 'where it is hosted', HOSTINGS))
  .option('--instance-url <url>', 'where a REMOTE one runs')
  .addOption(enumOption('--visibility <visibility>', 'who else sees it', VISIBILITIES))
  .option('--exist-ok', 'if you can see one of that name, answer it')
  .action(async (name, options, command) => {
    const { client, print } = sessionOf(command)
    const { displayName, description, hosting, instanceUrl, visibility } = options
    const flags = given({ name, displayName, description, hosting, instanceUrl, visibility })
    const input = await inputOf('createWorkspace', options.inputFile, flags)
    if (!input.name && !input.displayName) throw usageError('a workspace takes a name, or --display-name')
    try {
      const { workspace } = await client.createWorkspace(input)
      await print.written(workspace, workspace.name)
    } catch (error) {
      const taken = options.existOk && isCroftError(error) && error.is('NAME_TAKEN')
      const found = taken ? await client.workspace({ by: `name:${input.name}` }) : null
      if (!found) throw error
      noteDifferences(print, input, found)
      await print.written(found, found.name)
    }
  })

export const update = writeVerb('update', 'Changes what is given')
  .argument('[ref]', OPTIONAL_WORKSPACE)
  .option('--display-name <text>', 'as people read it')
  .option('--description <text>', 'what it is for')
  .option('--instance-url <url>', 'where a REMOTE one runs')
  .addOption(enumOption('--visibility <visibility>', 'who else sees it', VISIBILITIES))
  .option('--protect', 'nobody can delete it')
  .option('--no-protect', 'owners can delete it')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .option('--clear <fields...>', `empty these: ${CLEARABLE.join(', ')}`)
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const { displayName, description, instanceUrl, visibility, protect, version } = options
    const flags = given({
      displayName,
      description,
      instanceUrl,
      visibility,
      deletionProtection: protect,
      expectedVersion: version,
    })
    const input = await inputOf('updateWorkspace', options.inputFile, {
      ...flags,
      ...cleared(options.clear, CLEARABLE),
    })
    const { workspace: inFile, expectedVersion, ...changes } = input
    if (Object.keys(changes).length === 0) throw usageError('there is nothing to change')
    const target = await workspaceArgument(session, ref, inFile)
    const { workspace } = await session.client.updateWorkspace({ ...input, workspace: target })
    await session.print.written(workspace, workspace.name)
  })

/** Commands for the caller's own marks of a workspace: one command sets or removes one mark. */
function mark(name: string, field: 'favourite' | 'hidden' | 'isDefault', summary: string) {
  return writeVerb(name, summary)
    .argument('[ref]', OPTIONAL_WORKSPACE)
    .option('--undo', 'take the mark away')
    .action(async (ref, { undo, inputFile }, command) => {
      const session = sessionOf(command)
      const input = await inputOf('setWorkspacePreferences', inputFile, { [field]: !undo })
      const target = await workspaceArgument(session, ref, input.workspace)
      const { workspace } = await session.client.setWorkspacePreferences({ ...input, workspace: target })
      await session.print.written(workspace, workspace.name)
    })
}

export const favourite = mark('favourite', 'favourite', 'Marks a workspace as one of your favourites')
export const hide = mark('hide', 'hidden', 'Hides a workspace from you alone')
export const makeDefault = mark('default', 'isDefault', 'Makes a workspace the one that you work in')

export const leave = writeVerb('leave', 'Ends your own membership, and your tokens there')
  .argument('[ref]', `${REF}; ${NAMED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('leaveWorkspace', inputFile, {})
    const workspace = await named(session, WORKSPACE, ref ?? refText(input.workspace))
    await confirm(`Leave ${workspace}? Your tokens there end.`, flags)
    const { leftWorkspaceId, revokedTokens } = await client.leaveWorkspace({ workspace })
    if (revokedTokens.length > 0) print.note(`Ended: ${revokedTokens.map(({ name }) => name).join(', ')}`)
    await print.written({ leftWorkspaceId, revokedTokens }, leftWorkspaceId)
  })

export const transfer = writeVerb('transfer', 'Makes a member the owner, and you an admin')
  .argument('[ref]', `${REF}; ${PICKED}`)
  .argument('[who]', `an e-mail address or an id; ${PICKED}`)
  .action(async (ref, who, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('transferOwnership', inputFile, {})
    const workspace = await picked(session, WORKSPACE, ref ?? refText(input.workspace))
    const to = await picked(session, userIn(workspace), who ?? refText(input.to))
    const payload = await session.client.transferOwnership({ workspace, to })
    await session.print.written(payload, payload.workspace.name)
  })

export const suspend = writeVerb('suspend', 'Makes a workspace read-only, with the reason (platform admins)')
  .argument('[ref]', `${REF}; ${PICKED}`)
  .option('--reason <text>', 'shown to everyone who tries to write')
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const input = await inputOf('suspendWorkspace', options.inputFile, given({ reason: options.reason }))
    const reason = demanded(input.reason, '--reason <text>')
    const named = await picked(session, WORKSPACE, ref ?? refText(input.workspace))
    await confirm(`Suspend ${named}? Nobody can write to it.`, session.flags)
    const { workspace } = await session.client.suspendWorkspace({ workspace: named, reason })
    await session.print.written(workspace, workspace.name)
  })

export const resume = writeVerb('resume', 'Ends a suspension (platform admins)')
  .argument('[ref]', `${REF}; ${PICKED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('resumeWorkspace', inputFile, {})
    const named = await picked(session, WORKSPACE, ref ?? refText(input.workspace))
    const { workspace } = await session.client.resumeWorkspace({ workspace: named })
    await session.print.written(workspace, workspace.name)
  })

export const restore = writeVerb('restore', 'Brings back a workspace whose deletion has not begun')
  .argument('[ref]', `a workspace, or the id of a deletion; ${PICKED}`)
  .action(async (ref, { inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('restoreWorkspace', inputFile, {})
    const deletion = await picked(session, SCHEDULED, ref ?? input.deletion)
    const payload = await session.client.restoreWorkspace({ deletion })
    await session.print.written(payload, payload.workspace?.name ?? payload.deletion.workspaceName)
  })

/** A deletion that can be undone, given by its id or by the workspace. */
const SCHEDULED: Thing<string> = { ...deletionIn('SCHEDULED'), argument: 'ref', refer: deletionOf }

async function deletionOf({ client, about }: Session, ref: string): Promise<string> {
  if (ref.startsWith('del_')) return ref
  const workspace = await client.workspace({ by: about(ref) })
  if (!workspace) throw hidden(`workspace ${ref}`)
  if (!workspace.deletion) throw new CroftError('NOT_RESTORABLE', `${workspace.name} is not being deleted`)
  return workspace.deletion.id
}
