// Questions. They are asked on stderr where somebody can answer; where nobody can, a command that needs an answer fails
// before it sends anything.
import type { Everywhere } from './command.ts'
import { badInput, Ended, ExitCode, usageError } from './errors.ts'
import { isInteractive, printable } from './terminal.ts'

const UNCHANGED = 'Nothing was changed.'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** Goes on if the answer is yes; `--yes` is the answer of scripts. */
export async function confirm(question: string, { yes }: Everywhere): Promise<void> {
  if (yes) return
  demandTerminal('this asks before it goes on', 'Run it on a terminal, or with --yes.')
  const clack = await prompts()
  const answer = await clack.confirm({ message: printable(question), initialValue: false, output: process.stderr })
  if (clack.isCancel(answer)) throw interrupted()
  if (!answer) throw badInput(UNCHANGED)
}

/** Throws what `typeName` would throw for want of a terminal or of the name: nothing needs to be sent to know it. */
export function assertCanTypeName(
  flags: Everywhere & { confirm?: string },
  name: string,
  protectedContext: boolean,
): void {
  if (flags.confirm !== undefined) {
    if (flags.confirm !== name) throw badInput(`--confirm says ${flags.confirm}, and not ${name}`, UNCHANGED)
    return
  }
  if (flags.yes && protectedContext) {
    throw usageError('this context is protected: --yes is not enough', `Say --confirm ${name}.`)
  }
  if (!flags.yes)
    demandTerminal('this asks for the name before it goes on', `Run it on a terminal, or with --confirm ${name}.`)
}

/** Goes on if the name is typed, or `--yes` or `--confirm` stand for it; to be called after `assertCanTypeName`. */
export async function typeName(flags: Everywhere & { confirm?: string }, name: string): Promise<void> {
  if (flags.confirm !== undefined || flags.yes) return
  const clack = await prompts()
  const answer = await clack.text({ message: `Type ${printable(name)} to delete it:`, output: process.stderr })
  if (clack.isCancel(answer)) throw interrupted()
  if (answer !== name) throw badInput('that is not its name', UNCHANGED)
}

/** Lets the user pick one of several; a usage error where nobody can pick, so that a missing argument stays one. */
export async function pick(message: string, missing: string, choices: () => Promise<Choice[]>): Promise<string> {
  if (!isInteractive()) throw usageError(`missing required argument '${missing}'`)
  const options = await choices()
  if (options.length === 0) throw badInput(`there is nothing to choose from: ${message}`)
  const clack = await prompts()
  const shown = options.map(({ value, label }) => ({ value, label: printable(label) }))
  const answer = await clack.autocomplete({ message, options: shown, maxItems: 10, output: process.stderr })
  if (clack.isCancel(answer)) throw interrupted()
  return answer
}

/** Asks for a secret without showing it; to be called where there is a terminal. */
export async function secret(message: string): Promise<string> {
  const clack = await prompts()
  const answer = await clack.password({ message, output: process.stderr })
  if (clack.isCancel(answer)) throw interrupted()
  return (answer ?? '').trim()
}

/** A usage error where nobody can answer. */
export function demandTerminal(problem: string, hint: string): void {
  if (!isInteractive()) throw usageError(`${problem}, and there is no terminal`, hint)
}

function interrupted(): Ended {
  process.stderr.write(`${UNCHANGED}\n`)
  return new Ended(ExitCode.INTERRUPTED)
}

/** Loaded for a question alone, because it ends the process with 13 where there is no terminal. */
async function prompts() {
  return await import('@clack/prompts')
}
