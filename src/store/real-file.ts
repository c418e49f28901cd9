import { lstatSync, mkdirSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** The file that a path leads to once all links are followed, whether it exists or not. Creates its directory. */
export function realFile(path: string): string {
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
