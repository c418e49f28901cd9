// How soon a new server answers, how much memory it uses when idle, and how soon the command line answers.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, median, mib, ms } from './report.ts'
import type { Scale } from './scale.ts'
import { inRepository, startCroft } from './server.ts'

const MAX_READY_MS = 350
const MAX_VERSION_MS = 40
const MAX_IDLE_BYTES = 100e6

/**
 * Starts the built program several times, each time on a new database: as its users start it, to measure when it is
 * ready, and with the probe, which delays the start, to measure its resource use. In between, Node starts alone.
 */
export async function measureStart(directory: string, { starts, idleMs }: Scale['start']): Promise<Figure[]> {
  const nodeMs: number[] = []
  const versionMs: number[] = []
  const readyMs: number[] = []
  const cpuMs: number[] = []
  const rss: number[] = []
  for (let start = 0; start < starts; start++) {
    nodeMs.push(timeOf('-e', '0'))
    versionMs.push(timeOf(inRepository('dist/cli.js'), '--version'))
    const plain = await startCroft(newDatabase(directory, `start-${start}`), [], {}, { probed: false })
    readyMs.push(plain.readyMs)
    await plain.stop()
    const probed = await startCroft(newDatabase(directory, `probed-${start}`))
    try {
      cpuMs.push((await probed.ask('usage')).cpuMicros / 1000)
      await new Promise((resolve) => setTimeout(resolve, idleMs))
      rss.push((await probed.ask('usage')).rss)
    } finally {
      await probed.stop()
    }
  }
  const more = median(versionMs.map((time, start) => time - (nodeMs[start] ?? Number.NaN)))
  return [
    {
      label: 'Start: ready after',
      measured: ms(median(readyMs)),
      comparison: `Node alone ${ms(median(nodeMs))}`,
      target: '< 350 ms',
      met: median(readyMs) < MAX_READY_MS,
    },
    { label: '  processor time until then', measured: ms(median(cpuMs)) },
    {
      label: '  resident memory, idle',
      measured: mib(median(rss)),
      target: '< 95 MiB (100 MB)',
      met: median(rss) < MAX_IDLE_BYTES,
    },
    {
      label: 'croft --version: more than Node alone',
      measured: ms(more),
      target: '≤ 40 ms',
      met: more <= MAX_VERSION_MS,
    },
  ]
}

/** The path of a SQLite file in an empty folder. */
function newDatabase(directory: string, name: string): string {
  const folder = join(directory, name)
  rmSync(folder, { recursive: true, force: true })
  return join(folder, 'croft.db')
}

/**
 * How long a process of Node runs until it ends, in milliseconds. Like the server, it gets no variable that would delay
 * it.
 */
function timeOf(...args: string[]): number {
  const startedAt = performance.now()
  execFileSync(process.execPath, args, { env: { PATH: process.env.PATH } })
  return performance.now() - startedAt
}
