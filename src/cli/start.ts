import { ExitCode, reportError } from './errors.ts'
import { programFor } from './tree.ts'

/** Runs the command that the arguments name, and sets the exit code of the process. */
export async function start(args: readonly string[]): Promise<void> {
  process.stdout.on('error', endOfReader)
  process.stderr.on('error', endOfReader)
  try {
    const program = await programFor(args)
    if (args.length === 0) return program.outputHelp()
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = await reportError(error, { json: wantsJson(args), debug: args.includes('--debug') })
  }
}

/** Who reads the output, such as `head`, has seen enough: that is no failure. */
function endOfReader(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? ExitCode.DONE : ExitCode.BAD_INPUT)
}

/** Looked up in the arguments themselves, because a command line that cannot be parsed has no options. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      /^(?:-o=?|--output=)json$/.test(arg) || (/^(?:-o|--output)$/.test(arg) && args[index + 1] === 'json'),
  )
}
