// Keeps a second server off a database file, by whatever path either of them names it. The kernel knows SQLite's locks
// by device and inode, and frees them however the process ends. While a connection in WAL mode is open it has a shared
// lock on the file, so an exclusive lock can be had only while no process has the file open. That lock also shuts out
// this process's own connections, so it is exchanged for their shared one, and a number in the file shows whether
// another server has claimed it in between. The number is also what tells a file that was not closed well.
import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import BetterSqlite3 from './better-sqlite3.mjs'

/** A tool that looks at the file, or a server that is stopping, may have it open for a moment. */
const RETRY_FOR_MS = 2000
const RETRY_EVERY_MS = 50
/** The number in a file that no server has open, and that its last one closed. */
export const CLOSED_WELL = 0
const MAX_NUMBER = 2 ** 31 - 1

/** The claim of one start; `assertHeld` completes it. */
export interface Claim {
  /** Whether the last server that had the file open closed it, or there was none. */
  readonly wasClosedWell: boolean
  /** Must be called when `connection` is open, which may not close before the server stops. Throws if the claim is lost. */
  assertHeld(connection: BetterSqlite3.Database): void
  /** Must be called before the last connection is closed. */
  markClosedWell(connection: BetterSqlite3.Database): void
}

/** Claims the file for this process; creates it if there is none. Throws if another process has it open. */
export async function claimFile(file: string): Promise<Claim> {
  const number = randomInt(CLOSED_WELL + 1, MAX_NUMBER)
  const previous = await writeNumber(file, number)
  return {
    wasClosedWell: previous === CLOSED_WELL,
    assertHeld: (connection) => {
      if (readNumber(connection) !== number) throw inUse(file)
    },
    markClosedWell: (connection) => connection.pragma(`user_version = ${CLOSED_WELL}`),
  }
}

/** Writes the number under an exclusive lock. Returns the one that was there. */
async function writeNumber(file: string, number: number): Promise<number> {
  const deadline = performance.now() + RETRY_FOR_MS
  for (;;) {
    const connection = new BetterSqlite3(file, { timeout: 0 })
    try {
      connection.pragma('locking_mode = EXCLUSIVE')
      connection.pragma('journal_mode = WAL')
      connection.pragma('synchronous = FULL')
      const previous = readNumber(connection)
      connection.pragma(`user_version = ${number}`)
      return previous
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
    } finally {
      // This writes the WAL back, so that the number is found in the file through any path.
      connection.close()
    }
    await delay(RETRY_EVERY_MS)
  }
}

const readNumber = (connection: BetterSqlite3.Database) => connection.pragma('user_version', { simple: true }) as number

/** Whether another process has a lock on the file. */
export function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY')
}

/** The error for a file that another process has open. */
export function inUse(file: string, cause?: unknown): Error {
  return new Error(`Another process has ${file} open: a second server, or a tool such as sqlite3`, { cause })
}
