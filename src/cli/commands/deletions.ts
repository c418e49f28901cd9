import type { DeletionFieldsFragment, DeletionQuery } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, type Session, sessionOf } from '../connect.ts'
import { follow } from '../follow.ts'
import { hidden } from '../hidden.ts'
import { enumsOption, given, orderOf } from '../options.ts'
import { type Column, time } from '../print.ts'

const STATES = ['SCHEDULED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const
const ORDERS = ['REQUESTED_AT', 'FINISHED_AT', 'WORKSPACE_NAME'] as const
const REFERENCE = 'the id of a deletion, or the name of the workspace'

type Whole = NonNullable<DeletionQuery['deletion']>

const COLUMNS: readonly Column<DeletionFieldsFragment>[] = [
  { name: 'ID', value: ({ id }) => id, kept: true },
  { name: 'WORKSPACE', value: ({ workspaceName }) => workspaceName },
  { name: 'STATE', value: ({ state, pausedAt }) => (pausedAt ? `${state} (paused)` : state) },
  { name: 'DONE', value: ({ done, total }) => `${done} of ${total}` },
  { name: 'ETA', value: ({ etaSeconds }) => (etaSeconds === null ? undefined : `${etaSeconds}s`) },
  { name: 'REQUESTED', value: ({ requestedAt }) => time(requestedAt) },
  { name: 'POLICY', value: ({ policy }) => policy, onDemand: true },
  { name: 'REASON', value: ({ reason }) => reason, onDemand: true },
  { name: 'FINISHED', value: ({ finishedAt }) => time(finishedAt), onDemand: true },
]

const STEP_COLUMNS: readonly Column<Whole['steps'][number]>[] = [
  { name: 'STEP', value: ({ name }) => name, kept: true },
  { name: 'STATE', value: ({ state }) => state },
  { name: 'DONE', value: ({ done, total }) => `${done} of ${total}` },
  { name: 'FAILED', value: ({ failed }) => failed || undefined },
  { name: 'NEXT-ATTEMPT', value: ({ nextAttemptAt }) => time(nextAttemptAt) },
  { name: 'LAST-ERROR', value: ({ lastError }) => lastError },
]

const list = listVerb('list', 'The deletions that you may watch, newest first')
  .addOption(enumsOption('--state <states>', 'in this state', STATES))
  .option('--watch', 'every deletion under way, and what happens to it from now on')
  .action(async (options, command) => {
    const session = sessionOf(command)
    if (options.watch) return await watchAll(session)
    const { client, print } = session
    const filter = given({ state: options.state })
    const listing = client.deletions({ filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'deletions' })
  })

/** A line an event until Ctrl-C: this stream never ends by itself. */
async function watchAll({ client, print }: Session): Promise<void> {
  const events = client.watchDeletions(
    {},
    { onGap: () => print.note('some events are too old to be told; this goes on from the present state') },
  )
  for await (const event of events) {
    const { at, message, deletion } = event
    if (print.output === 'ndjson' || print.output === 'json') print.json(event)
    else print.lines([print.row([at, deletion.id, deletion.workspaceName, message])])
  }
}

const get = verb('get', 'One deletion with its steps')
  .argument('<deletion>', REFERENCE)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const deletion = await session.client.deletion({ id: await deletionId(session, ref) })
    if (!deletion) throw hidden(`deletion ${ref}`)
    const { print } = session
    await print.record(
      deletion,
      [...COLUMNS, { name: 'LAST-ERROR', value: ({ lastError }) => lastError }],
      ({ id }) => id,
    )
    if (print.output !== 'table' || print.quiet) return
    print.lines([''])
    await print.list(deletion.steps, STEP_COLUMNS, { id: ({ name }) => name })
  })

const watch = verb('watch', 'Follows a deletion to its end; exit code 5 if it fails')
  .argument('<deletion>', REFERENCE)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const id = await deletionId(session, ref)
    if (!(await client.deletion({ id }))) throw hidden(`deletion ${ref}`)
    await follow(id, { client, print, again: `croft deletions watch ${id}` })
  })

const retry = verb('retry', 'Lets a failed deletion go on from where it stood')
  .argument('<deletion>', REFERENCE)
  .option('--wait', 'follow it to its end')
  .action(async (ref, { wait }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const { deletion } = await client.retryDeletion({ deletion: await deletionId(session, ref) })
    const again = `croft deletions watch ${deletion.id}`
    if (wait) await follow(deletion.id, { client, print, again })
    if (!wait || print.output !== 'ndjson') await print.written(deletion, deletion.id)
  })

const skip = verb('skip', 'Leaves the rest of a step behind: those resources are no longer removed by their services')
  .argument('<deletion>', REFERENCE)
  .argument('<step>', 'its name, such as resources:job')
  .requiredOption('--reason <text>', 'kept with the deletion')
  .action(async (ref, step, { reason }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    await confirm(`Leave the rest of ${step} behind?`, flags)
    const { deletion } = await client.skipDeletionStep({ deletion: await deletionId(session, ref), step, reason })
    await print.written(deletion, deletion.id)
  })

const pause = verb('pause', 'Stops all deletions of the server (platform admins)')
  .requiredOption('--reason <text>', 'shown to everyone who watches one of them')
  .action(async ({ reason }, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.pauseDeletions({ reason })
    await print.written(payload, payload.pausedAt)
  })

const resume = verb('resume', 'Lets all deletions go on (platform admins)')
  .option('--reason <text>', 'shown to everyone who watches one of them')
  .action(async ({ reason }, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.resumeDeletions(given({ reason }))
    await print.written(payload, payload.resumedAt)
  })

/** The deletion that an argument names: the last one of the workspace of that name. */
async function deletionId({ client }: Session, ref: string): Promise<string> {
  if (ref.startsWith('del_')) return ref
  const filter = { workspaceName: { eq: ref.replace(/^name:/, '') } }
  const [found] = await client.deletions({ filter }).take(1)
  if (!found) throw hidden(`deletion of a workspace ${ref}`)
  return found.id
}

export const deletions = noun('deletions', [list, get, watch, retry, skip, pause, resume])
