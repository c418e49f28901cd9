// Mutations: Croft compared with a bare server that parses the same bodies, runs the SQL statements that Croft sends in
// one transaction, and gives the same answer. The statements are traced before the run. Both work on copies of one
// database and answer the same number of requests, so that their tables grow alike. Commits are counted in SQLite's
// WAL-index.
import { closeSync, copyFileSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { load, operate, type Query } from './load.ts'
import { type Figure, median, ms, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN, type Seeded, seed } from './seed.ts'
import { inRepository, type Server, startCroft, startServer } from './server.ts'
import { type WritesOptions, writesEnvironment } from './servers/bare-writes.ts'
import { tracing } from './statements.ts'

const CONNECTIONS = 4
const MAX_RATIO = 2
const MAX_COMMITS = 1.05
/** As many resources as fit into the body of one request. */
const RESOURCES = 500
/** Lower numbers are in the names of the traced requests. */
const FIRST_NAME = 1000
const KINDS = ['dataset', 'job', 'model'] as const

const OPERATIONS = ['createWorkspace', 'registerResources'] as const
export type Operation = (typeof OPERATIONS)[number]
const CREATE_WORKSPACE = `mutation createWorkspace($input: CreateWorkspaceInput!) {
  createWorkspace(input: $input) { workspace { id name displayName createdAt } } }`
const REGISTER_RESOURCES = `mutation registerResources($input: RegisterResourcesInput!) {
  registerResources(input: $input) { resources { id } } }`

/** Creates the next request of each operation: no name is used twice, and all resources go into one workspace. */
export function requests(
  token: string,
  workspaceId: string,
  from: number,
  resources: number,
): Record<Operation, () => Query> {
  let count = from
  const query = (operationName: Operation, text: string, input: object): Query => ({
    token,
    body: JSON.stringify({ operationName, query: text, variables: { input } }),
  })
  return {
    createWorkspace: () => {
      const input = { name: `written-${count}`, displayName: `Written ${count++}` }
      return query('createWorkspace', CREATE_WORKSPACE, input)
    },
    registerResources: () => {
      const list = Array.from({ length: resources }, () => resource(count++))
      return query('registerResources', REGISTER_RESOURCES, { workspace: { id: workspaceId }, resources: list })
    },
  }
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
      rows: index * 17,
      checksum: `sha256:${(index * 2_654_435_761).toString(16).padStart(16, '0').repeat(3)}`,
    },
  }
}

/** The event hub reads the log after each commit, at about the time of the response. */
const READS_THE_LOG = /^select \* from "event" where "seq" > \?/

/** Croft's answer to a request of each operation, and the data that the bare server needs for the same answer. */
export async function traceWrites(file: string, { token, callerId }: Seeded) {
  const env = { CROFT_PORT: '0', CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  return tracing(
    env,
    async (trace, url) => {
      const input = { name: 'home' }
      type Created = { createWorkspace: { workspace: { id: string } } }
      const { createWorkspace } = await operate<Created>(url, token, CREATE_WORKSPACE, { input })
      const home = createWorkspace.workspace.id
      const next = requests(token, home, 0, 3)
      const traced = {
        createWorkspace: await trace(next.createWorkspace),
        registerResources: await trace(next.registerResources),
      }
      const statementsOf = (operation: Operation) => traced[operation].statements
      const statements = {
        createWorkspace: statementsOf('createWorkspace'),
        registerResources: statementsOf('registerResources'),
      }
      const bare: WritesOptions = { file: `${file}.bare`, callerId, statements }
      return { home, traced, bare, unused: next }
    },
    (text) => !READS_THE_LOG.test(text),
  )
}

interface Sample {
  readonly cpuMicros: number
  readonly commits: number
}
interface Measured {
  readonly croft: Sample[]
  readonly bare: Sample[]
  readonly longestMs: number
}

/** Fills a database, measures both servers in turns, and stops them. */
export async function measureWrites(directory: string, scale: Scale['writes']): Promise<Figure[]> {
  const file = join(directory, 'writes', 'croft.db')
  const seeded = await seed(file, scale.seed)
  const { bare, home, traced } = await traceWrites(file, seeded)
  copyFileSync(file, bare.file)
  const servers = {
    croft: await startCroft(file),
    bare: await startServer(['--import', 'tsx', inRepository('bench/servers/bare-writes.ts')], writesEnvironment(bare)),
  }
  try {
    const next = {
      croft: requests(seeded.token, home, FIRST_NAME, RESOURCES),
      bare: requests(seeded.token, home, FIRST_NAME, RESOURCES),
    }
    const measure = async (operation: Operation, count: number): Promise<Measured> => {
      const samples = { croft: [] as Sample[], bare: [] as Sample[] }
      const run = (name: 'croft' | 'bare') =>
        sample(servers[name], name === 'croft' ? file : bare.file, next[name][operation], count)
      for (let round = 0; round < scale.warmUpRounds; round++) {
        for (const name of ['croft', 'bare'] as const) await run(name)
      }
      for (let round = 0; round < scale.rounds; round++) {
        for (const name of ['croft', 'bare'] as const) samples[name].push(await run(name))
      }
      // in a round of its own: the clock of the delay fires each millisecond, a tenth of what Croft takes for a write
      await servers.croft.ask('startLag')
      await run('croft')
      return { ...samples, longestMs: (await servers.croft.ask('stopLag')).max }
    }
    const created = await measure('createWorkspace', scale.workspaces)
    const registered = await measure('registerResources', scale.registrations)
    return [
      ...figuresOf('createWorkspace', created, traced.createWorkspace.statements.length),
      ...figuresOf(`registerResources, ${RESOURCES} rows`, registered, traced.registerResources.statements.length),
    ]
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()))
  }
}

async function sample(server: Server, file: string, next: () => Query, count: number): Promise<Sample> {
  const enough = new AbortController()
  let sent = 0
  const counted = () => {
    if (++sent === count) enough.abort()
    return next()
  }
  const commitsBefore = commitsOf(file)
  const before = await server.ask('usage')
  const { requests } = await load(server.url, counted, CONNECTIONS, enough.signal)
  const after = await server.ask('usage')
  return {
    cpuMicros: (after.cpuMicros - before.cpuMicros) / requests,
    commits: (commitsOf(file) - commitsBefore) / requests,
  }
}

/** Position of `iChange` in the header of the WAL-index, which each commit raises (SQLite's walformat, section 2.1). */
const CHANGES_OFFSET = 8

/** How many transactions have been committed to a SQLite file in WAL mode that a server has open. */
function commitsOf(file: string): number {
  const descriptor = openSync(`${file}-shm`, 'r')
  try {
    const header = new Uint32Array(CHANGES_OFFSET / Uint32Array.BYTES_PER_ELEMENT + 1)
    readSync(descriptor, header, 0, header.byteLength, 0)
    return header.at(-1) ?? Number.NaN
  } finally {
    closeSync(descriptor)
  }
}

function figuresOf(label: string, { croft, bare, longestMs }: Measured, statements: number): Figure[] {
  const cpu = (samples: readonly Sample[]) => ms(median(samples.map(({ cpuMicros }) => cpuMicros)) / 1000)
  const commits = (samples: readonly Sample[]) => median(samples.map((each) => each.commits))
  // the ratio of each round: other load on the machine slows both servers of a round alike
  const ratio = median(croft.map(({ cpuMicros }, round) => cpuMicros / (bare[round]?.cpuMicros ?? Number.NaN)))
  return [
    {
      label: `${label}: processor time`,
      measured: cpu(croft),
      comparison: `bare server ${cpu(bare)}`,
      ratio: times(ratio),
      target: `≤ ${times(MAX_RATIO)}`,
      met: ratio <= MAX_RATIO,
    },
    {
      label: '  commits',
      measured: commits(croft).toFixed(2),
      comparison: `bare server ${commits(bare).toFixed(2)}`,
      target: '1',
      met: commits(croft) <= MAX_COMMITS,
    },
    { label: '  SQL statements', measured: String(statements) },
    { label: '  longest delay of the event loop', measured: ms(longestMs) },
  ]
}
