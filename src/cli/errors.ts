/** The exit codes of the process; scripts rely on each of them. */
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

/** An error that the command line itself finds. */
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

/**
 * The error for a secret that is returned only once and was lost with its answer: the request was sent again, and the
 * second answer has no secret.
 */
export function lostSecret(what: string, hint: string): CliError {
  return new CliError(`the ${what} was lost on its way, and is shown only once`, ExitCode.NOT_REACHABLE, hint)
}

/** Ends the command without a message: everything has been written already. */
export class Ended extends Error {
  readonly exitCode: ExitCode
  constructor(exitCode: ExitCode) {
    super()
    this.exitCode = exitCode
  }
}
