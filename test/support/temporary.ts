import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** The space that the databases of a run need at the same time, one with a million memberships among them. */
const NEEDED_BYTES = 4 * 1024 ** 3

/**
 * The directory for the databases of tests: in memory if there is enough space, since each commit waits for the disk.
 */
export function databaseDirectory(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    if (bavail * bsize > NEEDED_BYTES) return IN_MEMORY
  } catch {
    // Other systems than Linux have no such directory.
  }
  return tmpdir()
}
