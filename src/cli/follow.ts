// Follows a deletion to its end: with a bar on a terminal, with one line per event elsewhere, or with the events as
// data. Only the stream's own end counts: if the stream breaks off, the client resumes it.
import type { Client, DeletionEventsSubscription } from '../client/index.ts'
import { CliError, Ended, ExitCode } from './errors.ts'
import type { Printer } from './print.ts'
import { Bar } from './progress-bar.ts'

type DeletionEvent = DeletionEventsSubscription['deletionEvents']

const PROGRESS_EVERY_MS = 10_000

interface Following {
  readonly client: Client
  readonly print: Printer
  /** The command that follows the deletion again after Ctrl-C. */
  readonly again: string
}

/**
 * Follows a deletion that the server has just returned. Resolves when it has succeeded; otherwise throws an error with
 * the exit code for its outcome.
 */
export async function follow(deletion: string, { client, print, again }: Following): Promise<void> {
  const interruption = new AbortController()
  const show = shower(print)
  const interrupt = () => interruption.abort()
  process.on('SIGINT', interrupt)
  try {
    let isLost = false
    const events = client.deletionEvents(
      { deletion },
      {
        signal: interruption.signal,
        // the server answered a moment ago: if it cannot be reached now, wait for it
        retries: Number.POSITIVE_INFINITY,
        onRetry: () => {
          if (!isLost) show.note('connection lost, reconnecting…')
          isLost = true
        },
        onGap: () => show.note('some events are too old to be told; this goes on from the present state'),
      },
    )
    for await (const event of events) {
      isLost = false
      show.event(event)
      const failure = failureIn(event)
      if (failure !== undefined) {
        show.end()
        throw failed(failure, event)
      }
    }
    show.end()
  } catch (error) {
    show.end()
    if (!interruption.signal.aborted) throw error
    process.stderr.write(`No longer watching. The deletion goes on by itself: ${again}\n`)
    throw new Ended(ExitCode.INTERRUPTED)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Why the deletion will not succeed without intervention; undefined as long as it may succeed. */
function failureIn({ type, message, deletion }: DeletionEvent): string | undefined {
  if (type === 'FAILED' || type === 'RESTORED') return message
  // only in a snapshot is the deletion's state that of the event: in other events it may be newer than the event
  if (type !== 'SNAPSHOT') return undefined
  return deletion.state === 'FAILED' ? (deletion.lastError ?? message) : undefined
}

function failed(reason: string, { type, deletion }: DeletionEvent): CliError {
  const hint =
    type === 'RESTORED'
      ? `${deletion.workspaceName} is there as before.`
      : `croft deletions get ${deletion.id} shows the steps, croft deletions retry ${deletion.id} --wait goes on.`
  return new CliError(reason, ExitCode.DELETION_FAILED, hint)
}

interface Shower {
  event(event: DeletionEvent): void
  note(message: string): void
  end(): void
}

function shower(print: Printer): Shower {
  if (print.output === 'ndjson') {
    return { event: (event) => print.json(event), note: print.note, end: () => {} }
  }
  if (print.quiet) return { event: () => {}, note: () => {}, end: () => {} }
  if (process.stderr.isTTY) return new Bar(process.stderr)
  let progressAt = Number.NEGATIVE_INFINITY
  return {
    event: (event) => {
      const now = performance.now()
      if (event.type === 'PROGRESS' && now - progressAt < PROGRESS_EVERY_MS) return
      if (event.type === 'PROGRESS') progressAt = now
      print.note(`${event.at}  ${event.message}`)
    },
    note: print.note,
    end: () => {},
  }
}
