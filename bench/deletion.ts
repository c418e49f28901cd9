// Deletes a workspace of a million resources while the server has nothing else to do, and another one during a steady
// load of nested lists at half of what the server can answer. Measures how soon the mutation is answered, how fast rows
// are removed, which resources that takes, and how much it slows down the reads of other workspaces.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { measureAcknowledgement, requestDeletion } from './acknowledgement.ts'
import { seedLargeWorkspaces } from './large-workspaces.ts'
import { type Load, load, operate, steadyLoad } from './load.ts'
import { nestedList } from './nested-list.ts'
import { type Figure, median, mib, ms, quantile, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN, type Seeded } from './seed.ts'
import { type Lag, type Server, type Slice, startCroft } from './server.ts'

/** The first deletions of a process are slower: V8 has not compiled their code yet. */
const WARM_UP = [500, 500, 500]
/** A deletion that takes longer is measured by what it has removed until then. */
const MAX_WAIT_MS = 120_000
const STATE_POLL_MS = 250
const WAL_POLL_MS = 10
const CONNECTIONS = 4
const STEADY_SHARE = 0.5

const MIN_ROWS_PER_SECOND = 25_000
const MIN_ROWS_PER_SECOND_BESIDE = 8000
const MAX_SLICE_P99_MS = 5
const MAX_SLICE_MS = 20
const MAX_WAL_BYTES = 128 * 2 ** 20
const MAX_GROWN_BYTES = 64 * 2 ** 20
const MAX_READ_SLOWDOWN = 2

interface Deletion {
  /** From the times that the server reports. */
  readonly tookMs: number
  readonly rows: number
  readonly slices: readonly Slice[]
  readonly lag: Lag
  readonly walBytes: number
  /** The growth of resident memory at its peak. */
  readonly grownBytes: number
  /** How long the server's thread waited for a processor that other processes used. */
  readonly waitMs: number
}

/** Seeds the workspaces and deletes them. */
export async function measureDeletion(file: string, { token }: Seeded, scale: Scale['deletion']): Promise<Figure[]> {
  const { sizes } = scale
  const ids = seedLargeWorkspaces(file, [...sizes, scale.beside, ...WARM_UP])
  const workspaces = new Map(sizes.map((size, index) => [size, ids[index] as string]))
  const [beside = '', ...warmUp] = ids.slice(sizes.length)
  const largest = Math.max(...sizes)
  const server = await startCroft(file, [], { CROFT_DELETION_LIMIT: '10000' })
  try {
    const acknowledgement = await measureAcknowledgement(server, file, workspaces, scale.rounds)
    for (const id of warmUp) await remove(server, file, id)
    // the disk must not be busy with earlier writes
    execFileSync('sync')
    const alone = await remove(server, file, workspaces.get(largest) as string)
    const query = nestedList(token)
    const { url } = server
    const full = await load(url, query, CONNECTIONS, AbortSignal.timeout(scale.idleMs / 2))
    const perSecond = (full.requests / (scale.idleMs / 2)) * 1000 * STEADY_SHARE
    execFileSync('sync')
    const idleReads = await steadyLoad(url, query, perSecond, AbortSignal.timeout(scale.idleMs))
    const removed = new AbortController()
    const [busy, busyReads] = await Promise.all([
      remove(server, file, beside).finally(() => removed.abort()),
      steadyLoad(url, query, perSecond, removed.signal),
    ])
    return [
      ...acknowledgement,
      ...figuresAlone(largest, alone),
      ...figuresBeside(scale.beside, perSecond, busy, idleReads, busyReads),
    ]
  } finally {
    await server.stop()
  }
}

/** Deletes a workspace, and resolves when its rows are gone or the longest wait is over. */
async function remove(server: Server, file: string, workspaceId: string): Promise<Deletion> {
  await server.ask('clearSlices')
  await server.ask('startLag')
  const before = await server.ask('usage')
  let walBytes = 0
  const polling = setInterval(() => {
    walBytes = Math.max(walBytes, statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  }, WAL_POLL_MS)
  try {
    const { id } = await requestDeletion(server, workspaceId)
    const progress = await progressOf(server, id)
    const waitMs = (await server.ask('usage')).waitMs - before.waitMs
    const grownBytes = progress.rss - before.rss
    const [slices, lag] = [await server.ask('slices'), await server.ask('stopLag')]
    return { ...progress, waitMs, grownBytes, walBytes, slices, lag }
  } finally {
    clearInterval(polling)
  }
}

/** Waits for the end of the deletion; also returns the peak of resident memory. */
async function progressOf(server: Server, id: string): Promise<{ tookMs: number; rows: number; rss: number }> {
  const query = 'query ($id: ID!) { deletion(id: $id) { startedAt finishedAt done } }'
  type State = { deletion: { startedAt: string; finishedAt: string | null; done: number } }
  const deadline = performance.now() + MAX_WAIT_MS
  for (let rss = 0; ; ) {
    await new Promise((resolve) => setTimeout(resolve, STATE_POLL_MS))
    rss = Math.max(rss, (await server.ask('usage')).rss)
    const { deletion } = await operate<State>(server.url, ADMIN_TOKEN, query, { id })
    if (deletion.finishedAt === null && performance.now() < deadline) continue
    const end = deletion.finishedAt === null ? Date.now() : Date.parse(deletion.finishedAt)
    return { tookMs: end - Date.parse(deletion.startedAt), rows: deletion.done, rss }
  }
}

const rowsPerSecond = ({ rows, tookMs }: Deletion) => rows / (tookMs / 1000)
const sliceMs = ({ ms }: Slice) => ms
/**
 * Estimates how long the slice would have taken without other processes: the time without the waits, but no less than
 * its processor time.
 */
const undisturbedMs = ({ ms, cpuMs, waitMs }: Slice) => Math.max(ms - waitMs, Math.min(ms, cpuMs))
const quantilesOf = ({ slices }: Deletion, value: (slice: Slice) => number) =>
  [0.5, 0.99, 1].map((part) => quantile(slices.map(value), part))
const lagOf = ({ lag: { p99, max } }: Deletion) => `${ms(p99)}, ${ms(max)}`

function slicesOf(deletion: Deletion, value: (slice: Slice) => number): Pick<Figure, 'measured' | 'target' | 'met'> {
  const [half = Number.NaN, most = Number.NaN, longest = Number.NaN] = quantilesOf(deletion, value)
  return {
    measured: [half, most, longest].map(ms).join(', '),
    target: 'p99 ≤ 5 ms, max ≤ 20 ms',
    met: most <= MAX_SLICE_P99_MS && longest <= MAX_SLICE_MS,
  }
}

const rowsOf = (perSecond: number, least: number): Pick<Figure, 'measured' | 'target' | 'met'> => ({
  measured: thousands(perSecond),
  target: `≥ ${thousands(least)}`,
  met: perSecond >= least,
})

const walOf = ({ walBytes }: Deletion): Figure => ({
  label: '  largest write-ahead log',
  measured: mib(walBytes),
  target: '≤ 128 MiB',
  met: walBytes <= MAX_WAL_BYTES,
})

/** The deletion as if the server's thread had never waited for a processor that other processes used. */
const undisturbed = (deletion: Deletion): Deletion => ({ ...deletion, tookMs: deletion.tookMs - deletion.waitMs })

function figuresAlone(resources: number, alone: Deletion): Figure[] {
  const rows = alone.slices.map(({ removed }) => removed)
  return [
    {
      label: `Deletion of ${thousands(resources)} resources, alone: rows a second`,
      ...rowsOf(rowsPerSecond(alone), MIN_ROWS_PER_SECOND),
      comparison: `${thousands(alone.waitMs)} of ${thousands(alone.tookMs)} ms waited for a processor`,
    },
    { label: '  without that wait', ...rowsOf(rowsPerSecond(undisturbed(alone)), MIN_ROWS_PER_SECOND) },
    {
      label: '  slices p50, p99, max',
      ...slicesOf(alone, sliceMs),
      comparison: `${thousands(rows.length)} slices, ${median(rows)} rows at p50`,
    },
    { label: '  without the wait for a processor', ...slicesOf(alone, undisturbedMs) },
    { label: '  event loop lag p99, max', measured: lagOf(alone) },
    walOf(alone),
    {
      label: '  resident memory grows by',
      measured: mib(alone.grownBytes),
      target: '< 64 MiB',
      met: alone.grownBytes < MAX_GROWN_BYTES,
    },
  ]
}

function figuresBeside(resources: number, perSecond: number, busy: Deletion, idle: Load, reads: Load): Figure[] {
  const slowdown = reads.p99 / idle.p99
  return [
    {
      label: `Deletion of ${thousands(resources)} resources beside ${thousands(perSecond)} nested lists a second: rows a second`,
      ...rowsOf(rowsPerSecond(busy), MIN_ROWS_PER_SECOND_BESIDE),
      comparison: `${thousands(busy.waitMs)} of ${thousands(busy.tookMs)} ms waited for a processor`,
    },
    { label: '  without that wait', ...rowsOf(rowsPerSecond(undisturbed(busy)), MIN_ROWS_PER_SECOND_BESIDE) },
    { label: '  slices p50, p99, max', measured: quantilesOf(busy, sliceMs).map(ms).join(', ') },
    { label: '  event loop lag p99, max', measured: lagOf(busy) },
    walOf(busy),
    {
      label: '  nested list p99',
      measured: ms(reads.p99),
      comparison: `without the deletion ${ms(idle.p99)}; p50 ${ms(reads.p50)} and ${ms(idle.p50)}`,
      ratio: times(slowdown),
      target: `≤ ${times(MAX_READ_SLOWDOWN)}`,
      met: slowdown <= MAX_READ_SLOWDOWN,
    },
  ]
}
