import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Measured on Linux: USER_HZ is 100 on every platform that Node supports. */
const TICK_MS = 10
/** Positions of utime and stime, and of those of reaped children, in /proc/<pid>/stat behind the name. */
const OWN_TICKS = [11, 12]
const CHILDREN_TICKS = [13, 14]

/**
 * Returns a clock of the processor time, in milliseconds, that the PostgreSQL server with this data directory has used
 * so far, closed connections included. The clock returns null where there is no /proc.
 */
export function postgresCpuClock(directory: string): () => number | null {
  const postmaster = Number.parseInt(readFileSync(join(directory, 'postmaster.pid'), 'utf8'), 10)
  return () => {
    try {
      const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').split(' ')
      const ticks = children.filter(Boolean).map((pid) => ticksOf(pid, OWN_TICKS))
      return ticks.reduce((sum, each) => sum + each, ticksOf(postmaster, [...OWN_TICKS, ...CHILDREN_TICKS])) * TICK_MS
    } catch {
      return null
    }
  }
}

function ticksOf(pid: string | number, fields: readonly number[]): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // the name is in parentheses and may contain spaces
  const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.reduce((sum, field) => sum + Number(values[field]), 0)
}
