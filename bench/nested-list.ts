// 20 workspaces with 5 members each: Croft, signed in by an API token, beside a bare server and Mercurius, which check
// nobody. First all three must answer the same bytes to the same statements; then they are measured by turns.
import { answerOf, type Load, load, type Query } from './load.ts'
import { type Figure, median, ms, times } from './report.ts'
import { ADMIN_TOKEN, type Seeded } from './seed.ts'
import { at, type Server, startServer } from './server.ts'
import { MEMBERS, USERS, WORKSPACES } from './sql.ts'

const ROUNDS = 7
const WARM_UP_MS = 4000
const ROUND_MS = 2500
const CONNECTIONS = 4
const MOST_STATEMENTS = 6
const MOST_TIMES_MERCURIUS = 1.5

interface Sample extends Load {
  readonly cpuMicros: number
}

/** The query, as the seeded caller sends it. */
export function nestedList(token: string, workspaces = 20, members = 5): Query {
  const query = `{ workspaces(first: ${workspaces}) { nodes { id name members(first: ${members}) { nodes {
    id role { name } principal { __typename ... on User { id name } }
  } } } } }`
  return { token, body: JSON.stringify({ query }) }
}

/** Croft on the file, the built program. */
export function startCroft(file: string, program = 'dist/src/main.js'): Promise<Server> {
  return startServer([program], {
    CROFT_PORT: '0',
    CROFT_DATABASE_URL: `sqlite:${file}`,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
  })
}

/** Measures all three, and stops them. */
export async function measureNestedList(file: string, { token, callerId }: Seeded): Promise<Figure[]> {
  const rival = { BENCH_DATABASE: file, BENCH_CALLER: callerId }
  const servers = {
    croft: await startCroft(file),
    bare: await startServer(['--import', 'tsx', at('bench/servers/bare.ts')], rival),
    mercurius: await startServer(['--import', 'tsx', at('bench/servers/mercurius.ts')], rival),
  }
  try {
    const query = nestedList(token)
    await compareAnswers(servers, query)
    for (const { url } of Object.values(servers)) await load(url, query, CONNECTIONS, AbortSignal.timeout(WARM_UP_MS))
    const samples = { croft: [] as Sample[], bare: [] as Sample[], mercurius: [] as Sample[] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ['croft', 'bare', 'mercurius'] as const) samples[name].push(await sample(servers[name], query))
    }
    const small = await statements(servers.croft, query)
    const large = await statements(servers.croft, nestedList(token, 50, 20))
    compareStatements(small)
    return figuresOf(samples, [small.length, large.length])
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()))
  }
}

async function sample(server: Server, query: Query): Promise<Sample> {
  const before = await server.ask('usage')
  const measured = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(ROUND_MS))
  const after = await server.ask('usage')
  return { ...measured, cpuMicros: (after.cpuMicros - before.cpuMicros) / measured.requests }
}

async function compareAnswers(servers: Record<string, Server>, query: Query): Promise<void> {
  const answers = await Promise.all(Object.values(servers).map(({ url }) => answerOf(url, query)))
  if (answers.some((answer) => answer !== answers[0])) throw new Error(`The answers differ:\n${answers.join('\n')}`)
}

async function statements(croft: Server, query: Query): Promise<readonly string[]> {
  await croft.ask('statementsFrom')
  await answerOf(croft.url, query)
  return croft.ask('statementsSoFar')
}

function compareStatements(croft: readonly string[]): void {
  const plain = (text: string) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/ ?([()]) ?/g, '$1')
      .trim()
  const sent = croft.map(plain)
  const missing = [WORKSPACES, MEMBERS, USERS].map(plain).filter((text) => !sent.includes(text))
  if (missing.length > 0) {
    throw new Error(`bench/sql.ts is not what Croft asks.\nCroft:\n${sent.join('\n')}\nThere:\n${missing.join('\n')}`)
  }
}

function figuresOf(samples: Record<'croft' | 'bare' | 'mercurius', Sample[]>, sent: readonly number[]): Figure[] {
  const cpu = (name: keyof typeof samples) => median(samples[name].map(({ cpuMicros }) => cpuMicros)) / 1000
  const latency = (name: keyof typeof samples) =>
    `${ms(median(samples[name].map(({ p50 }) => p50)))}, ${ms(median(samples[name].map(({ p99 }) => p99)))}`
  // each round's own ratio: what else the machine does at the time weighs on both
  const ratio = (name: 'bare' | 'mercurius') =>
    median(samples.croft.map(({ cpuMicros }, round) => cpuMicros / (samples[name][round]?.cpuMicros ?? Number.NaN)))
  const toMercurius = ratio('mercurius')
  return [
    {
      what: 'Nested list: processor time for a request',
      measured: ms(cpu('croft')),
      beside: `Mercurius ${ms(cpu('mercurius'))}`,
      ratio: times(toMercurius),
      target: `≤ ${times(MOST_TIMES_MERCURIUS)}`,
      met: toMercurius <= MOST_TIMES_MERCURIUS,
    },
    { what: '', measured: '', beside: `bare server ${ms(cpu('bare'))}`, ratio: times(ratio('bare')) },
    {
      what: `  latency p50, p99 (${CONNECTIONS} connections)`,
      measured: latency('croft'),
      beside: `Mercurius ${latency('mercurius')}`,
    },
    { what: '', measured: '', beside: `bare server ${latency('bare')}` },
    {
      what: '  SQL statements (20 × 5; 50 × 20)',
      measured: sent.join('; '),
      target: `≤ ${MOST_STATEMENTS}, constant`,
      met: sent.every((count) => count === sent[0] && count <= MOST_STATEMENTS),
    },
  ]
}
