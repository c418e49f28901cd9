// How the cost of the first page of workspaces grows with the number of workspaces that its caller is a member of, in
// each order and with filters, on both databases. All callers read the same database.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { type CallerOf, seedCallers } from './callers.ts'
import { load, type Query } from './load.ts'
import { postgresCpuClock } from './postgres-cpu.ts'
import { type Figure, median, ms, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { type Server, startServer } from './server.ts'

const CONNECTIONS = 2
const MAX_GROWTH = 2
const MAX_GROWTH_IN_ANY_ORDER = 20

type Env = Record<string, string>
type CpuClock = () => number | null
/** Processor time for a request, of Croft and of the database. */
interface Cost {
  readonly cpuMs: number
  readonly databaseMs: number
}

const ORDERS = ['NAME', 'DISPLAY_NAME', 'CREATED_AT', 'UPDATED_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => `{ field: ${field}, direction: ${direction} }`),
)
/** The arguments of a page, and the factor by which it may cost more for the caller with the most workspaces. */
const PAGES: Readonly<Record<string, number>> = {
  '': MAX_GROWTH,
  ...Object.fromEntries(ORDERS.map((order) => [`orderBy: [${order}]`, MAX_GROWTH_IN_ANY_ORDER])),
  'filter: { myRole: [OWNER] }': MAX_GROWTH_IN_ANY_ORDER,
  'filter: { state: [ACTIVE] }': MAX_GROWTH_IN_ANY_ORDER,
  'filter: { hosting: [MANAGED] }, orderBy: [{ field: UPDATED_AT }]': MAX_GROWTH_IN_ANY_ORDER,
  'filter: { search: "7" }, orderBy: [{ field: NAME }]': MAX_GROWTH_IN_ANY_ORDER,
}

/** Fills a database of each kind, measures, and removes it. */
export async function measureMemberships(directory: string, scale: Scale['memberships']): Promise<Figure[]> {
  const folder = join(directory, 'memberships')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres([])
  try {
    await execute(postgres.url, 'create database memberships')
    const secretKey = Buffer.alloc(32, 1).toString('base64')
    const onPostgres = {
      CROFT_DATABASE_URL: databaseUrl(postgres.url, 'memberships'),
      CROFT_SECRET_KEY: secretKey,
    }
    return [
      ...(await measure('SQLite', { CROFT_DATABASE_URL: `sqlite:${join(folder, 'croft.db')}` }, () => null, scale)),
      ...(await measure('PostgreSQL', onPostgres, postgresCpuClock(postgres.directory), scale)),
    ]
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  database: string,
  own: Env,
  databaseCpu: CpuClock,
  scale: Scale['memberships'],
): Promise<Figure[]> {
  console.error(`  ${database}: ${thousands(scale.workspaces)} workspaces`)
  const env = { CROFT_PORT: '0', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...own }
  const callers = await seedCallers(env, scale.workspaces, scale.memberships)
  const server = await startServer(['dist/main.js'], env)
  try {
    const figures: Figure[] = []
    for (const [args, most] of Object.entries(PAGES)) {
      figures.push(
        ...(await measurePage(`${database}: workspaces(${args})`, args, most, server, callers, databaseCpu, scale)),
      )
    }
    return figures
  } finally {
    await server.stop()
  }
}

async function measurePage(
  label: string,
  args: string,
  most: number,
  server: Server,
  callers: readonly CallerOf[],
  databaseCpu: CpuClock,
  scale: Scale['memberships'],
): Promise<Figure[]> {
  const body = JSON.stringify({ query: `{ workspaces${args && `(${args})`} { nodes { id name } } }` })
  const queries = callers.map(({ token }): Query => ({ token, body }))
  const rounds: Cost[][] = []
  for (let round = -1; round < scale.rounds; round++) {
    const costs: Cost[] = []
    for (const query of queries) costs.push(await costOf(server, query, databaseCpu, scale.roundMs))
    if (round >= 0) rounds.push(costs)
  }
  const hasClock = databaseCpu() !== null
  return callers.map(({ memberships }, index): Figure => {
    const medianOf = (value: (cost: Cost, smallest: Cost) => number) =>
      median(rounds.map((costs) => value(costs[index] as Cost, costs[0] as Cost)))
    const growth = medianOf((cost, smallest) => (cost.cpuMs + cost.databaseMs) / (smallest.cpuMs + smallest.databaseMs))
    const isLast = index === callers.length - 1
    return {
      label: index === 0 ? `${label}, ${thousands(memberships)}` : `  ${thousands(memberships)}`,
      measured: ms(medianOf(({ cpuMs }) => cpuMs)),
      comparison: hasClock ? `PostgreSQL ${ms(medianOf(({ databaseMs }) => databaseMs))}` : '',
      ratio: times(growth),
      ...(isLast ? { target: `≤ ${times(most)}`, met: growth <= most } : {}),
    }
  })
}

async function costOf(server: Server, query: Query, databaseCpu: CpuClock, durationMs: number): Promise<Cost> {
  const [cpu, database] = [await server.ask('usage'), databaseCpu() ?? 0]
  const { requests } = await load(server.url, query, CONNECTIONS, AbortSignal.timeout(durationMs))
  const [cpuAfter, databaseAfter] = [await server.ask('usage'), databaseCpu() ?? 0]
  return {
    cpuMs: (cpuAfter.cpuMicros - cpu.cpuMicros) / 1000 / requests,
    databaseMs: (databaseAfter - database) / requests,
  }
}
