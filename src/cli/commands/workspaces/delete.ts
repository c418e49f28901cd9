import type { DeletionImpactQuery, WorkspaceQuery } from '../../../client/index.ts'
import { assertCanTypeName, typeName } from '../../ask.ts'
import { type Session, sessionOf } from '../../connect.ts'
import { follow } from '../../follow.ts'
import { hidden } from '../../hidden.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../../input-file.ts'
import { enumOption, given } from '../../options.ts'
import { refText } from '../../refs.ts'
import { printable } from '../../terminal.ts'

const POLICIES = ['CASCADE', 'RESTRICT', 'RETAIN'] as const

type Workspace = NonNullable<WorkspaceQuery['workspace']>
type Impact = NonNullable<NonNullable<DeletionImpactQuery['workspace']>['deletionImpact']>

export const remove = writeVerb('delete', 'Deletes a workspace with all that it holds')
  .argument('[ref]', `its name, id or UUID; ${NAMED}`)
  .addOption(enumOption('--policy <policy>', 'what becomes of its resources', POLICIES))
  .option('--grace <duration>', 'how long it can be restored, such as 24h')
  .option('--reason <text>', 'kept with the deletion')
  .option('--dry-run', 'show what would go, and delete nothing')
  .option('--wait', 'follow the deletion to its end')
  .option('--confirm <name>', 'its name, in place of typing it')
  .action(async (named, options, command) => {
    const session = sessionOf(command)
    const { client, print, target, about } = session
    const request = given({ policy: options.policy, gracePeriod: options.grace, reason: options.reason })
    const input = await inputOf('deleteWorkspace', options.inputFile, request)
    const ref = demanded(named ?? refText(input.workspace), 'ref')
    const flags = { ...session.flags, ...given({ confirm: options.confirm }) }
    if (!options.dryRun) assertCanBeAsked(flags, ref, target.protected)
    const workspace = await client.workspace({ by: about(ref) })
    if (!workspace) throw hidden(`workspace ${ref}`)
    if (!options.dryRun) assertCanTypeName(flags, workspace.name, target.protected)
    const by = { id: workspace.id }

    // while a deletion is under way, the server ignores the etag; if the workspace was restored a moment ago, it
    // refuses the etag `none`, so that nothing is deleted without a question
    let { impactEtag } = input
    if (!workspace.deletion) {
      const impact = await client.deletionImpact({ workspace: by })
      if (!impact) throw hidden(`workspace ${ref}`)
      // show the impact before asking for confirmation
      const isAsked = !flags.yes && flags.confirm === undefined
      if (isAsked || !print.quiet) showImpact(session, workspace, impact)
      if (options.dryRun) return print.note('Nothing was deleted.')
      await typeName(flags, workspace.name)
      impactEtag ??= impact.etag
    } else if (options.dryRun) {
      return print.note(`${workspace.name} is being deleted already: ${workspace.deletion.id}`)
    }

    const { deletion } = await client.deleteWorkspace({ ...input, workspace: by, impactEtag: impactEtag ?? 'none' })
    const again = `croft deletions watch ${deletion.id}`
    if (options.wait) await follow(deletion.id, { client, print, again })
    else print.note(deletion.state === 'SCHEDULED' ? `It can be restored until ${deletion.startsAt}.` : again)
    if (print.output !== 'ndjson' || !options.wait) await print.written(deletion, deletion.id)
  })

/** Checks what can be checked before anything is sent. Only a ref that is a name tells the name of the workspace. */
function assertCanBeAsked(flags: Parameters<typeof assertCanTypeName>[0], ref: string, isProtected: boolean): void {
  const name = /^(?:id:|uuid:|ws_|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$)/i.test(ref)
    ? (flags.confirm ?? 'NAME')
    : ref.replace(/^name:/, '')
  assertCanTypeName(flags, name, isProtected)
}

/** Shows on stderr the server, the owners, and what would be deleted. */
function showImpact({ target }: Session, workspace: Workspace, impact: Impact): void {
  const counts: (readonly [number | null, string, string])[] = [
    [impact.members, 'member', 'members'],
    [impact.pendingInvitations, 'invitation', 'invitations'],
    [impact.tokens, 'API token', 'API tokens'],
    [impact.serviceAccounts, 'service account', 'service accounts'],
    [impact.projects, 'project', 'projects'],
    ...impact.resources.map(({ kind, count }) => [count, kind.name, kind.name] as const),
  ]
  const held = counts.flatMap(([count, one, many]) =>
    count ? [`${count.toLocaleString('en-US')} ${count === 1 ? one : many}`] : [],
  )
  const owners = workspace.owners.map(({ name, email }) => (email ? `${name} <${email}>` : name))
  const lines = [
    ['server', target.url],
    [
      'workspace',
      workspace.name === workspace.displayName ? workspace.name : `${workspace.name} (${workspace.displayName})`,
    ],
    ['owners', owners.join(', ') || 'none'],
    ['contents', held.join(', ') || 'nothing'],
  ]
  for (const [what, value] of lines) process.stderr.write(`${what?.padEnd(10)} ${printable(value ?? '')}\n`)
}
