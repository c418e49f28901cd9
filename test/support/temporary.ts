import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** What the databases of a run need at a time, a million memberships among them. */
const NEEDED_BYTES = 4 * 1024 ** 3

/** Where databases of tests lie: in memory where there is room, since each commit waits for the disk. */
export function databaseDirectory(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    if (bavail * bsize > NEEDED_BYTES) return IN_MEMORY
  } catch {
    // There is none on systems other than Linux.
  }
  return tmpdir()
}
