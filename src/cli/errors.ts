// How a command fails: an error with a message, an exit code and, where there is one, a hint. What the server answers and
// what the command line finds wrong by itself are reported in the same shape.
import { CommanderError, InvalidArgumentError } from '@commander-js/extra-typings'
import { printable } from './terminal.ts'

/** What the process ends with; scripts rely on each of them. */
export const ExitCode = {
  DONE: 0,
  /** A value is wrong, a file is not readable, a question was answered with no. */
  BAD_INPUT: 1,
  /** The command line is wrong: nothing was sent. */
  USAGE: 2,
  REFUSED: 3,
  NOT_REACHABLE: 4,
  DELETION_FAILED: 5,
  INTERRUPTED: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** An error that the command line finds by itself. */
export class CliError extends Error {
  readonly exitCode: ExitCode
  readonly hint: string | undefined
  constructor(message: string, exitCode: ExitCode, hint?: string) {
    super(message)
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** A value, a file or an answer is wrong. */
export function badInput(message: string, hint?: string): CliError {
  return new CliError(message, ExitCode.BAD_INPUT, hint)
}

/** The command line itself is wrong. */
export function usageError(message: string, hint?: string): CliError {
  return new CliError(message, ExitCode.USAGE, hint)
}

/** Ends the command without a message of its own: what there is to say was said. */
export class Ended extends Error {
  readonly exitCode: ExitCode
  constructor(exitCode: ExitCode) {
    super()
    this.exitCode = exitCode
  }
}

/** An error as it is shown: one object on stderr with `-o json`, two lines otherwise. */
export interface Report {
  readonly message: string
  readonly code?: string
  readonly requestId?: string
  readonly hint?: string
  readonly exitCode: ExitCode
  /** More of what the server answered, for scripts. */
  readonly details?: unknown
}

/** Writes an error to stderr, and returns the exit code that it stands for. */
export async function reportError(
  error: unknown,
  { json, debug }: { json: boolean; debug: boolean },
): Promise<ExitCode> {
  if (error instanceof Ended) return error.exitCode
  // the parser writes its own messages, and ends so after a help text, too
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError))
    return error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE
  const report = await reportOf(error)
  const { exitCode, ...shown } = report
  process.stderr.write(json ? `${JSON.stringify({ error: shown })}\n` : textOf(report))
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return exitCode
}

async function reportOf(error: unknown): Promise<Report> {
  if (error instanceof CliError) {
    const { message, exitCode, hint } = error
    return { message, exitCode, ...(hint === undefined ? {} : { hint }) }
  }
  if (error instanceof InvalidArgumentError) return { message: error.message, exitCode: ExitCode.USAGE }
  const { isCroftError } = await import('../client/errors.ts')
  if (isCroftError(error)) {
    const [{ latestSession }, { exitCodeOf, hintFor }] = await Promise.all([
      import('./connect.ts'),
      import('./hints.ts'),
    ])
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
