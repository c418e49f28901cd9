import type { DeletionFieldsFragment, DeletionQuery } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, type Session, sessionOf } from '../connect.ts'
import { follow } from '../follow.ts'
import { hidden } from '../hidden.ts'
import { demanded, inputOf, writeVerb } from '../input-file.ts'
import { enumsOption, given, orderOf } from '../options.ts'
import { PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { deletionIn, stepOf } from '../things.ts'

const STATES = ['SCHEDULED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const
const ORDERS = ['REQUESTED_AT', 'FINISHED_AT', 'WORKSPACE_NAME'] as const
const REFERENCE = `the id of a deletion, or the name of the workspace; ${PICKED}`

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

/** Writes one event per line until Ctrl-C: this stream never ends by itself. */
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
  .argument('[deletion]', REFERENCE)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const id = await picked(session, deletionIn(), ref)
    const deletion = await session.client.deletion({ id })
    if (!deletion) throw hidden(`deletion ${id}`)
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
  .argument('[deletion]', REFERENCE)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const id = await picked(session, deletionIn(), ref)
    if (!(await client.deletion({ id }))) throw hidden(`deletion ${id}`)
    await follow(id, { client, print, again: `croft deletions watch ${id}` })
  })

const retry = writeVerb('retry', 'Lets a failed deletion go on from where it stood')
  .argument('[deletion]', REFERENCE)
  .option('--wait', 'follow it to its end')
  .action(async (ref, { wait, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('retryDeletion', inputFile, {})
    const retried = await picked(session, deletionIn('FAILED'), ref ?? input.deletion)
    const { deletion } = await client.retryDeletion({ deletion: retried })
    const again = `croft deletions watch ${deletion.id}`
    if (wait) await follow(deletion.id, { client, print, again })
    if (!wait || print.output !== 'ndjson') await print.written(deletion, deletion.id)
  })

const skip = writeVerb('skip', 'Leaves the rest of a step behind: its services no longer remove those resources')
  .argument('[deletion]', REFERENCE)
  .argument('[step]', `its name, such as resources:job; ${PICKED}`)
  .option('--reason <text>', 'kept with the deletion')
  .action(async (ref, name, options, command) => {
    const session = sessionOf(command)
    const input = await inputOf('skipDeletionStep', options.inputFile, given({ reason: options.reason }))
    const reason = demanded(input.reason, '--reason <text>')
    const of = await picked(session, deletionIn('RUNNING', 'FAILED'), ref ?? input.deletion)
    const step = await picked(session, stepOf(of), name ?? input.step)
    await confirm(`Leave the rest of ${step} behind?`, session.flags)
    const { deletion } = await session.client.skipDeletionStep({ deletion: of, step, reason })
    await session.print.written(deletion, deletion.id)
  })

const pause = writeVerb('pause', 'Stops all deletions of the server (platform admins)')
  .option('--reason <text>', 'shown to everyone who watches one of them')
  .action(async (options, command) => {
    const { client, print } = sessionOf(command)
    const input = await inputOf('pauseDeletions', options.inputFile, given({ reason: options.reason }))
    const payload = await client.pauseDeletions({ reason: demanded(input.reason, '--reason <text>') })
    await print.written(payload, payload.pausedAt)
  })

const resume = writeVerb('resume', 'Lets all deletions go on (platform admins)')
  .option('--reason <text>', 'shown to everyone who watches one of them')
  .action(async ({ reason, inputFile }, command) => {
    const { client, print } = sessionOf(command)
    const payload = await client.resumeDeletions(await inputOf('resumeDeletions', inputFile, given({ reason })))
    await print.written(payload, payload.resumedAt)
  })

export const deletions = noun('deletions', [list, get, watch, retry, skip, pause, resume])
