import type { Session } from './connect.ts'
import { Ended, ExitCode } from './errors.ts'
import { told } from './refs.ts'
import { reportError } from './report.ts'
import { printable } from './terminal.ts'

/**
 * Runs the action for each item. A failure is reported and the loop goes on; the command ends with the highest exit
 * code.
 */
export async function each<Item>(
  { flags }: Session,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  if (items.length === 1) return await act(items[0] as Item)
  let worst: ExitCode = ExitCode.DONE
  for (const item of items) {
    try {
      await act(item)
    } catch (error) {
      if (flags.output !== 'json') process.stderr.write(`${printable(told(item))}: `)
      const exitCode = await reportError(error, { json: flags.output === 'json', debug: flags.debug === true })
      if (exitCode > worst) worst = exitCode
    }
  }
  if (worst !== ExitCode.DONE) throw new Ended(worst)
}
