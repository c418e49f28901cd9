// Questions. They are asked on stderr where somebody can answer; where nobody can, a command that needs an answer fails
// before it sends anything.
import type { Everywhere } from './command.ts'
import { badInput, Ended, ExitCode, usageError } from './errors.ts'
import { isInteractive, printable } from './terminal.ts'

const UNCHANGED = 'Nothing was changed.'
/** What a prompt does at its end. */
const SHOW_CURSOR = '\u001b[?25h'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** Goes on if the answer is yes; `--yes` is the answer of scripts. */
export async function confirm(question: string, { yes }: Everywhere): Promise<void> {
  if (yes) return
  demandTerminal('this asks before it goes on', 'Run it on a terminal, or with --yes.')
  const message = printable(question)
  const isYes = await answerTo(({ confirm }) => confirm({ message, initialValue: false, output: process.stderr }))
  if (!isYes) throw badInput(UNCHANGED)
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
  const message = `Type ${printable(name)} to delete it:`
  const answer = await answerTo(({ text }) => text({ message, output: process.stderr }))
  if (answer !== name) throw badInput('that is not its name', UNCHANGED)
}

/** Lets the user pick one of several; a usage error where nobody can pick, or `--yes` says that nothing is asked. */
export async function pick(
  message: string,
  missing: string,
  choices: () => Promise<Choice[]>,
  { yes }: Everywhere,
): Promise<string> {
  if (yes || !isInteractive()) throw usageError(`missing required argument '${missing}'`)
  const options = await choices()
  if (options.length === 0) throw badInput(`there is nothing to choose from: ${message}`)
  const shown = options.map(({ value, label }) => ({ value, label: printable(label) }))
  return await answerTo(({ autocomplete }) =>
    autocomplete({ message, options: shown, maxItems: 10, output: process.stderr }),
  )
}

/** Asks for a secret without showing it; to be called where there is a terminal. */
export async function secret(message: string): Promise<string> {
  const answer = await answerTo(({ password }) => password({ message, output: process.stderr }))
  return (answer ?? '').trim()
}

/** A usage error where nobody can answer. */
export function demandTerminal(problem: string, hint: string): void {
  if (!isInteractive()) throw usageError(`${problem}, and there is no terminal`, hint)
}

type Prompts = typeof import('@clack/prompts')

/** The answer to a prompt; 130 after Ctrl-C, and after Ctrl-D, which ends the input without any answer. */
async function answerTo<Answer>(ask: (prompts: Prompts) => Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  // loaded for a question alone, because it ends the process with 13 where there is no terminal
  const prompts = await import('@clack/prompts')
  let end = (): void => {}
  const ended = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined)
  })
  // nothing else is waited for, so that the process would end, with 13
  process.once('beforeExit', end)
  try {
    const answer = await Promise.race([ask(prompts).then((value) => ({ value })), ended])
    if (answer && !prompts.isCancel(answer.value)) return answer.value as Exclude<Answer, symbol>
    process.stderr.write(`${answer ? '' : SHOW_CURSOR}${UNCHANGED}\n`)
    throw new Ended(ExitCode.INTERRUPTED)
  } finally {
    process.off('beforeExit', end)
  }
}
