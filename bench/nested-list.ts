// 20 workspaces with 5 members each: Croft, which authenticates an API token and authorises, compared with two peers that
// do neither: a bare server and Mercurius. The peers run the SQL statements that Croft sends, which are traced before the
// run. All three must give the same bytes; then they are measured in turns.
import { type Load, load, type Query, responseTo } from './load.ts'
import { type Figure, median, ms, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN, type Seeded } from './seed.ts'
import { inRepository, type Server, startCroft, startServer } from './server.ts'
import { type RowsOptions, rowsEnvironment } from './servers/rows.ts'
import { type Traced, tracing } from './statements.ts'

const CONNECTIONS = 4
const MAX_STATEMENTS = 6
const MAX_RATIO = { mercurius: 0.75, bare: 1.05 }

const NAMES = ['croft', 'bare', 'mercurius'] as const
type Name = (typeof NAMES)[number]
interface Sample extends Load {
  /** Processor time of the server for a request. */
  readonly cpuMicros: number
}

/** The query, sent by the seeded caller. */
export function nestedList(token: string, workspaces = 20, members = 5): Query {
  const query = `{ workspaces(first: ${workspaces}) { nodes { id name members(first: ${members}) { nodes {
    id role principal { __typename ... on User { id name } }
  } } } } }`
  return { token, body: JSON.stringify({ query }) }
}

/**
 * The nested list in the sizes 20 × 5 and 50 × 20 as Croft answers it, and the data that the peers need for the same
 * answer.
 */
export async function traceNestedList(file: string, { token, callerId }: Seeded) {
  const env = { CROFT_PORT: '0', CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const [small, large] = await tracing(env, async (trace): Promise<[Traced, Traced]> => {
    return [await trace(nestedList(token)), await trace(nestedList(token, 50, 20))]
  })
  // each of these needs ids from the one before, so their order is certain; statements about the caller come before
  // them
  const [workspaces = '', members = '', users = ''] = small.statements.slice(-3)
  const peer: RowsOptions = { file, callerId, statements: { workspaces, members, users } }
  return { small, large, peer }
}

/** Measures all three servers, and stops them. */
export async function measureNestedList(file: string, seeded: Seeded, scale: Scale['list']): Promise<Figure[]> {
  const { small, large, peer } = await traceNestedList(file, seeded)
  const startPeer = (name: string) =>
    startServer(['--import', 'tsx', inRepository(`bench/servers/${name}.ts`)], rowsEnvironment(peer))
  const started: Server[] = []
  const keep = async (starting: Promise<Server>) => {
    const server = await starting
    started.push(server)
    return server
  }
  try {
    const servers: Record<Name, Server> = {
      croft: await keep(startCroft(file)),
      bare: await keep(startPeer('bare')),
      mercurius: await keep(startPeer('mercurius')),
    }
    const query = nestedList(seeded.token)
    for (const name of NAMES) {
      const text = await responseTo(servers[name].url, query)
      if (text !== small.text) throw new Error(`The response of ${name} differs:\n${text}\n${small.text}`)
    }
    for (const name of NAMES) await load(servers[name].url, query, CONNECTIONS, AbortSignal.timeout(scale.warmUpMs))
    const samples: Record<Name, Sample[]> = { croft: [], bare: [], mercurius: [] }
    for (let round = 0; round < scale.rounds; round++) {
      for (const name of NAMES) samples[name].push(await sample(servers[name], query, scale.roundMs))
    }
    return figuresOf(samples, [small.statements.length, large.statements.length])
  } finally {
    await Promise.all(started.map((server) => server.stop()))
  }
}

async function sample(server: Server, query: Query, durationMs: number): Promise<Sample> {
  const before = await server.ask('usage')
  const measured = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(durationMs))
  const after = await server.ask('usage')
  return { ...measured, cpuMicros: (after.cpuMicros - before.cpuMicros) / measured.requests }
}

function figuresOf(samples: Record<Name, Sample[]>, statements: readonly number[]): Figure[] {
  const cpu = (name: Name) => ms(median(samples[name].map(({ cpuMicros }) => cpuMicros)) / 1000)
  const latency = (name: Name) =>
    `${ms(median(samples[name].map(({ p50 }) => p50)))}, ${ms(median(samples[name].map(({ p99 }) => p99)))}`
  // the ratio of each round: other load on the machine slows both servers of a round alike
  const ratioTo = (name: Name) =>
    median(samples.croft.map(({ cpuMicros }, round) => cpuMicros / (samples[name][round]?.cpuMicros ?? Number.NaN)))
  const compared = (name: keyof typeof MAX_RATIO) => ({
    ratio: times(ratioTo(name)),
    target: `≤ ${times(MAX_RATIO[name])}`,
    met: ratioTo(name) <= MAX_RATIO[name],
  })
  return [
    {
      label: 'Nested list: processor time for a request',
      measured: cpu('croft'),
      comparison: `Mercurius ${cpu('mercurius')}`,
      ...compared('mercurius'),
    },
    { label: '', measured: '', comparison: `bare server ${cpu('bare')}`, ...compared('bare') },
    {
      label: `  latency p50, p99 (${CONNECTIONS} connections)`,
      measured: latency('croft'),
      comparison: `Mercurius ${latency('mercurius')}`,
    },
    { label: '', measured: '', comparison: `bare server ${latency('bare')}` },
    {
      label: '  SQL statements (20 × 5; 50 × 20)',
      measured: statements.join('; '),
      target: `≤ ${MAX_STATEMENTS}, constant`,
      met: statements.every((count) => count === statements[0] && count <= MAX_STATEMENTS),
    },
  ]
}
