import { lstatSync, mkdirSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** better-sqlite3 removes white space at the ends of a name, and would open another file than the one that is named. */
const UNUSABLE_NAME = /\p{Cc}|^\s|\s$/u

/**
 * The file that a path leads to once all links are followed, whether it exists or not. Creates its directory. Refuses
 * a path with a control character, or with white space at its ends.
 */
export function realFile(path: string): string {
  if (UNUSABLE_NAME.test(path))
    throw new Error(`${JSON.stringify(path)} has a control character, or white space at its ends: give it another name`)
  const absolute = resolve(path)
  mkdirSync(dirname(absolute), { recursive: true })
  const file = join(realpathSync(dirname(absolute)), basename(absolute))
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats?.isSymbolicLink()) return file
  const target = resolve(dirname(file), readlinkSync(file))
  try {
    return realpathSync(file)
  } catch (error) {
    // The link leads to a file that does not exist yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return realFile(target)
    throw error
  }
}
