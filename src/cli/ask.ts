// Questions. They are asked on stderr where somebody can answer; where nobody can, a command that needs an answer fails
// before it sends anything.
import type { Everywhere } from './command.ts'
import { badInput, Ended, ExitCode, usageError } from './errors.ts'
import { isInteractive, printable } from './terminal.ts'

const UNCHANGED = 'Nothing was changed.'
/** The escape sequence that a prompt writes when it ends. */
const SHOW_CURSOR = '\u001b[?25h'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** Asks a yes/no question and throws unless the answer is yes. Scripts answer it with `--yes`. */
export async function confirm(question: string, { yes }: Everywhere): Promise<void> {
  if (yes) return
  demandTerminal('this asks before it goes on', 'Run it on a terminal, or with --yes.')
  const message = printable(question)
  const isYes = await answerTo(({ confirm }) => confirm({ message, initialValue: false, output: process.stderr }))
  if (!isYes) throw badInput(UNCHANGED)
}

/**
 * Throws where `typeName` would fail: without a terminal, or with a wrong name in `--confirm`. Sends nothing to the
 * server.
 */
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

/** Asks the user to type the name, unless `--yes` or `--confirm` was given. Call `assertCanTypeName` first. */
export async function typeName(flags: Everywhere & { confirm?: string }, name: string): Promise<void> {
  if (flags.confirm !== undefined || flags.yes) return
  const message = `Type ${printable(name)} to delete it:`
  const answer = await answerTo(({ text }) => text({ message, output: process.stderr }))
  if (answer !== name) throw badInput('that is not its name', UNCHANGED)
}

/**
 * Lets the user pick one of several. Throws a usage error without a terminal, or with `--yes`, which forbids questions.
 */
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

/** Asks for a secret without showing it. Call it only where there is a terminal. */
export async function secret(message: string): Promise<string> {
  const answer = await answerTo(({ password }) => password({ message, output: process.stderr }))
  return (answer ?? '').trim()
}

/** Throws a usage error if there is no terminal to ask on. */
export function demandTerminal(problem: string, hint: string): void {
  if (!isInteractive()) throw usageError(`${problem}, and there is no terminal`, hint)
}

type Prompts = typeof import('@clack/prompts')

/** The answer to a prompt; 130 after Ctrl-C, and after Ctrl-D, which ends the input without any answer. */
async function answerTo<Answer>(ask: (prompts: Prompts) => Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  // loaded only to ask a question, because it ends the process with code 13 where there is no terminal
  const prompts = await import('@clack/prompts')
  let end = (): void => {}
  const ended = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined)
  })
  // after Ctrl-D nothing keeps the event loop alive, and the process would end with code 13
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
