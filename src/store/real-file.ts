import { lstatSync, mkdirSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** The file that a path means once links are followed, whether it is there yet or not; its directory is made. */
export function realFile(path: string): string {
  const given = resolve(path)
  mkdirSync(dirname(given), { recursive: true })
  const file = join(realpathSync(dirname(given)), basename(given))
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found?.isSymbolicLink()) return file
  const target = resolve(dirname(file), readlinkSync(file))
  try {
    return realpathSync(file)
  } catch (error) {
    // a link to a file that is still to be made
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return realFile(target)
    throw error
  }
}
