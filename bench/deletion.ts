// Deleting a workspace of 100,000 resources: once with nothing else to do, once while the nested list is read.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { type Load, load, operate } from './load.ts'
import { nestedList, startCroft } from './nested-list.ts'
import { type Figure, median, mib, ms, quantile, times } from './report.ts'
import { ADMIN_TOKEN, type Seeded } from './seed.ts'
import { at, type Lag, type Server, type Slice } from './server.ts'

const RESOURCES = 100_000
/** As many of them as fit into the body of one request. */
const RESOURCES_A_CALL = 500
const KINDS = ['dataset', 'job', 'model'] as const
const IDLE_MS = 8000
const LONGEST_MS = 120_000
const LOOK_EVERY_MS = 10
const CONNECTIONS = 4

interface Deletion {
  readonly answeredMs: number
  /** From the answer's own times. */
  readonly tookMs: number
  readonly done: number
  readonly slices: readonly Slice[]
  readonly lag: Lag
  readonly walBytes: number
}

/** Fills two workspaces through the API and deletes them. */
export async function measureDeletion(file: string, { token }: Seeded): Promise<Figure[]> {
  const server = await startCroft(file, at('bench/servers/croft.mjs'))
  try {
    const alone = await fill(server, 'large-one', RESOURCES)
    const beside = await fill(server, 'large-two', RESOURCES)
    // a process's first deletion is not like the others: it compiles what it runs
    for (const name of ['small-one', 'small-two', 'small-three']) {
      await remove(server, file, await fill(server, name, RESOURCES_A_CALL), new AbortController())
    }
    // alone means that the disk, too, has done with what came before
    execFileSync('sync')
    const quiet = await remove(server, file, alone, new AbortController())
    const query = nestedList(token)
    await load(server.url, query, CONNECTIONS, AbortSignal.timeout(IDLE_MS / 2))
    const idle = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(IDLE_MS))
    const over = new AbortController()
    const [busy, meanwhile] = await Promise.all([
      remove(server, file, beside, over),
      load(server.url, query, CONNECTIONS, over.signal),
    ])
    return figuresOf(quiet, busy, idle, meanwhile)
  } finally {
    await server.stop()
  }
}

/** A workspace of the platform admin's: the caller of the list does not see it come and go. */
async function fill({ url }: Server, name: string, count: number): Promise<string> {
  const create = 'mutation ($name: String!) { createWorkspace(input: { name: $name }) { workspace { id } } }'
  const { createWorkspace } = await operate<{ createWorkspace: { workspace: { id: string } } }>(
    url,
    ADMIN_TOKEN,
    create,
    {
      name,
    },
  )
  const workspace = { id: createWorkspace.workspace.id }
  const register =
    'mutation ($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }'
  for (let from = 0; from < count; from += RESOURCES_A_CALL) {
    const resources = Array.from({ length: RESOURCES_A_CALL }, (_, index) => resource(from + index))
    await operate(url, ADMIN_TOKEN, register, { input: { workspace, resources } })
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

/** Deletes and waits for the end, which aborts `over`. */
async function remove(server: Server, file: string, id: string, over: AbortController): Promise<Deletion> {
  await server.ask('slicesFrom')
  await server.ask('lagFrom')
  let walBytes = 0
  const looking = setInterval(() => {
    walBytes = Math.max(walBytes, statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  }, LOOK_EVERY_MS)
  const sentAt = performance.now()
  const { deleteWorkspace } = await operate<{ deleteWorkspace: { deletion: { id: string } } }>(
    server.url,
    ADMIN_TOKEN,
    'mutation ($id: ID!) { deleteWorkspace(input: { workspace: { id: $id } }) { deletion { id } } }',
    { id },
  )
  const answeredMs = performance.now() - sentAt
  const { tookMs, done } = await finished(server.url, deleteWorkspace.deletion.id, sentAt)
  over.abort()
  clearInterval(looking)
  return {
    answeredMs,
    tookMs,
    done,
    walBytes,
    slices: await server.ask('slicesSoFar'),
    lag: await server.ask('lagSoFar'),
  }
}

interface State {
  deletion: { startedAt: string; finishedAt: string | null; done: number }
}

async function finished(url: string, id: string, since: number): Promise<{ tookMs: number; done: number }> {
  const query = 'query ($id: ID!) { deletion(id: $id) { startedAt finishedAt done } }'
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    const { deletion } = await operate<State>(url, ADMIN_TOKEN, query, { id })
    const late = performance.now() - since > LONGEST_MS
    if (deletion.finishedAt === null && !late) continue
    const end = deletion.finishedAt === null ? Date.now() : Date.parse(deletion.finishedAt)
    return { tookMs: end - Date.parse(deletion.startedAt), done: deletion.done }
  }
}

function figuresOf(alone: Deletion, busy: Deletion, idle: Load, meanwhile: Load): Figure[] {
  const rate = (deletion: Deletion) => deletion.done / (deletion.tookMs / 1000)
  const of = ({ slices }: Deletion, part: number) =>
    quantile(
      slices.map((slice) => slice.ms),
      part,
    )
  const answered = Math.max(alone.answeredMs, busy.answeredMs)
  const slowest = of(alone, 1)
  const ratio = meanwhile.p99 / idle.p99
  const slices = (deletion: Deletion) => [0.5, 0.99, 1].map((part) => ms(of(deletion, part))).join(', ')
  const lag = ({ lag: { p99, max } }: Deletion) => `${ms(p99)}, ${ms(max)}`
  return [
    {
      what: `Deletion of ${RESOURCES.toLocaleString('en')} resources: deleteWorkspace answers in`,
      measured: ms(answered),
      target: '≤ 50 ms',
      met: answered <= 50,
    },
    {
      what: '  rows a second, alone',
      measured: Math.round(rate(alone)).toLocaleString('en'),
      beside: `with the list ${Math.round(rate(busy)).toLocaleString('en')}`,
      target: '≥ 10,000',
      met: rate(alone) >= 10_000,
    },
    {
      what: '  slices p50, p99, max',
      measured: slices(alone),
      beside: `with the list ${slices(busy)}`,
      target: 'p99 ≤ 5 ms, max ≤ 20 ms',
      met: of(alone, 0.99) <= 5 && slowest <= 20,
    },
    {
      what: '  rows in a slice, p50',
      measured: String(median(alone.slices.map(({ removed }) => removed))),
      beside: `with the list ${median(busy.slices.map(({ removed }) => removed))}`,
    },
    { what: '  event loop lag p99, max', measured: lag(alone), beside: `with the list ${lag(busy)}` },
    {
      what: '  write-ahead log at most',
      measured: mib(alone.walBytes),
      beside: `with the list ${mib(busy.walBytes)}`,
      target: '≤ 128 MiB',
      met: Math.max(alone.walBytes, busy.walBytes) <= 128 * 2 ** 20,
    },
    {
      what: '  nested list p99 meanwhile',
      measured: ms(meanwhile.p99),
      beside: `idle ${ms(idle.p99)}`,
      ratio: times(ratio),
      target: '≤ 2.00 ×',
      met: ratio <= 2,
    },
  ]
}
