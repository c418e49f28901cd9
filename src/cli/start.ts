import { ExitCode } from './errors.ts'
import { printable } from './terminal.ts'
import { programFor } from './tree.ts'

/** Runs the command that the arguments name, and sets the exit code of the process. */
export async function start(args: readonly string[]): Promise<void> {
  process.stdout.on('error', endOfReader)
  process.stderr.on('error', endOfReader)
  try {
    if (args[0] === '__complete') return await complete(args.slice(args[1] === '--' ? 2 : 1))
    const program = await programFor(args)
    if (args.length === 0) return program.outputHelp()
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    const { reportError } = await import('./report.ts')
    process.exitCode = await reportError(error, { json: wantsJson(args), debug: args.includes('--debug') })
  }
}

/** Answers a shell's request for completions: one line per candidate. */
async function complete(words: readonly string[]): Promise<void> {
  const { candidates } = await import('./complete.ts')
  const found = await candidates(words)
  const text = found.map(({ value, about = '' }) => `${printable(value)}\t${printable(about)}\n`).join('')
  // a pending request or `token-command` would make the shell wait
  process.stdout.write(text, () => process.exit())
}

/** A reader of the output, such as `head`, has read enough and closed the pipe: that is no failure. */
function endOfReader(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? ExitCode.DONE : ExitCode.BAD_INPUT)
}

/** Searches the raw arguments, because a command line that cannot be parsed has no options. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      /^(?:-o=?|--output=)json$/.test(arg) || (/^(?:-o|--output)$/.test(arg) && args[index + 1] === 'json'),
  )
}
