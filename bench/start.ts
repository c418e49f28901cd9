// How soon a new server answers, and how much memory it holds when idle.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, median, mib, ms } from './report.ts'
import type { Scale } from './scale.ts'
import { startCroft } from './server.ts'

const MAX_READY_MS = 350
const MAX_IDLE_BYTES = 100e6

/** Starts the built program several times, each time on a new database. */
export async function measureStart(directory: string, { starts, idleMs }: Scale['start']): Promise<Figure[]> {
  const readyMs: number[] = []
  const cpuMs: number[] = []
  const rss: number[] = []
  for (let start = 0; start < starts; start++) {
    const folder = join(directory, `start-${start}`)
    rmSync(folder, { recursive: true, force: true })
    const server = await startCroft(join(folder, 'croft.db'))
    try {
      readyMs.push(server.readyMs)
      cpuMs.push((await server.ask('usage')).cpuMicros / 1000)
      await new Promise((resolve) => setTimeout(resolve, idleMs))
      rss.push((await server.ask('usage')).rss)
    } finally {
      await server.stop()
    }
  }
  return [
    {
      label: 'Start: ready after',
      measured: ms(median(readyMs)),
      comparison: `${ms(median(cpuMs))} of processor time`,
      target: '< 350 ms',
      met: median(readyMs) < MAX_READY_MS,
    },
    {
      label: '  resident memory, idle',
      measured: mib(median(rss)),
      target: '< 95 MiB (100 MB)',
      met: median(rss) < MAX_IDLE_BYTES,
    },
  ]
}
