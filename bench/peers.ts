// Croft compared with its peers: for each work load, all servers are measured in turns in one run, so that other load
// on the machine slows a whole round alike. Prints one table and writes the same as JSON. The file of each peer says at
// its top what the peer checks, and which page of its documentation describes the set-up.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { copyToPostgres } from './copy-to-postgres.ts'
import { load, operate, responseTo, sendTimes } from './load.ts'
import { traceNestedList } from './nested-list.ts'
import { postgresCpuClock } from './postgres-cpu.ts'
import { median, printMarkdown } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN, seed, seedLarge } from './seed.ts'
import { inRepository, type Server, startCroft, startServer } from './server.ts'
import { rowsEnvironment } from './servers/rows.ts'
import {
  betterAuthRequests,
  graphqlRequests,
  middleOf,
  type People,
  postgraphileRequests,
  type Requests,
  uncheckedRequests,
  WORK_LOADS,
  type WorkLoad,
} from './workloads.ts'

const CONNECTIONS = 4
const PASSWORD = 'bench-password'
/** PostGraphile needs Node 22, and is measured only if its packages are installed. */
const POSTGRAPHILE = 'bench/postgraphile'

/** A server and the requests that it gets. */
interface Peer {
  readonly name: string
  readonly server: Server
  readonly requests: Requests
  /** Whether it answers the same documents as Croft. */
  readonly hasSchema: boolean
  /** The server whose processor time is the base of the comparison. */
  readonly base: 'Croft' | 'Croft, PostgreSQL'
}
interface Sample {
  /** Processor time for a request, of the server and of its PostgreSQL. */
  readonly cpuMicros: number
  readonly p50: number
  readonly p99: number
}
/** One line of the report; a server without such a work load has no figures. */
export interface PeerFigure {
  readonly workLoad: string
  readonly server: string
  readonly figures: {
    readonly cpuMicros: Spread
    /** Processor time relative to Croft's on the same database, in the same round. */
    readonly ratio: Spread
    readonly p50Ms: number
    readonly p99Ms: number
  } | null
}
interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Starts all servers on copies of one database, measures them, and stops them. */
export async function measurePeers(directory: string, scale: Scale['peers']): Promise<void> {
  const folder = join(directory, 'peers')
  const file = join(folder, 'croft.db')
  const seeded = await seed(file, scale.seed)
  const people: People = { ...seeded, ...seedLarge(file, seeded, scale.members) }
  const postgres = await startPostgres([])
  const started: Server[] = []
  const start = async (starting: Promise<Server>) => {
    const server = await starting
    started.push(server)
    return server
  }
  try {
    await execute(postgres.url, 'create database peers')
    const url = databaseUrl(postgres.url, 'peers')
    await copyToPostgres(file, url)
    const peers = [
      ...(await sqlitePeers(folder, file, people, scale, start)),
      ...(await postgresPeers(url, people, start)),
    ]
    await assertSameAnswers(peers)
    const clock = postgresCpuClock(postgres.directory)
    const figures: PeerFigure[] = []
    for (const workLoad of Object.keys(WORK_LOADS) as WorkLoad[]) {
      console.error(`  ${WORK_LOADS[workLoad]}`)
      figures.push(...(await measureWorkLoad(workLoad, peers, clock, scale)))
    }
    report(figures, join(directory, 'peers.json'))
  } finally {
    await Promise.all(started.map((server) => server.stop()))
    await postgres.stop()
  }
}

type Start = (starting: Promise<Server>) => Promise<Server>

async function sqlitePeers(
  folder: string,
  file: string,
  people: People,
  scale: Scale['peers'],
  start: Start,
): Promise<Peer[]> {
  const { peer } = await traceNestedList(file, people)
  // each peer writes into a copy of its own
  const unchecked = async (name: string, program: string): Promise<Peer> => {
    const copy = join(folder, `${program}.db`)
    copyFileSync(file, copy)
    const environment = rowsEnvironment({ ...peer, file: copy, writerId: people.writerId })
    const server = await start(startServer(typescript(`bench/servers/${program}.ts`), environment))
    return { name, server, requests: uncheckedRequests(people), hasSchema: true, base: 'Croft' }
  }
  const peers = [
    await unchecked('node:http, bare', 'bare'),
    await unchecked('Mercurius', 'mercurius'),
    await unchecked('Yoga + Pothos', 'pothos'),
  ]
  const account = { file: join(folder, 'better-auth.db'), source: file, callerId: people.callerId, password: PASSWORD }
  const betterAuth = await start(
    startServer(typescript('bench/servers/better-auth.ts'), { BENCH_BETTER_AUTH: JSON.stringify(account) }),
  )
  const [caller, writer] = [await signIn(betterAuth, 'caller'), await signIn(betterAuth, 'writer')]
  const { key } = await postJson(betterAuth, '/api-key/create', { name: 'bench' }, caller).then((each) => each.json())
  const behindMiddle = scale.members - Math.floor(scale.members / 2)
  const requests = betterAuthRequests(people, caller, writer, key, behindMiddle)
  const server = await start(startCroft(file))
  const croft = graphqlRequests(people, await middleOf(server.url, people))
  return [
    { name: 'Croft', server, requests: croft, hasSchema: true, base: 'Croft' },
    ...peers,
    { name: 'Better Auth', server: betterAuth, requests, hasSchema: false, base: 'Croft' },
  ]
}

async function postgresPeers(url: string, people: People, start: Start): Promise<Peer[]> {
  const secretKey = Buffer.alloc(32, 1).toString('base64')
  const env = { CROFT_PORT: '0', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_SECRET_KEY: secretKey }
  const croft = await start(startServer(['dist/main.js'], { ...env, CROFT_DATABASE_URL: url }))
  const base = 'Croft, PostgreSQL'
  const requests = graphqlRequests(people, await middleOf(croft.url, people))
  const peers: Peer[] = [{ name: base, server: croft, requests, hasSchema: true, base }]
  if (!existsSync(inRepository(`${POSTGRAPHILE}/node_modules`))) {
    console.error('  PostGraphile is left out: its packages, which ask for Node 22, are not installed')
    return peers
  }
  // a principal is a user, a group or everyone, so that no foreign key tells PostGraphile what it may join
  await execute(url, `comment on table membership is '@foreignKey (principal) references "user" (id)'`)
  const server = await start(startServer(typescript(`${POSTGRAPHILE}/server.ts`), { BENCH_DATABASE_URL: url }))
  const place = `query ($id: String!) { allMemberships(condition: { rowId: $id }, orderBy: ROW_ID_DESC) { edges { cursor } } }`
  const found = await operate<{ allMemberships: { edges: { cursor: string }[] } }>(server.url, '', place, {
    id: people.middle.id,
  })
  const after = found.allMemberships.edges[0]?.cursor ?? ''
  return [
    ...peers,
    { name: 'PostGraphile', server, requests: postgraphileRequests(people, after), hasSchema: false, base },
  ]
}

const typescript = (program: string) => ['--import', 'tsx', inRepository(program)]

async function postJson({ url }: Server, path: string, body: unknown, cookie = ''): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Cookie: cookie }
  const response = await fetch(`${url}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

/** The cookies of a user of Better Auth. */
async function signIn(server: Server, name: string): Promise<string> {
  const response = await postJson(server, '/sign-in/email', { email: `${name}@bench.example`, password: PASSWORD })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/**
 * Throws unless each server gives the same answer as Croft to each reading work load: the same bytes if it has Croft's
 * schema, else the same workspaces and members.
 */
async function assertSameAnswers(peers: readonly Peer[]): Promise<void> {
  const idsIn = (text: string): string[] => text.match(/\b(?:ws|mem)_\w+/g) ?? []
  const [croft] = peers
  for (const workLoad of ['Me', 'Workspaces', 'List', 'ByName', 'Deep'] as const) {
    const expected = (croft && (await answerOf(croft, workLoad))) ?? ''
    if (workLoad !== 'Me' && idsIn(expected).length === 0)
      throw new Error(`${workLoad}: nothing was found: ${expected}`)
    for (const peer of peers) {
      const text = await answerOf(peer, workLoad)
      const isSame = text === expected || (!peer.hasSchema && idsIn(expected).every((id) => text?.includes(id)))
      if (text !== null && !isSame) throw new Error(`${peer.name}: ${workLoad} differs:\n${text}\n${expected}`)
    }
  }
}

async function answerOf({ server, requests }: Peer, workLoad: WorkLoad): Promise<string | null> {
  const request = requests[workLoad]
  return request ? responseTo(server.url, request()) : null
}

async function measureWorkLoad(
  workLoad: WorkLoad,
  peers: readonly Peer[],
  clock: () => number | null,
  scale: Scale['peers'],
): Promise<PeerFigure[]> {
  const samples = new Map<string, Sample[]>()
  // the compiler counts calls and not time, so that slow servers are warm after fewer requests
  const warmUp = { requests: scale.warmUpRequests, connections: CONNECTIONS }
  for (const { server, requests } of peers) {
    const request = requests[workLoad]
    if (request) await sendTimes(server.url, request, { ...warmUp, within: AbortSignal.timeout(scale.warmUpMs) })
  }
  for (let round = 0; round < scale.rounds; round++) {
    for (const { name, server, requests } of peers) {
      const request = requests[workLoad]
      if (!request) continue
      const [before, databaseBefore] = [await server.ask('usage'), clock() ?? 0]
      const { requests: answered, ...latency } = await load(
        server.url,
        request,
        CONNECTIONS,
        AbortSignal.timeout(scale.roundMs),
      )
      const [after, databaseAfter] = [await server.ask('usage'), clock() ?? 0]
      const micros = after.cpuMicros - before.cpuMicros + (databaseAfter - databaseBefore) * 1000
      samples.set(name, [...(samples.get(name) ?? []), { ...latency, cpuMicros: micros / answered }])
    }
  }
  return peers.map(({ name, base }) => {
    const own = samples.get(name)
    const compared = samples.get(base)
    return { workLoad: WORK_LOADS[workLoad], server: name, figures: own && compared ? figuresOf(own, compared) : null }
  })
}

function figuresOf(own: readonly Sample[], compared: readonly Sample[]): PeerFigure['figures'] {
  const cpu = (samples: readonly Sample[]) => samples.map(({ cpuMicros }) => cpuMicros)
  return {
    cpuMicros: spreadOf(cpu(own)),
    ratio: spreadOf(cpu(own).map((micros, round) => micros / (cpu(compared)[round] ?? Number.NaN))),
    p50Ms: median(own.map(({ p50 }) => p50)),
    p99Ms: median(own.map(({ p99 }) => p99)),
  }
}

const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
})

function report(figures: readonly PeerFigure[], file: string): void {
  const range = ({ median: middle, min, max }: Spread, show: (value: number) => string) => [
    show(middle),
    `${show(min)}–${show(max)}`,
  ]
  const micros = (value: number) => Math.round(value).toLocaleString('en')
  const lines = figures.map(({ workLoad, server, figures: measured }) => {
    if (!measured) return [workLoad, server, '–', '–', '–', '–', '–', '–']
    const { cpuMicros, ratio, p50Ms, p99Ms } = measured
    const latency = [p50Ms, p99Ms].map((value) => value.toFixed(2))
    return [workLoad, server, ...range(cpuMicros, micros), ...range(ratio, (value) => value.toFixed(2)), ...latency]
  })
  const header = ['work load', 'server', 'µs a request', 'min–max', '× Croft', 'min–max', 'p50 ms', 'p99 ms']
  printMarkdown([header, header.map(() => '---'), ...lines])
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, figures }, null, 2)}\n`)
  console.log(`The same as JSON: ${file}`)
}
