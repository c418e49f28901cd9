// Kills the server again and again on the same SQLite file, while clients write without a pause, workspaces are deleted
// and subscribers follow. After each restart every acknowledged write must be there; at the end every deletion must
// have succeeded, and every event must have been written once and received once by each subscriber, in order.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { until } from '../../support/server.ts'
import { assertNone, cursorErrors } from '../checks.ts'
import { TRIAL_KEY } from '../cursors.ts'
import { type RunningServer, repeatUntilEnd, type ServerProcess, spawnServer } from '../process.ts'
import { seededRandom } from '../random.ts'
import { AcknowledgedWrites } from './acknowledged-writes.ts'
import { errorsOfDeletion, integrityErrors, seqsOf, seqsOfAll } from './database-checks.ts'
import { Deletions } from './deletions.ts'

export interface TrialOptions {
  /** The arguments of node that run the server. */
  readonly command: readonly string[]
  /** Kills of a server that is ready. */
  readonly kills: number
  /** Kills during the first start, each on a new database. */
  readonly killsAtStart: number
  /** Resources of each workspace that is deleted. */
  readonly resources: number
  readonly seed: number
  print?(line: string): void
}

export interface Report {
  readonly kills: number
  readonly killsAtStart: number
  readonly acknowledged: number
  readonly deletions: number
  /** Resources of all deleted workspaces. */
  readonly removed: number
  /** Events received by all subscribers. */
  readonly events: number
  /** Kills while a deletion was running. */
  readonly killsDuringDeletion: number
  readonly seconds: number
}

const TOKEN = 'kill-test-admin-token-0123456789-abcdef'
const WRITERS = 4
/** A kill comes at a random time between these after the server is ready. */
const KILL_AFTER_MS = [10, 1500] as const
const FINISHED_WITHIN_MS = 120_000

/** Runs the trial; throws with the errors that it found. */
export async function trial(options: TrialOptions): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-kill-'))
  const running: Running = { server: null }
  try {
    return await run(options, join(directory, 'croft.db'), running)
  } finally {
    running.server?.signal('SIGKILL')
    await running.server?.exit
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The process to end when the trial ends. */
interface Running {
  server: ServerProcess | null
}

async function run(options: TrialOptions, path: string, running: Running): Promise<Report> {
  const { command, kills, killsAtStart, resources, print = () => undefined } = options
  const startedAt = performance.now()
  const random = seededRandom(options.seed)
  const between = (from: number, to: number) => Math.round(from + random() * (to - from))
  const env = {
    CROFT_DATABASE_URL: `sqlite:${path}`,
    CROFT_BOOTSTRAP_TOKEN: TOKEN,
    CROFT_SECRET_KEY: TRIAL_KEY,
    CROFT_DELETION_LIMIT: '10000',
  }
  const launch = (): ServerProcess => {
    running.server = spawnServer(command, env)
    return running.server
  }
  /** Kills a server while it creates a new database; the trial goes on with the last of these databases. */
  const killAtStart = async (withinMs: number) => {
    removeDatabase(path)
    const server = launch()
    const ms = between(1, withinMs)
    await Promise.race([server.ready.catch(() => undefined), pause(ms)])
    await kill(server)
    if (existsSync(path)) assertNone(read(path, integrityErrors), `when killed ${ms} ms after its start`)
  }

  // Measures a start, so that the kills are spread over all of it.
  const startingAt = performance.now()
  const first = launch()
  await first.ready
  const startMs = performance.now() - startingAt
  await kill(first)
  for (let i = 0; i < killsAtStart; i++) await killAtStart(startMs * 1.05)

  const writes = new AcknowledgedWrites()
  const deletions = new Deletions(resources)
  const restart = async (): Promise<{ child: ServerProcess; server: RunningServer; work: Promise<unknown> }> => {
    const child = launch()
    const server: RunningServer = { url: await child.ready, token: TOKEN, ending: false }
    const errors = read(path, (file) => [...integrityErrors(file), ...writes.lost(file), ...deletions.lost(file)])
    assertNone(errors, 'after a restart')
    deletions.resume(server)
    const work = Promise.all([
      ...Array.from({ length: WRITERS }, () => repeatUntilEnd(server, () => writes.write(server))),
      repeatUntilEnd(server, () => deletions.advance(server)),
    ])
    // A failure is thrown where `work` is awaited, after the kill.
    work.catch(() => undefined)
    return { child, server, work }
  }
  let killsDuringDeletion = 0
  for (let number = 1; number <= kills; number++) {
    const { child, server, work } = await restart()
    // The first kill waits for a running deletion, so that at least one is interrupted.
    if (number === 1) await Promise.race([work, until(() => deletions.unfinished > 0, FINISHED_WITHIN_MS)])
    const ms = between(...KILL_AFTER_MS)
    await Promise.race([work, pause(ms)])
    const unfinished = deletions.unfinished
    if (unfinished > 0) killsDuringDeletion++
    server.ending = true
    await kill(child)
    await work
    await deletions.disconnected()
    assertNone(deletions.refusals, 'in the streams')
    print(`${number}/${kills}: killed after ${ms} ms, ${unfinished} deletions running, ${writes.count} writes so far`)
  }

  const { child, server, work } = await restart()
  server.ending = true
  await work
  await until(() => deletions.unfinished === 0, FINISHED_WITHIN_MS).catch(async () => {
    for (const { follower } of deletions.started) follower.close()
    const unfinished = read(path, (file) => deletions.started.flatMap(({ id }) => errorsOfDeletion(file, id)))
    assertNone([...deletions.refusals, ...unfinished], `after ${FINISHED_WITHIN_MS} ms`)
    throw new Error('Every deletion has succeeded, but not every stream has completed')
  })
  const expected = read(path, seqsOfAll)
  await until(() => deletions.all.length >= expected.length)
  child.signal('SIGTERM')
  const exit = await child.exit
  await deletions.disconnected()
  const errors = read(path, (file) => [
    ...(exit === 0 ? [] : [`The server stopped with ${exit}`]),
    ...integrityErrors(file),
    ...writes.lost(file),
    ...writes.withoutOneEvent(file),
    ...deletions.started.flatMap(({ id }) => errorsOfDeletion(file, id)),
    ...deletions.started.flatMap(({ id, follower }) =>
      cursorErrors(`deletionEvents of ${id}`, follower.seqs, seqsOf(file, id)),
    ),
    ...cursorErrors('deletions', deletions.all.seqs, seqsOfAll(file)),
  ])
  assertNone(errors, 'at the end')
  return {
    kills,
    killsAtStart,
    acknowledged: writes.count,
    deletions: deletions.started.length,
    removed: deletions.started.length * resources,
    events: deletions.started.reduce(
      (sum, { follower }) => sum + follower.cursors.length,
      deletions.all.cursors.length,
    ),
    killsDuringDeletion,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '.key']) rmSync(`${path}${suffix}`, { force: true })
}

async function kill(server: ServerProcess): Promise<void> {
  server.signal('SIGKILL')
  await server.exit
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Reads the file while the server has it open. */
function read<T>(path: string, query: (file: BetterSqlite3.Database) => T): T {
  const file = new BetterSqlite3(path, { readonly: true, timeout: 5000 })
  try {
    return query(file)
  } finally {
    file.close()
  }
}
