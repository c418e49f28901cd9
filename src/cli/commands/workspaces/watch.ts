import { isCroftError } from '../../../client/index.ts'
import type { Session } from '../../connect.ts'
import { Ended, ExitCode, usageError } from '../../errors.ts'
import { hidden } from '../../hidden.ts'
import { RECORD_COLUMNS } from './columns.ts'

/** Changes of these nodes are all that shows in a workspace: its own, and those of its members, of whom some are owners. */
const SHOWN = /^(?:ws|mem)_/

/**
 * Writes the workspace, and again whenever it has changed, until Ctrl-C or an error. `connected` is told of each connection
 * of the stream: what has changed before it is read then, so that nothing is missed.
 */
export async function watchWorkspace(
  session: Session,
  by: string,
  connected: (listener: () => void) => void,
): Promise<void> {
  const { client, print } = session
  if (print.output === 'csv')
    throw usageError('--watch cannot write csv', 'It writes -o ndjson, json, yaml or a table.')
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  const shown = shower(session, by)
  let isLost = false
  const changes = client.nodeChanges(
    { workspace: by },
    {
      signal: interruption.signal,
      onRetry: () => {
        if (!isLost) print.note('connection lost, reconnecting…')
        isLost = true
      },
      // the next connection has the workspace read again
      onGap: () => {},
    },
  )
  let failure: unknown
  const show = () => {
    shown.anew().catch((error: unknown) => {
      failure = error
      changes.close()
    })
  }
  connected(() => {
    isLost = false
    show()
  })
  process.on('SIGINT', interrupt)
  try {
    for await (const { id } of changes) if (SHOWN.test(id)) show()
  } catch (error) {
    if (interruption.signal.aborted) {
      print.note('No longer watching.')
      throw new Ended(ExitCode.INTERRUPTED)
    }
    // those who watch a deletion still see the workspace
    if (isCroftError(error) && error.is('WORKSPACE_DELETING')) await shown.anew().catch(() => {})
    throw error
  } finally {
    process.off('SIGINT', interrupt)
  }
  if (failure) throw failure
}

/** Reads and writes the workspace, one at a time: what is asked for meanwhile is done once more, together. */
function shower({ client, print }: Session, by: string) {
  let last: string | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function showNow(): Promise<void> {
    const workspace = await client.workspace({ by })
    if (!workspace) throw hidden(`workspace ${by}`)
    const text = JSON.stringify(workspace)
    if (text === last) return
    const isFirst = last === undefined
    last = text
    if (print.output === 'json') return print.json(workspace)
    if (!isFirst && print.output === 'yaml') print.lines(['---'])
    if (!isFirst && print.output === 'table' && !print.quiet) print.lines([''])
    await print.record(workspace, RECORD_COLUMNS, ({ name }) => name)
  }

  async function anew(): Promise<void> {
    if (!running) {
      running = showNow().finally(() => {
        running = undefined
      })
      return await running
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined
        return anew()
      })
    await next
  }

  return { anew }
}
