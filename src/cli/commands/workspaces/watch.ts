import { isCroftError } from '../../../client/index.ts'
import type { Session } from '../../connect.ts'
import { Ended, ExitCode, usageError } from '../../errors.ts'
import { hidden } from '../../hidden.ts'
import { RECORD_COLUMNS } from './columns.ts'

/**
 * Only changes of these nodes are visible in a workspace: the workspace itself, and its members, since it lists its
 * owners.
 */
const SHOWN = /^(?:ws|mem)_/

/**
 * Writes the workspace, and writes it again after each change, until Ctrl-C or an error. `connected` registers a
 * listener that is called at each connection of the stream: the workspace is then read again, so that no change is
 * missed.
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
      // the workspace is read again at the next connection
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
    // a user who may watch the deletion can still read the workspace
    if (isCroftError(error) && error.is('WORKSPACE_DELETING')) await shown.anew().catch(() => {})
    throw error
  } finally {
    process.off('SIGINT', interrupt)
  }
  if (failure) throw failure
}

/** Reads and writes the workspace, one run at a time. All requests during a run share one more run after it. */
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
