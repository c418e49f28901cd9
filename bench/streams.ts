// Many streams of one workspace, half over SSE and half over WebSocket, on both databases: the cost and the delay of a
// delivery, and the capacity that is left for requests. Each event is a project that is created through the API.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { operate } from './load.ts'
import { type Figure, median, mib, ms, quantile, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { inRepository, type Server, startServer } from './server.ts'
import type { Question, Received, Subscribers } from './stream-clients.ts'

const EVENTS_A_SECOND = 20
const STREAMS_A_TOKEN = 20
/** Small queries that are sent during the measurement. */
const QUERIES_A_SECOND = 20
/** About as long as a delivery is. */
const DELIVERY_BYTES = 450
const DRAINED_WITHIN_MS = 180_000
const CHECK_EVERY_MS = 50
const TARGET = { lagMs: 100, cpuMicros: 35, growth: 64 * 2 ** 20 }

/** Measures on SQLite and on PostgreSQL, one after the other. */
export async function measureStreams(directory: string, scale: Scale['streams']): Promise<Figure[]> {
  const folder = join(directory, 'streams')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres([])
  try {
    await execute(postgres.url, 'create database streams')
    const databases = {
      SQLite: `sqlite:${join(folder, 'streams.db')}`,
      PostgreSQL: databaseUrl(postgres.url, 'streams'),
    }
    const figures: Figure[] = []
    for (const [dialect, url] of Object.entries(databases)) figures.push(...(await measureOn(dialect, url, scale)))
    return figures
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureOn(dialect: string, database: string, scale: Scale['streams']): Promise<Figure[]> {
  const bareMicros = await bareDelivery(scale)
  const server = await startServer(['dist/main.js'], {
    CROFT_PORT: '0',
    CROFT_DATABASE_URL: database,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    CROFT_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
  })
  try {
    const { workspace, tokens } = await seed(server.url, Math.ceil(scale.streams / STREAMS_A_TOKEN))
    const idle = await latencies(server.url, tokens, scale.idleMs)
    const clients = await openStreams({ url: server.url, tokens, streams: scale.streams, query: streamOf(workspace) })
    try {
      const measured = await measure(server, clients, workspace, tokens, scale)
      return figuresOf(dialect, scale.streams, bareMicros, idle, measured)
    } finally {
      clients.close()
    }
  } finally {
    await server.stop()
  }
}

/** The processor time for a delivery of a server that only writes bytes to as many sockets, in microseconds. */
async function bareDelivery({ streams, warmUpMs, measureMs }: Scale['streams']): Promise<number> {
  const program = ['--import', 'tsx', inRepository('bench/servers/bare-deliveries.ts')]
  const server = await startServer(program, { BENCH_DELIVERY_BYTES: String(DELIVERY_BYTES) })
  let bytes = 0
  const sockets = Array.from({ length: streams }, () =>
    connect(Number(new URL(server.url).port), '127.0.0.1').on('data', ({ length }) => {
      bytes += length
    }),
  )
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    await delay(warmUpMs)
    const [before, from] = [await server.ask('usage'), bytes]
    await delay(measureMs)
    const after = await server.ask('usage')
    return ((after.cpuMicros - before.cpuMicros) * DELIVERY_BYTES) / (bytes - from)
  } finally {
    for (const socket of sockets) socket.destroy()
    await server.stop()
  }
}

const streamOf = (workspace: string) =>
  `subscription { workspaceEvents(workspace: { id: "${workspace}" }) { cursor type at actorName summary subjectName data } }`

async function seed(url: string, users: number): Promise<{ workspace: string; tokens: string[] }> {
  const admin = <T>(query: string, input: Record<string, unknown>) => operate<T>(url, ADMIN_TOKEN, query, { input })
  const { createWorkspace } = await admin<{ createWorkspace: { workspace: { id: string } } }>(
    'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }',
    { name: 'streamed' },
  )
  const workspace = createWorkspace.workspace.id
  const tokens: string[] = []
  for (let index = 0; index < users; index++) {
    const { createUser } = await admin<{ createUser: { user: { id: string } } }>(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { name: `Reader ${index}`, email: `reader-${index}@example.com` },
    )
    const user = createUser.user.id
    await admin('mutation ($input: AddMemberInput!) { addMember(input: $input) { membership { id } } }', {
      workspace: { id: workspace },
      principal: { user },
      role: 'ADMIN',
    })
    const { createApiToken } = await admin<{ createApiToken: { secret: string } }>(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
      { name: 'Reader', user },
    )
    tokens.push(createApiToken.secret)
  }
  return { workspace, tokens }
}

interface Clients {
  ask(question: Question): Promise<Received>
  close(): void
}

/** Opens the streams in another process; resolves when all are open. */
async function openStreams(subscribers: Subscribers): Promise<Clients> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', inRepository('bench/stream-clients.ts')], {
    cwd: inRepository('.'),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let answered: (answer: Received | null) => void = () => {}
  child.on('message', (answer: Received) => answered(answer)).once('exit', () => answered(null))
  const send = async (message: Subscribers | Question): Promise<Received> => {
    const answer = await new Promise<Received | null>((resolve) => {
      answered = resolve
      child.send(message)
    })
    if (!answer) throw new Error('The subscribers ended')
    return answer
  }
  await send(subscribers)
  return { ask: send, close: () => child.kill() }
}

interface Measured extends Received {
  readonly seconds: number
  readonly cpuMicros: number
  readonly rssBefore: number
  readonly rssAfter: number
  readonly meanwhile: readonly number[]
}

async function measure(
  server: Server,
  clients: Clients,
  workspace: string,
  tokens: readonly string[],
  { warmUpMs, measureMs }: Scale['streams'],
): Promise<Measured> {
  let created = 0
  const create = async (durationMs: number) => {
    const query = 'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }'
    // one at a time, so that the log has the projects in the order of their numbers
    let last: Promise<unknown> = Promise.resolve()
    await paced(EVENTS_A_SECOND, durationMs, () => {
      const input = { workspace: { id: workspace }, name: `n-${++created}` }
      last = last.then(() => operate(server.url, tokens[0] as string, query, { input }))
      return last
    })
    const deadline = performance.now() + DRAINED_WITHIN_MS
    while ((await clients.ask('received')).allHave < created) {
      if (performance.now() > deadline) throw new Error(`Not every stream got event ${created}`)
      await delay(CHECK_EVERY_MS)
    }
  }
  const { rss: rssBefore } = await server.ask('usage')
  await create(warmUpMs)
  await clients.ask('reset')
  const before = await server.ask('usage')
  const from = performance.now()
  const [meanwhile] = await Promise.all([latencies(server.url, tokens, measureMs), create(measureMs)])
  const seconds = (performance.now() - from) / 1000
  const after = await server.ask('usage')
  const received = await clients.ask('received')
  if (received.faults.length > 0) throw new Error(`Streams are not whole: ${received.faults.join('; ')}`)
  const cpuMicros = (after.cpuMicros - before.cpuMicros) / received.deliveries
  return { ...received, seconds, cpuMicros, rssBefore, rssAfter: after.rss, meanwhile }
}

/**
 * Starts this many calls a second, each at its time, even if earlier ones have not ended; resolves when all have ended.
 */
async function paced(perSecond: number, durationMs: number, call: () => Promise<unknown>): Promise<void> {
  const from = performance.now()
  const calls: Promise<unknown>[] = []
  for (let index = 0; (index * 1000) / perSecond < durationMs; index++) {
    const wait = from + (index * 1000) / perSecond - performance.now()
    if (wait > 0) await delay(wait)
    calls.push(call())
  }
  await Promise.all(calls)
}

/** How long small queries take, in milliseconds. */
async function latencies(url: string, tokens: readonly string[], durationMs: number): Promise<number[]> {
  const taken: number[] = []
  await paced(QUERIES_A_SECOND, durationMs, async () => {
    const sentAt = performance.now()
    await operate(url, tokens[taken.length % tokens.length] as string, '{ me { user { id } } }', {})
    taken.push(performance.now() - sentAt)
  })
  return taken
}

function figuresOf(
  dialect: string,
  streams: number,
  bareMicros: number,
  idle: readonly number[],
  measured: Measured,
): Figure[] {
  const { deliveries, seconds, lagMs, cpuMicros, rssBefore, rssAfter, meanwhile } = measured
  const both = (values: readonly number[]) => `${ms(median(values))}, ${ms(quantile(values, 0.99))}`
  return [
    {
      label: `${dialect}: ${thousands(streams)} streams, processor time for a delivery`,
      measured: `${cpuMicros.toFixed(1)} µs`,
      comparison: `bare write ${bareMicros.toFixed(1)} µs`,
      ratio: times(cpuMicros / bareMicros),
      target: `≤ ${TARGET.cpuMicros} µs`,
      met: cpuMicros <= TARGET.cpuMicros,
    },
    {
      label: '  deliveries, none missing, in order',
      measured: `${thousands(deliveries / seconds)} a second`,
      comparison: `${thousands(streams * EVENTS_A_SECOND)} written`,
    },
    {
      label: '  lag p50, p99',
      measured: `${ms(lagMs.p50)}, ${ms(lagMs.p99)}`,
      comparison: `at most ${ms(lagMs.max)}`,
      target: `≤ ${TARGET.lagMs} ms`,
      met: lagMs.p99 <= TARGET.lagMs,
    },
    {
      label: '  resident memory, streams open and after the events',
      measured: `${mib(rssBefore)} → ${mib(rssAfter)}`,
      target: `+ ≤ ${mib(TARGET.growth)}`,
      met: rssAfter - rssBefore <= TARGET.growth,
    },
    { label: '  small query meanwhile p50, p99', measured: both(meanwhile), comparison: `idle ${both(idle)}` },
  ]
}
