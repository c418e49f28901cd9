// How the cost of two lists grows with the number of memberships, on both databases: the nested list, and a page from the
// middle of a large workspace's members. Then what a second replica adds: load, replicas and PostgreSQL share one machine,
// so the figure is a lower bound.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type LargeDataset, seedLargeDataset } from '../test/support/large-dataset.ts'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { load, operate, type Query } from './load.ts'
import { nestedList } from './nested-list.ts'
import { postgresCpuClock } from './postgres-cpu.ts'
import { type Figure, median, ms, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { type Server, startServer } from './server.ts'
import { tracing } from './statements.ts'

const CONNECTIONS = 4
const NESTED_LIST = 'nested list, 20 × 5'
const MIDDLE_PAGE = 'members from the middle'
/** What a replica on PostgreSQL may take of what a server on SQLite takes, for the nested list. */
const MAX_BESIDE_SQLITE = 1.3

type Env = Record<string, string>
type CpuClock = () => number | null
/** The reads that are measured on a database, by their names in the report. */
type Reads = Record<typeof NESTED_LIST | typeof MIDDLE_PAGE, { readonly query: Query; readonly statements: number }>
/** A server on a database of one size. */
interface Site {
  readonly dialect: 'SQLite' | 'PostgreSQL'
  readonly memberships: number
  readonly env: Env
  readonly server: Server
  readonly reads: Reads
  readonly databaseCpu: CpuClock
}
interface Cost {
  /** Processor time of Croft for one request. */
  readonly cpuMs: number
  /** Processor time of PostgreSQL for one request. */
  readonly databaseMs: number
}

/** Measures every size on both databases, and removes them. */
export async function measureGrowth(directory: string, scale: Scale['growth']): Promise<Figure[]> {
  const folder = join(directory, 'growth')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres([])
  const sites: Site[] = []
  try {
    const onSqlite = (memberships: number) => ({
      CROFT_DATABASE_URL: `sqlite:${join(folder, `${memberships}.db`)}`,
    })
    const onPostgres = async (memberships: number) => {
      const name = `growth_${memberships}`
      await execute(postgres.url, `create database ${name}`)
      const CROFT_SECRET_KEY = Buffer.alloc(32, 1).toString('base64')
      return { CROFT_DATABASE_URL: databaseUrl(postgres.url, name), CROFT_SECRET_KEY }
    }
    const postgresCpu = postgresCpuClock(postgres.directory)
    for (const memberships of scale.memberships) {
      sites.push(await siteOf('SQLite', memberships, onSqlite(memberships), () => null))
      sites.push(await siteOf('PostgreSQL', memberships, await onPostgres(memberships), postgresCpu))
    }
    const figures: Figure[] = []
    for (const name of [NESTED_LIST, MIDDLE_PAGE] as const) figures.push(...(await measureRead(name, sites, scale)))
    await stopAll(sites)
    return [...figures, ...(await measureReplicas(sites[sites.length - 1] as Site, scale))]
  } finally {
    await stopAll(sites)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const stopAll = (sites: readonly Site[]) => Promise.all(sites.map(({ server }) => server.stop()))

/** Fills a database and starts a server on it. */
async function siteOf(dialect: Site['dialect'], memberships: number, database: Env, databaseCpu: CpuClock) {
  console.error(`  ${dialect}, ${thousands(memberships)} memberships`)
  const env = { CROFT_PORT: '0', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...database }
  const reads = await readsOf(env, await seedLargeDataset(env, memberships))
  return { dialect, memberships, env, reads, databaseCpu, server: await startServer(['dist/main.js'], env) }
}

/** Measures all sites in turns, so that other load on the machine slows all alike. */
async function measureRead(name: keyof Reads, sites: readonly Site[], scale: Scale['growth']): Promise<Figure[]> {
  for (const { server, reads } of sites)
    await load(server.url, reads[name].query, CONNECTIONS, AbortSignal.timeout(scale.warmUpMs))
  const rounds: Map<Site, Cost>[] = []
  for (let round = 0; round < scale.rounds; round++) {
    const costs = new Map<Site, Cost>()
    for (const site of sites) costs.set(site, await costOf(site, name, scale.roundMs))
    rounds.push(costs)
  }
  const medianOf = (of: (costs: (site: Site) => Cost) => number) =>
    median(rounds.map((costs) => of((site) => costs.get(site) as Cost)))
  const [onSqlite, onPostgres] = (['SQLite', 'PostgreSQL'] as const).map((dialect) =>
    sites.filter((site) => site.dialect === dialect),
  ) as [Site[], Site[]]
  const growthOf = ([smallest, ...larger]: readonly Site[]): Figure[] => {
    if (!smallest) return []
    return [smallest, ...larger].map((site): Figure => {
      const hasClock = site.databaseCpu() !== null
      const database = hasClock ? `, PostgreSQL ${ms(medianOf((cost) => cost(site).databaseMs))}` : ''
      const growth = times(medianOf((cost) => cost(site).cpuMs / cost(smallest).cpuMs))
      const databaseGrowth = times(medianOf((cost) => cost(site).databaseMs / cost(smallest).databaseMs))
      return {
        label: `${site === smallest ? `${site.dialect}: ${name}, ` : '  '}${thousands(site.memberships)} memberships`,
        measured: ms(medianOf((cost) => cost(site).cpuMs)),
        comparison: `${site.reads[name].statements} statements${database}`,
        ratio: hasClock ? `${growth}; ${databaseGrowth}` : growth,
      }
    })
  }
  const [sqlite, postgres] = [onSqlite.at(-1) as Site, onPostgres.at(-1) as Site]
  const beside = medianOf((cost) => cost(postgres).cpuMs / cost(sqlite).cpuMs)
  const target =
    name === NESTED_LIST ? { target: `≤ ${times(MAX_BESIDE_SQLITE)}`, met: beside <= MAX_BESIDE_SQLITE } : {}
  return [
    ...growthOf(onSqlite),
    ...growthOf(onPostgres),
    {
      label: '  the replica beside the server on SQLite',
      measured: ms(medianOf((cost) => cost(postgres).cpuMs)),
      comparison: `SQLite ${ms(medianOf((cost) => cost(sqlite).cpuMs))}`,
      ratio: times(beside),
      ...target,
    },
  ]
}

/** The two requests, and how many statements each takes. */
async function readsOf(env: Env, { member, large, middle }: LargeDataset): Promise<Reads> {
  return tracing(env, async (trace, url) => {
    const document = `query ($id: ID!, $after: String, $filter: MemberFilter) { workspace(by: { id: $id }) {
      members(first: 20, after: $after, filter: $filter) { edges { cursor node { id role principal {
        __typename ... on User { id name } } } } } } }`
    interface Found {
      workspace: { members: { edges: { cursor: string; node: { principal: { id: string } } }[] } }
    }
    const found = await operate<Found>(url, member.token, document, { id: large, filter: { search: middle.name } })
    const after = found.workspace.members.edges.find(({ node }) => node.principal.id === middle.id)?.cursor
    if (!after) throw new Error(`${middle.name} was not found`)
    const page = { token: member.token, body: JSON.stringify({ query: document, variables: { id: large, after } }) }
    const read = async (query: Query) => ({ query, statements: (await trace(query)).statements.length })
    return { [NESTED_LIST]: await read(nestedList(member.token)), [MIDDLE_PAGE]: await read(page) }
  })
}

async function costOf({ server, reads, databaseCpu }: Site, name: keyof Reads, durationMs: number): Promise<Cost> {
  const [cpu, database] = [await server.ask('usage'), databaseCpu() ?? 0]
  const { requests } = await load(server.url, reads[name].query, CONNECTIONS, AbortSignal.timeout(durationMs))
  const [cpuAfter, databaseAfter] = [await server.ask('usage'), databaseCpu() ?? 0]
  return {
    cpuMs: (cpuAfter.cpuMicros - cpu.cpuMicros) / 1000 / requests,
    databaseMs: (databaseAfter - database) / requests,
  }
}

/** Nested lists a second, with the same number of connections to each replica. */
async function measureReplicas({ env, reads, memberships }: Site, scale: Scale['growth']): Promise<Figure[]> {
  const servers: Server[] = []
  const rates: number[] = []
  try {
    for (let count = 1; count <= 2; count++) {
      servers.push(await startServer(['dist/main.js'], env))
      const rateFor = async (durationMs: number) => {
        const until = AbortSignal.timeout(durationMs)
        const { query } = reads[NESTED_LIST]
        const loads = await Promise.all(servers.map(({ url }) => load(url, query, CONNECTIONS, until)))
        return loads.reduce((sum, { requests }) => sum + requests, 0) / (durationMs / 1000)
      }
      await rateFor(scale.warmUpMs)
      rates.push(await rateFor(scale.replicasMs))
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
  const [one = Number.NaN, two = Number.NaN] = rates
  return [
    {
      label: `PostgreSQL, ${thousands(memberships)} memberships: nested lists a second, 1 replica`,
      measured: one.toFixed(0),
      ratio: times(1),
    },
    {
      label: '  2 replicas, which share the processors with PostgreSQL and the load',
      measured: two.toFixed(0),
      ratio: times(two / one),
    },
  ]
}
