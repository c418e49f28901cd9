// How soon a new server answers, and what it holds in memory with nothing to do.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startCroft } from './nested-list.ts'
import { type Figure, median, mib, ms } from './report.ts'

const STARTS = 5
const IDLE_MS = 3000

/** Starts the built program again and again, each time on a new database. */
export async function measureStart(directory: string): Promise<Figure[]> {
  const readyMs: number[] = []
  const rss: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const folder = join(directory, `start-${start}`)
    rmSync(folder, { recursive: true, force: true })
    const server = await startCroft(join(folder, 'croft.db'))
    readyMs.push(server.readyMs)
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    rss.push((await server.ask('usage')).rss)
    await server.stop()
  }
  return [
    { what: 'Start: ready after', measured: ms(median(readyMs)), target: '< 2,000 ms', met: median(readyMs) < 2000 },
    {
      what: '  resident memory, idle',
      measured: mib(median(rss)),
      target: '< 150 MiB',
      met: median(rss) < 150 * 2 ** 20,
    },
  ]
}
