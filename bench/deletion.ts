// Deletes two large workspaces: one while the server has nothing else to do, one while the nested list is read. Measures
// how soon the mutation is answered, how fast rows are removed, and how much that slows down the reads.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { type Load, load, operate } from './load.ts'
import { nestedList } from './nested-list.ts'
import { type Figure, median, mib, ms, quantile, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN, type Seeded } from './seed.ts'
import { type Lag, type Server, type Slice, startCroft } from './server.ts'

/** As many resources as fit into the body of one request. */
const RESOURCES_PER_REQUEST = 500
const KINDS = ['dataset', 'job', 'model'] as const
/** A deletion that takes longer is measured by what it has done until then. */
const MAX_WAIT_MS = 120_000
const STATE_POLL_MS = 250
const WAL_POLL_MS = 10
const CONNECTIONS = 4

const MAX_ANSWER_MS = 50
const MIN_ROWS_PER_SECOND = 10_000
const MAX_SLICE_P99_MS = 5
const MAX_SLICE_MS = 20
const MAX_WAL_BYTES = 128 * 2 ** 20
const MAX_READ_SLOWDOWN = 2

interface Deletion {
  readonly answeredMs: number
  /** From the times that the server reports. */
  readonly tookMs: number
  readonly rows: number
  readonly slices: readonly Slice[]
  readonly lag: Lag
  readonly walBytes: number
}

/** Fills the workspaces through the API and deletes them. */
export async function measureDeletion(file: string, { token }: Seeded, scale: Scale['deletion']): Promise<Figure[]> {
  const server = await startCroft(file)
  try {
    const first = await fill(server, 'large-one', scale.resources)
    const second = await fill(server, 'large-two', scale.resources)
    // the first deletions of a process are slower: V8 has not compiled their code yet
    for (const name of ['small-one', 'small-two', 'small-three']) {
      await remove(server, file, await fill(server, name, RESOURCES_PER_REQUEST))
    }
    // the disk must not be busy with earlier writes
    execFileSync('sync')
    const quiet = await remove(server, file, first)
    const query = nestedList(token)
    await load(server.url, query, CONNECTIONS, AbortSignal.timeout(scale.idleMs / 2))
    const idleReads = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(scale.idleMs))
    const removed = new AbortController()
    const [busy, busyReads] = await Promise.all([
      remove(server, file, second).finally(() => removed.abort()),
      load(server.url, query, CONNECTIONS, removed.signal),
    ])
    return figuresOf(scale.resources, quiet, busy, idleReads, busyReads)
  } finally {
    await server.stop()
  }
}

/** Makes a workspace that the caller of the nested list cannot see. */
async function fill({ url }: Server, name: string, resources: number): Promise<string> {
  const create = 'mutation ($name: String!) { createWorkspace(input: { name: $name }) { workspace { id } } }'
  type Created = { createWorkspace: { workspace: { id: string } } }
  const { createWorkspace } = await operate<Created>(url, ADMIN_TOKEN, create, { name })
  const workspace = { id: createWorkspace.workspace.id }
  const register =
    'mutation ($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }'
  for (let from = 0; from < resources; from += RESOURCES_PER_REQUEST) {
    const length = Math.min(RESOURCES_PER_REQUEST, resources - from)
    const input = { workspace, resources: Array.from({ length }, (_, index) => resource(from + index)) }
    await operate(url, ADMIN_TOKEN, register, { input })
  }
  return workspace.id
}

function resource(index: number) {
  const kind = KINDS[index % KINDS.length]
  return {
    kind,
    name: `${kind}-${index}`,
    labels: { team: `team-${index % 12}`, stage: index % 2 === 0 ? 'test' : 'production' },
    spec: {
      source: `s3://bucket-${index % 40}/runs/${index}/output`,
      format: 'parquet',
      owner: `person-${index % 500}@example.com`,
      rows: index * 17,
      checksum: `sha256:${(index * 2_654_435_761).toString(16).padStart(16, '0').repeat(3)}`,
    },
  }
}

/** Deletes a workspace, and resolves when its rows are gone or the longest wait is over. */
async function remove(server: Server, file: string, id: string): Promise<Deletion> {
  await server.ask('clearSlices')
  await server.ask('startLag')
  let walBytes = 0
  const polling = setInterval(() => {
    walBytes = Math.max(walBytes, statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  }, WAL_POLL_MS)
  try {
    const sentAt = performance.now()
    const { deleteWorkspace } = await operate<{ deleteWorkspace: { deletion: { id: string } } }>(
      server.url,
      ADMIN_TOKEN,
      'mutation ($id: ID!) { deleteWorkspace(input: { workspace: { id: $id } }) { deletion { id } } }',
      { id },
    )
    const answeredMs = performance.now() - sentAt
    const { tookMs, rows } = await progressOf(server.url, deleteWorkspace.deletion.id)
    return { answeredMs, tookMs, rows, walBytes, slices: await server.ask('slices'), lag: await server.ask('stopLag') }
  } finally {
    clearInterval(polling)
  }
}

async function progressOf(url: string, id: string): Promise<{ tookMs: number; rows: number }> {
  const query = 'query ($id: ID!) { deletion(id: $id) { startedAt finishedAt done } }'
  type State = { deletion: { startedAt: string; finishedAt: string | null; done: number } }
  const deadline = performance.now() + MAX_WAIT_MS
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, STATE_POLL_MS))
    const { deletion } = await operate<State>(url, ADMIN_TOKEN, query, { id })
    if (deletion.finishedAt === null && performance.now() < deadline) continue
    const end = deletion.finishedAt === null ? Date.now() : Date.parse(deletion.finishedAt)
    return { tookMs: end - Date.parse(deletion.startedAt), rows: deletion.done }
  }
}

function figuresOf(resources: number, quiet: Deletion, busy: Deletion, idleReads: Load, busyReads: Load): Figure[] {
  const rowsPerSecond = ({ rows, tookMs }: Deletion) => rows / (tookMs / 1000)
  const sliceMs = ({ slices }: Deletion, part: number) =>
    quantile(
      slices.map((slice) => slice.ms),
      part,
    )
  const slices = (deletion: Deletion) => [0.5, 0.99, 1].map((part) => ms(sliceMs(deletion, part))).join(', ')
  const rowsInSlice = (deletion: Deletion) => String(median(deletion.slices.map(({ removed }) => removed)))
  const lag = ({ lag: { p99, max } }: Deletion) => `${ms(p99)}, ${ms(max)}`
  const answeredMs = Math.max(quiet.answeredMs, busy.answeredMs)
  const slowdown = busyReads.p99 / idleReads.p99
  return [
    {
      label: `Deletion of ${thousands(resources)} resources: deleteWorkspace answers in`,
      measured: ms(answeredMs),
      target: '≤ 50 ms',
      met: answeredMs <= MAX_ANSWER_MS,
    },
    {
      label: '  rows a second, without other load',
      measured: thousands(rowsPerSecond(quiet)),
      comparison: `with the list ${thousands(rowsPerSecond(busy))}`,
      target: '≥ 10,000',
      met: rowsPerSecond(quiet) >= MIN_ROWS_PER_SECOND,
    },
    {
      label: '  slices p50, p99, max',
      measured: slices(quiet),
      comparison: `with the list ${slices(busy)}`,
      target: 'p99 ≤ 5 ms, max ≤ 20 ms',
      met: sliceMs(quiet, 0.99) <= MAX_SLICE_P99_MS && sliceMs(quiet, 1) <= MAX_SLICE_MS,
    },
    {
      label: '  rows in a slice, p50',
      measured: rowsInSlice(quiet),
      comparison: `with the list ${rowsInSlice(busy)}`,
    },
    { label: '  event loop lag p99, max', measured: lag(quiet), comparison: `with the list ${lag(busy)}` },
    {
      label: '  largest write-ahead log',
      measured: mib(quiet.walBytes),
      comparison: `with the list ${mib(busy.walBytes)}`,
      target: '≤ 128 MiB',
      met: Math.max(quiet.walBytes, busy.walBytes) <= MAX_WAL_BYTES,
    },
    {
      label: '  nested list p99 during a deletion',
      measured: ms(busyReads.p99),
      comparison: `idle ${ms(idleReads.p99)}`,
      ratio: times(slowdown),
      target: '≤ 2.00 ×',
      met: slowdown <= MAX_READ_SLOWDOWN,
    },
  ]
}
