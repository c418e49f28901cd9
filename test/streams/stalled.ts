// Two subscribers, over SSE and over WebSocket, stop reading while many events pass, and a third one keeps reading. The
// server is a process of its own, so that its memory can be compared with that while all three read. A credential may
// have one stream here, so the state of a stalled subscriber's stream is seen by opening another one.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { assertNone, cursorErrors } from '../crash/checks.ts'
import { seqsIn, TRIAL_CURSORS, TRIAL_KEY } from '../crash/cursors.ts'
import { BUILT, call, type RunningServer, type ServerProcess, spawnServer } from '../crash/process.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenMutation, CreateWorkspaceMutation } from '../generated/graphql.ts'
import { CREATE_API_TOKEN, CREATE_WORKSPACE } from '../support/operations.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { TRANSPORTS, type Transport } from '../support/subscriptions.ts'
import { type Reader, subscribe } from './reader.ts'

const RENAME = graphql(`
  mutation StalledRename($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }
`)
const EVENTS =
  'subscription ($id: ID!, $after: Cursor) { workspaceEvents(workspace: { id: $id }, after: $after) { cursor } }'
/** Each event contains its summary 29 times, so that a few seconds fill the buffers of a connection. */
const LARGE = `subscription ($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: { id: $id }, after: $after) { cursor ${Array.from({ length: 29 }, (_, i) => `s${i}: summary`).join(' ')} }
}`
/** The error, with the cursor after which to resume. */
const TOO_SLOW = /"SUBSCRIBER_TOO_SLOW"[^}]*"cursor":"([^"]+)"/
/** The share of the events that pass beforehand, while all subscribers read. */
const WARM_UP = 0.2
/** The number of events in a batch, fewer than may wait for a reader. */
const AT_ONCE = 200
const WITHIN_MS = 60_000
const MAX_GROWTH_MIB = 64
const CUT_OFF_WITHIN_MS = 30_000
const MIB_KIB = 1024

export interface StalledOptions {
  readonly events: number
  readonly summaryCharacters: number
  /** The limit of the old-space heap; without it Node decides, and collects garbage late. */
  readonly heapMiB?: number
}

export interface StalledReport {
  readonly events: number
  readonly seconds: number
  /** The growth of the server's resident memory over its maximum while all subscribers read. */
  readonly growthMiB: number
  /** The time from the last read of a stalled subscriber to the end of its stream. */
  readonly cutOffMs: Readonly<Record<Transport, number>>
}

interface Scene {
  readonly server: RunningServer
  readonly child: ServerProcess
  readonly path: string
  readonly workspace: string
  readonly summary: string
  /** The open readers, which are closed at the end. */
  readonly readers: Reader[]
}

/**
 * Runs the scene; throws if an event is missing, doubled or out of order, if no error has the cursor to resume, or if
 * it took too long or too much memory.
 */
export async function stalledReaders({ events, summaryCharacters, heapMiB }: StalledOptions): Promise<StalledReport> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-stalled-'))
  const path = join(directory, 'croft.db')
  const child = spawnServer([...(heapMiB ? [`--max-old-space-size=${heapMiB}`] : []), ...BUILT], {
    CROFT_DATABASE_URL: `sqlite:${path}`,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    CROFT_SECRET_KEY: TRIAL_KEY,
    CROFT_MAX_STREAMS: '1',
  })
  const readers: Reader[] = []
  try {
    const server: RunningServer = { url: await child.ready, token: ADMIN_TOKEN, ending: false }
    const created = await call<CreateWorkspaceMutation>(server, CREATE_WORKSPACE, { input: { name: 'busy' } })
    const workspace = created.data.createWorkspace.workspace.id
    return await run({ server, child, path, workspace, summary: 'x'.repeat(summaryCharacters), readers }, events)
  } finally {
    for (const reader of readers) reader.destroy()
    child.signal('SIGKILL')
    await child.exit
    rmSync(directory, { recursive: true, force: true })
  }
}

async function run(scene: Scene, events: number): Promise<StalledReport> {
  const { server, path } = scene
  const beside = await open(scene, 'SSE', EVENTS, await newToken(server))
  const stalling = await Promise.all(
    TRANSPORTS.map(async (transport) => {
      const token = await newToken(server)
      return { transport, token, reader: await open(scene, transport, LARGE, token) }
    }),
  )
  // the event of the new workspace shows that a stream is open
  const all = [beside, ...stalling.map(({ reader }) => reader)]
  await until(() => all.every(({ cursors }) => cursors.length > 0), WITHIN_MS)
  const before = watchMemory(scene.child)
  await write(scene, events * WARM_UP, all)
  const warm = beside.cursors.length
  const beforeMiB = before()
  const memory = watchMemory(scene.child)
  const stalled = stalling.map((each) => stall(scene, each, warm))
  const startedAt = performance.now()
  let areCutOff = false
  // more events than these, if the buffers of the connections take all of them
  const written = write(scene, events, [beside], () => areCutOff)
  // a failure is thrown where the promise is awaited
  written.catch(() => undefined)
  const cutOff = await Promise.all(stalled.map((each) => each.cutOff()))
  areCutOff = true
  await written
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const file = new BetterSqlite3(path, { readonly: true, timeout: 5000 })
  const expected = seqsOf(file, scene.workspace).slice(-beside.cursors.length + warm)
  file.close()
  await until(
    () => cutOff.every(({ received, rest }) => received.length + rest.cursors.length >= expected.length),
    WITHIN_MS,
  )
  const growthMiB = Math.max(0, Math.round(memory() - beforeMiB))
  assertNone(
    [
      ...(growthMiB < MAX_GROWTH_MIB ? [] : [`The server grew by ${growthMiB} MiB`]),
      ...cutOff.flatMap(({ transport, ms }) =>
        ms < CUT_OFF_WITHIN_MS ? [] : [`The stalled reader over ${transport} was cut off after ${ms} ms`],
      ),
      ...cursorErrors('The reader beside', seqsIn(beside.cursors.slice(warm)), expected),
      ...cutOff.flatMap(({ transport, received, rest }) =>
        cursorErrors(`The stalled reader over ${transport}`, [...received, ...seqsIn(rest.cursors)], expected),
      ),
    ],
    'at the end',
  )
  const times = Object.fromEntries(cutOff.map(({ transport, ms }) => [transport, ms])) as Record<Transport, number>
  return { events: expected.length, seconds, growthMiB, cutOffMs: times }
}

async function open(
  scene: Scene,
  transport: Transport,
  query: string,
  token: string,
  after = TRIAL_CURSORS.beginning(),
) {
  const reader = await subscribe(scene.server, transport, query, { id: scene.workspace, after }, token)
  scene.readers.push(reader)
  return reader
}

interface Stalling {
  readonly transport: Transport
  readonly token: string
  readonly reader: Reader
}

/** Stops reading a stream after this number of events. */
function stall(scene: Scene, { transport, token, reader }: Stalling, read: number) {
  reader.pause()
  const startedAt = performance.now()
  /** Waits until the stream has ended, reads the rest, and resumes after the cursor of its error. */
  const cutOff = async () => {
    await until(async () => !(await isOpen(scene, token)), WITHIN_MS)
    const ms = Math.round(performance.now() - startedAt)
    reader.resume()
    const cursor = await until(() => TOO_SLOW.exec(reader.tail)?.[1], WITHIN_MS)
    // the last cursor is that of the error
    const received = seqsIn(reader.cursors.slice(read)).slice(0, -1)
    assertNone(seqsIn([cursor])[0] === received.at(-1) ? [] : ['It is not its last cursor'], `over ${transport}`)
    reader.destroy()
    return { transport, ms, received, rest: await open(scene, transport, EVENTS, token, cursor) }
  }
  return { cutOff }
}

/** A token of the platform admin. */
async function newToken(server: RunningServer): Promise<string> {
  const input = { name: 'reader', platformAdmin: true }
  const { createApiToken } = (await call<CreateApiTokenMutation>(server, CREATE_API_TOKEN, { input })).data
  return createApiToken.secret as string
}

/**
 * Adds at least this number of events to the workspace, and more until `isEnough()`, in batches, as fast as the readers
 * take them. The last event of each batch wakes the server.
 */
async function write(scene: Scene, events: number, readers: readonly Reader[], isEnough = () => true): Promise<void> {
  const { server, path, workspace, summary } = scene
  const file = new BetterSqlite3(path, { timeout: 5000 })
  try {
    const add = file.prepare(
      `insert into event (type, at, workspace_id, actor_name, summary, data)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${AT_ONCE - 1})
      select 'workspace.updated', ?, ?, 'Somebody', ?, '{"name":"busy","fields":["displayName"]}' from n`,
    )
    for (let left = events; left > 0 || !isEnough(); left -= AT_ONCE) {
      const has = readers[0]?.cursors.length ?? 0
      add.run(new Date().toISOString(), workspace, summary)
      const input = { workspace: { id: workspace }, displayName: `${left}` }
      const { code } = await call(server, RENAME, { input })
      if (code) throw new Error(`Renaming: ${code}`)
      await until(() => readers.every(({ cursors }) => cursors.length === has + AT_ONCE), WITHIN_MS)
    }
  } finally {
    file.close()
  }
}

/** Whether the stream of this credential is open: in that case another one is refused. */
async function isOpen({ server, workspace }: Scene, token: string): Promise<boolean> {
  const after = TRIAL_CURSORS.beginning()
  const another = await subscribe(server, 'SSE', EVENTS, { id: workspace, after }, token)
  try {
    return (
      (await until(
        () => another.tail.includes('LIMIT_EXCEEDED') || (another.cursors.length > 0 && 'other'),
        WITHIN_MS,
      )) === true
    )
  } finally {
    another.destroy()
  }
}

/** Samples the resident memory of a process; the returned function stops that, and returns the maximum in MiB. */
function watchMemory({ pid, exit }: ServerProcess): () => number {
  const resident = () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / MIB_KIB
  let most = resident()
  const timer = setInterval(() => {
    most = Math.max(most, resident())
  }, 200)
  void exit.then(() => clearInterval(timer))
  return () => {
    clearInterval(timer)
    return Math.max(most, resident())
  }
}

function seqsOf(file: BetterSqlite3.Database, workspace: string): string[] {
  return file
    .prepare<[string], { seq: number }>('select seq from event where workspace_id = ? order by seq')
    .all(workspace)
    .map(({ seq }) => String(seq))
}
