// Kills the server again and again, always on the same database, while a client writes without a pause, workspaces are
// filled and deleted, and subscribers follow. After each start everything that was acknowledged has to be there; in the
// end every deletion is over, every event was told once and reached its subscribers once, in order.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { until } from '../../support/server.ts'
import { generator } from '../story.ts'
import { Ledger } from './ledger.ts'
import { type Life, type Spawned, spawnServer, whileAlive } from './process.ts'
import { allCursors, broken, cursorsOf, unfinished } from './verdict.ts'
import { Victims } from './victims.ts'

export interface TrialOptions {
  /** How the server is run: arguments to node. */
  readonly command: readonly string[]
  /** Kills while the server is up. */
  readonly kills: number
  /** Kills at its very first start, each on a new database. */
  readonly killsAtStart: number
  /** Resources of each workspace that is deleted. */
  readonly resources: number
  readonly seed: number
  tell?(line: string): void
}

export interface Report {
  readonly kills: number
  readonly killsAtStart: number
  readonly acknowledged: number
  readonly deletions: number
  readonly removed: number
  readonly events: number
  /** Kills that hit while a deletion was under way. */
  readonly hitDeletion: number
  readonly seconds: number
}

const TOKEN = 'kill-test-admin-token-0123456789-abcdef'
const WRITERS = 4
const FIRST_MS = 10
const LAST_MS = 1500
const FINISHED_WITHIN_MS = 120_000

/** Runs it; fails with all that is wrong. */
export async function trial(options: TrialOptions): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-kill-'))
  const running: { server: Spawned | null } = { server: null }
  try {
    return await run(options, join(directory, 'croft.db'), running)
  } finally {
    running.server?.signal('SIGKILL')
    await running.server?.gone
    rmSync(directory, { recursive: true, force: true })
  }
}

async function run(options: TrialOptions, path: string, running: { server: Spawned | null }): Promise<Report> {
  const { command, kills, killsAtStart, resources, tell = () => undefined } = options
  const startedAt = performance.now()
  const random = generator(options.seed)
  const between = (from: number, to: number) => Math.round(from + random() * (to - from))
  const env = { CROFT_DATABASE_URL: `sqlite:${path}`, CROFT_BOOTSTRAP_TOKEN: TOKEN }
  const launch = (): Spawned => {
    running.server = spawnServer(command, env)
    return running.server
  }
  /** On a database of its own, which is being made when the kill comes; the trial goes on with the last of them. */
  const killAtStart = async (withinMs: number) => {
    wipe(path)
    const server = launch()
    const ms = between(1, withinMs)
    await Promise.race([server.ready.catch(() => undefined), pause(ms)])
    await end(server)
    if (existsSync(path)) demand(`killed ${ms} ms after its start`, read(path, broken))
  }

  // how long a start takes, so that kills fall all over it
  const trying = performance.now()
  const first = launch()
  await first.ready
  const startMs = performance.now() - trying
  await end(first)
  for (let i = 0; i < killsAtStart; i++) await killAtStart(startMs * 1.05)

  const ledger = new Ledger()
  const victims = new Victims(resources)
  const begin = async (): Promise<{ server: Spawned; life: Life; work: Promise<unknown> }> => {
    const server = launch()
    const life: Life = { url: await server.ready, token: TOKEN, ending: false }
    const wrong = read(path, (file) => [...broken(file), ...ledger.lost(file), ...victims.lost(file)])
    demand('after a start', wrong)
    victims.begin(life)
    const work = Promise.all([
      ...Array.from({ length: WRITERS }, () => whileAlive(life, () => ledger.write(life))),
      whileAlive(life, () => victims.advance(life)),
    ])
    // a failure is thrown where the life ends
    work.catch(() => undefined)
    return { server, life, work }
  }
  let hitDeletion = 0
  for (let kill = 1; kill <= kills; kill++) {
    const { server, life, work } = await begin()
    // the first kill waits until there is a deletion to hit
    if (kill === 1) await Promise.race([work, until(() => victims.unfinished > 0, FINISHED_WITHIN_MS)])
    const ms = between(FIRST_MS, LAST_MS)
    await Promise.race([work, pause(ms)])
    const under = victims.unfinished
    if (under > 0) hitDeletion++
    life.ending = true
    await end(server)
    await work
    await victims.end()
    demand('with the streams', victims.refusals)
    tell(`${kill}/${kills}: killed after ${ms} ms, ${under} deletions under way, ${ledger.acknowledged} writes so far`)
  }

  const { server, life, work } = await begin()
  life.ending = true
  await work
  await until(() => victims.unfinished === 0, FINISHED_WITHIN_MS).catch(async () => {
    victims.going.map(({ follower }) => follower.close())
    demand('too late', [
      ...victims.refusals,
      ...read(path, (file) => victims.going.flatMap(({ id }) => unfinished(file, id))),
    ])
    throw new Error('Every deletion is over, but not every stream has completed')
  })
  const expected = read(path, allCursors)
  await until(() => victims.all.length >= expected.length, 10_000)
  server.signal('SIGTERM')
  const exit = await server.gone
  await victims.end()
  const wrong = read(path, (file) => [
    ...(exit === 0 ? [] : [`The last stop ended with ${exit}`]),
    ...broken(file),
    ...ledger.lost(file),
    ...ledger.untold(file),
    ...victims.going.flatMap(({ id }) => unfinished(file, id)),
    ...victims.going.flatMap(({ id, follower }) =>
      differs(`deletionEvents of ${id}`, follower.cursors, cursorsOf(file, id)),
    ),
    ...differs('deletions', victims.all.cursors, allCursors(file)),
  ])
  demand('in the end', wrong)
  return {
    kills,
    killsAtStart,
    acknowledged: ledger.acknowledged,
    deletions: victims.going.length,
    removed: victims.going.length * resources,
    events: victims.going.reduce((sum, { follower }) => sum + follower.cursors.length, victims.all.cursors.length),
    hitDeletion,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

function wipe(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '.key']) rmSync(`${path}${suffix}`, { force: true })
}

async function end(server: Spawned): Promise<void> {
  server.signal('SIGKILL')
  await server.gone
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function read<T>(path: string, look: (file: BetterSqlite3.Database) => T): T {
  const file = new BetterSqlite3(path, { readonly: true, timeout: 5000 })
  try {
    return look(file)
  } finally {
    file.close()
  }
}

function demand(when: string, wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${wrong.length} things are wrong ${when}:\n${wrong.slice(0, 20).join('\n')}`)
}

function differs(what: string, got: readonly string[], expected: readonly string[]): string[] {
  if (got.join() === expected.join()) return []
  const missing = expected.filter((cursor) => !got.includes(cursor)).length
  return [`${what}: ${got.length} events, ${new Set(got).size} different, ${missing} of ${expected.length} missing`]
}
