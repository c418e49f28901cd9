// How cost grows with memberships, on both databases: the nested list, and the members of a large workspace behind its
// middle. Then what a second replica adds; load, replicas and PostgreSQL share one machine, so that is the least it is.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startApp } from '../src/app.ts'
import { loadConfig } from '../src/config/config.ts'
import { type LargeDataset, seedLargeDataset } from '../test/support/large-dataset.ts'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { answerOf, load, operate, type Query } from './load.ts'
import { nestedList } from './nested-list.ts'
import { type Figure, median, ms, times } from './report.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { type Server, startServer } from './server.ts'

const SIZES = [1000, 10_000, 100_000, 1_000_000]
const WARM_UP_MS = 1000
const ROUND_MS = 700
const ROUNDS = 5
const REPLICAS_MS = 4000
const CONNECTIONS = 4

type Env = Record<string, string>
interface Cost {
  /** Processor time of the server for a request. */
  readonly cpuMs: number
  /** And of PostgreSQL. */
  readonly databaseMs: number
}
const WHAT = ['nested list, 20 × 5', 'members behind the middle'] as const
type Reads = Record<(typeof WHAT)[number], Query>

/** Measures every size on both databases; takes away what it has made. */
export async function measureGrowth(directory: string): Promise<Figure[]> {
  const folder = join(directory, 'growth')
  mkdirSync(folder, { recursive: true })
  const server = await startPostgres([])
  try {
    const onSqlite = async (size: number) => ({ CROFT_DATABASE_URL: `sqlite:${join(folder, `${size}.db`)}` })
    const sqlite = await series('SQLite', onSqlite, () => null)
    const onPostgres = async (size: number) => {
      await execute(server.url, `create database growth_${size}`)
      const secretKey = Buffer.alloc(32, 1).toString('base64')
      return { CROFT_DATABASE_URL: databaseUrl(server.url, `growth_${size}`), CROFT_SECRET_KEY: secretKey }
    }
    const postmaster = await pidOf(server.url)
    const postgres = await series('PostgreSQL', onPostgres, () => cpuOf(postmaster))
    return [...sqlite.figures, ...postgres.figures, ...(await replicas(postgres.env, postgres.reads))]
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Site {
  readonly env: Env
  readonly server: Server
  readonly reads: Reads
  readonly statements: Record<keyof Reads, number>
}

/** Fills a database of each size, and measures them by turns: what else the machine does at the time weighs on all. */
async function series(dialect: string, open: (size: number) => Promise<Env>, databaseCpu: () => number | null) {
  const sites: Site[] = []
  try {
    for (const size of SIZES) {
      console.error(`  ${dialect}, ${size.toLocaleString('en')} memberships`)
      const env = { CROFT_PORT: '0', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...(await open(size)) }
      const crowd = await seedLargeDataset(env, size)
      const { reads, statements } = await readsOf(env, crowd)
      sites.push({ env, server: await startServer(['dist/src/main.js'], env), reads, statements })
    }
    const figures: Figure[] = []
    for (const what of WHAT) figures.push(...(await measured(`${dialect}: ${what}`, sites, what, databaseCpu)))
    const [{ env, reads }] = sites.slice(-1) as [Site]
    return { figures, env, reads }
  } finally {
    await Promise.all(sites.map(({ server }) => server.stop()))
  }
}

async function measured(title: string, sites: readonly Site[], what: keyof Reads, databaseCpu: () => number | null) {
  for (const { server, reads } of sites)
    await load(server.url, reads[what], CONNECTIONS, AbortSignal.timeout(WARM_UP_MS))
  const rounds: Cost[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    const costs: Cost[] = []
    for (const { server, reads } of sites) costs.push(await costOf(server, reads[what], databaseCpu))
    rounds.push(costs)
  }
  return sites.map(({ statements }, index): Figure => {
    const middle = (of: (cost: Cost, smallest: Cost) => number) =>
      median(rounds.map((costs) => of(costs[index] as Cost, costs[0] as Cost)))
    const known = databaseCpu() !== null
    const database = known ? `, PostgreSQL ${ms(middle(({ databaseMs }) => databaseMs))}` : ''
    const grown = known ? `; ${times(middle((cost, smallest) => cost.databaseMs / smallest.databaseMs))}` : ''
    return {
      what: index === 0 ? title : `  10${'³⁴⁵⁶'[index]}`,
      measured: ms(middle(({ cpuMs }) => cpuMs)),
      beside: `${statements[what]} statements${database}`,
      ratio: `${times(middle((cost, smallest) => cost.cpuMs / smallest.cpuMs))}${grown}`,
    }
  })
}

/** The two requests, and how many statements each takes: counted in this process, where they can be seen. */
async function readsOf(env: Env, { member, large, middle }: LargeDataset) {
  let sent = 0
  const app = await startApp(loadConfig(env), {
    onQuery: (text) => {
      if (/^\s*select/.test(text)) sent++
    },
  })
  try {
    const query = `query ($id: ID!, $after: String, $filter: MemberFilter) { workspace(by: { id: $id }) {
      members(first: 20, after: $after, filter: $filter) { edges { cursor node { id role { name } principal {
        __typename ... on User { id name } } } } } } }`
    interface Found {
      workspace: { members: { edges: { cursor: string; node: { principal: { id: string } } }[] } }
    }
    const found = await operate<Found>(app.url, member.token, query, { id: large, filter: { search: middle.name } })
    const after = found.workspace.members.edges.find(({ node }) => node.principal.id === middle.id)?.cursor
    if (!after) throw new Error(`${middle.name} is not found`)
    const reads: Reads = {
      'nested list, 20 × 5': nestedList(member.token),
      'members behind the middle': {
        token: member.token,
        body: JSON.stringify({ query, variables: { id: large, after } }),
      },
    }
    const count = async (read: Query) => {
      sent = 0
      await answerOf(app.url, read)
      return sent
    }
    const counts: [string, number][] = []
    for (const [what, read] of Object.entries(reads))
      counts.push([what, Math.min(await count(read), await count(read), await count(read))])
    return { reads, statements: Object.fromEntries(counts) as Record<keyof Reads, number> }
  } finally {
    await app.close()
  }
}

async function costOf(server: Server, query: Query, databaseCpu: () => number | null): Promise<Cost> {
  const [own, database] = [await server.ask('usage'), databaseCpu() ?? 0]
  const { requests } = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(ROUND_MS))
  const [ownAfter, databaseAfter] = [await server.ask('usage'), databaseCpu() ?? 0]
  return {
    cpuMs: (ownAfter.cpuMicros - own.cpuMicros) / 1000 / requests,
    databaseMs: (databaseAfter - database) / requests,
  }
}

/** Requests a second of the nested list, with as many connections to each replica. */
async function replicas(env: Env, reads: Reads): Promise<Figure[]> {
  const query = reads['nested list, 20 × 5']
  const servers: Server[] = []
  const rates: number[] = []
  try {
    for (let count = 1; count <= 2; count++) {
      servers.push(await startServer(['dist/src/main.js'], env))
      const during = async (duration: number) => {
        const until = AbortSignal.timeout(duration)
        const loads = await Promise.all(servers.map(({ url }) => load(url, query, CONNECTIONS, until)))
        return loads.reduce((sum, { requests }) => sum + requests, 0) / (duration / 1000)
      }
      await during(WARM_UP_MS)
      rates.push(await during(REPLICAS_MS))
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
  const [one = Number.NaN, two = Number.NaN] = rates
  return [
    { what: 'PostgreSQL, 10⁶: nested lists a second, 1 replica', measured: one.toFixed(0), ratio: times(1) },
    {
      what: '  2 replicas; they, PostgreSQL and the load share the processors',
      measured: two.toFixed(0),
      ratio: times(two / one),
    },
  ]
}

/** The process that all of PostgreSQL's are children of. */
async function pidOf(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return Number.parseInt(readFileSync(join(rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return null
  } finally {
    await client.end()
  }
}

const TICK_MS = 10

/** Milliseconds that PostgreSQL has computed so far, on Linux; those of a connection that ends are counted on. */
function cpuOf(postmaster: number | null): number | null {
  if (postmaster === null) return null
  try {
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').split(' ').filter(Boolean)
    const ticks = (pid: string | number, fields: readonly number[]) => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // counted behind the name, which may hold spaces: utime, stime, cutime, cstime
      return fields.reduce((sum, field) => sum + Number(values[field]), 0)
    }
    const all = children.map((pid) => ticks(pid, [11, 12]))
    return all.reduce((sum, each) => sum + each, ticks(postmaster, [11, 12, 13, 14])) * TICK_MS
  } catch {
    return null
  }
}
