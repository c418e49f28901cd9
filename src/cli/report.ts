// How a failure is shown: errors of the server and errors of the command line itself have the same shape.
import { CommanderError, InvalidArgumentError } from '@commander-js/extra-typings'
import { isCroftError } from '../client/errors.ts'
import { latestSession } from './connect.ts'
import { CliError, Ended, ExitCode } from './errors.ts'
import { exitCodeOf, hintFor } from './hints.ts'
import { jsonText, printable } from './terminal.ts'

/** An error as the user sees it: one object on stderr with `-o json`, two lines otherwise. */
export interface Report {
  readonly message: string
  readonly code?: string
  readonly requestId?: string
  readonly hint?: string
  readonly exitCode: ExitCode
  /** Further details from the server, for scripts. */
  readonly details?: unknown
}

/** Writes an error to stderr, and returns the exit code for it. */
export async function reportError(
  error: unknown,
  { json, debug }: { json: boolean; debug: boolean },
): Promise<ExitCode> {
  if (error instanceof Ended) return error.exitCode
  // Commander has written its own message; it also throws this error after a help text
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError))
    return error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE
  const report = await reportOf(error)
  const { exitCode, ...shown } = report
  process.stderr.write(json ? `${jsonText({ error: shown })}\n` : textOf(report))
  if (debug && error instanceof Error) process.stderr.write(`${error.stack?.split('\n').map(printable).join('\n')}\n`)
  return exitCode
}

async function reportOf(error: unknown): Promise<Report> {
  if (error instanceof CliError) {
    const { message, exitCode } = error
    const hint = error.hint ?? (exitCode === ExitCode.USAGE ? latestSession()?.help : undefined)
    return { message, exitCode, ...(hint === undefined ? {} : { hint }) }
  }
  if (error instanceof InvalidArgumentError) return { message: error.message, exitCode: ExitCode.USAGE }
  if (isCroftError(error)) {
    const { code, message, requestId, details } = error
    const hint = await hintFor(error, latestSession())
    return {
      message,
      code,
      exitCode: exitCodeOf(error),
      details,
      ...(requestId ? { requestId } : {}),
      ...(hint ? { hint } : {}),
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { message, exitCode: ExitCode.BAD_INPUT, hint: 'That should not happen: --debug tells where.' }
}

function textOf({ message, code, requestId, hint }: Report): string {
  const origin = [code, requestId && `request ${requestId}`].filter(Boolean).join(', ')
  const lines = [`error: ${message}${origin && ` (${origin})`}`, ...(hint ? [`hint:  ${hint}`] : [])]
  return lines.map((line) => `${printable(line)}\n`).join('')
}
