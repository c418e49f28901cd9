// PostgreSQL restarts, crashes, is away for longer, or is not reachable when Croft starts.
import { afterAll, expect, test } from 'vitest'
import { startApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config/config.ts'
import { inBackground } from '../../support/background.ts'
import { cursorsOf, seqOf } from '../../support/cursors.ts'
import { newDatabase, SECRET_KEY } from '../../support/database.ts'
import { slowDeletions } from '../../support/faults.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE } from '../../support/operations.ts'
import { fill, run, seedWorkspace, unique } from '../../support/people.ts'
import { databaseUrl, execute, freePort, startPostgres } from '../../support/postgres.ts'
import { STARTS_WITHIN_MS, startProcess } from '../../support/process.ts'
import { startTestServer, until } from '../../support/server.ts'
import { followAll, untilSubscribers } from '../../support/subscriptions.ts'
import { rowsOfWorkspace } from '../../support/workspace-rows.ts'
import { COMMIT, startNetwork } from './network.ts'
import { connectTo, expectUnready, followWorkspace, health, rename, startLoad } from './observe.ts'
import { DELETION_EVENTS } from './operations.ts'

/** Only a COMMIT writes the WAL to its file. */
const FLAGS = ['full_page_writes=off', 'wal_writer_delay=10s', 'max_connections=100']
/** Requests are delayed this long before they fail. */
const DELAYED_MS = 2000
const RECOVERS_WITHIN_MS = 5000

const [postgres, another] = await Promise.all([startPostgres(FLAGS), startPostgres(FLAGS)])
afterAll(() => Promise.all([postgres.stop(), another.stop()]))

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

test('during a restart of PostgreSQL requests are delayed or UNAVAILABLE, and streams and a deletion continue after it', async () => {
  const server = await startTestServer({ database: await newDatabase(postgres) })
  const workspace = await seedWorkspace(server)
  const deleted = await seedWorkspace(server)
  await fill(server, deleted, 1000)
  const complete = await followWorkspace(server, workspace)
  const restoreSpeed = slowDeletions(server)
  const { deleteWorkspace } = await run(
    server,
    DELETE_WORKSPACE,
    { input: { workspace: { id: deleted.id } } },
    deleted.owner,
  )
  const { id } = deleteWorkspace.deletion
  const streams = followAll(server, DELETION_EVENTS, { id }, deleted.owner)
  await untilSubscribers(server, 4)
  const load = startLoad(server, workspace)
  await until(() => streams.every(({ seen }) => seen.length > 2))

  const stoppedAt = performance.now()
  await postgres.halt()
  await expectUnready(server)
  await pause(1000 - (performance.now() - stoppedAt))
  await postgres.resume()
  await until(async () => (await health(server, 'readyz')) === 200, RECOVERS_WITHIN_MS)
  expect(streams.map(({ end }) => end)).toEqual([null, null])
  const { succeeded } = load
  await until(() => load.succeeded > succeeded + 10)
  const outcomes = await load.end()
  restoreSpeed()
  await Promise.all(streams.map((stream) => stream.ended()))

  expect(outcomes.filter(({ code }) => code !== null && code !== 'UNAVAILABLE')).toEqual([])
  await complete()
  const events = await server.database.query<{ seq: string; type: string; data: string }>(
    'select seq, type, data from event where deletion_id = ? order by seq',
    id,
  )
  const steps = events.filter(({ type }) => type.startsWith('deletion.step_') && type !== 'deletion.step_retrying')
  const written = steps.map(({ type, data }) => `${type} ${JSON.parse(data).step}`)
  expect(written).toEqual([...new Set(written)])
  expect(written).toHaveLength(2 * new Set(steps.map(({ data }) => JSON.parse(data).step)).size)
  expect(events.filter(({ type }) => type === 'deletion.succeeded')).toHaveLength(1)
  expect(await rowsOfWorkspace(server, deleted.id)).toEqual({})
  for (const { seen, end, codes } of streams) {
    const seqs = seen.map(({ deletionEvents }) => seqOf(cursorsOf(server), deletionEvents.cursor))
    const all = events.map(({ seq }) => Number(seq))
    // Every event after the snapshot with which the stream began.
    expect(seqs.slice(1)).toEqual(all.filter((seq) => seq > (seqs[0] as number)))
    expect([end, codes]).toEqual(['complete', []])
  }
})

test('a crash of PostgreSQL during COMMIT loses no acknowledged write, even if its transaction id is used again', async () => {
  const database = await newDatabase(postgres)
  const network = await startNetwork(database)
  const client = await connectTo(database)
  await client.query('create table other (id serial)')
  // Delays the COMMIT before it is written to the WAL.
  const name = new URL(database.url).pathname.slice(1)
  await client.query(`alter database ${name} set commit_delay = 100000`)
  await client.query(`alter database ${name} set commit_siblings = 0`)
  const server = await startTestServer({ database: network.database })
  const { owner } = await seedWorkspace(server)
  const { rows } = await client.query('select pg_backend_pid() as pid')

  const sent = network.at(COMMIT, 'sent')
  const created = unique('workspace')
  const answer = run(server, CREATE_WORKSPACE, { input: { name: created } }, owner)
  await sent
  await pause(20)
  network.refusing = true
  process.kill(rows[0].pid, 'SIGKILL')
  const isUp = () =>
    execute(database.url, 'insert into other default values').then(
      () => true,
      () => false,
    )
  // PostgreSQL itself waits up to 5 s for its processes to end before it recovers.
  await until(isUp)
  expect(await database.query('select from workspace where name = ?', created)).toEqual([])
  network.refusing = false
  expect((await answer).createWorkspace.workspace.name).toBe(created)
  expect(await database.query('select from workspace where name = ?', created)).toHaveLength(1)
  expect(
    await database.query("select from event where type = 'workspace.created' and data like ?", `%${created}%`),
  ).toHaveLength(1)
})

test('a start without a usable PostgreSQL fails with the reason in one line, without the password', async () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(postgres.url)
    url.password ||= 'hush'
    change(url)
    return url
  }
  await execute(postgres.url, "create database latin encoding 'LATIN1' template template0 locale 'C'")
  const absent = String(await freePort())
  const cases: readonly [URL, RegExp][] = [
    [at((url) => Object.assign(url, { password: 'wrong-hush' })), /password authentication failed/],
    [at((url) => Object.assign(url, { pathname: '/nowhere' })), /database "nowhere" does not exist/],
    [at((url) => Object.assign(url, { port: absent })), /ECONNREFUSED/],
    [at((url) => Object.assign(url, { port: absent, hostname: 'localhost' })), /ECONNREFUSED/],
    [new URL(databaseUrl(postgres.url, 'latin')), /encoding must be UTF8, it is LATIN1/],
  ]
  await Promise.all(
    cases.map(async ([url, reason]) => {
      const config = loadConfig({ CROFT_DATABASE_URL: url.href, CROFT_SECRET_KEY: SECRET_KEY, CROFT_PORT: '0' })
      const message = await startApp(config).then(
        () => 'it started',
        (error: Error) => error.message,
      )
      expect(message).toMatch(reason)
      expect(message).not.toContain('\n')
      expect(message).not.toContain(url.password)
    }),
  )
  const wrong = cases[0]?.[0].href as string
  const { err, out } = await failedStart({ CROFT_DATABASE_URL: wrong, CROFT_SECRET_KEY: SECRET_KEY })
  expect(err).toMatch(/^Croft cannot start: .*password authentication failed.*\n$/)
  expect(err + out).not.toContain('hush')
})

test(
  'while PostgreSQL is away for longer, requests are UNAVAILABLE at once, with one line in the log, until 5 s after its return',
  inBackground(await startTestServer({ database: await newDatabase(another), shared: true }), async (server) => {
    const workspace = await seedWorkspace(server)
    const complete = await followWorkspace(server, workspace)
    const load = startLoad(server, workspace)
    await until(() => load.succeeded > 10)
    await another.halt()
    const awayAt = performance.now()
    await expectUnready(server)
    await pause(6000 - (performance.now() - awayAt))
    const backAt = performance.now()
    await expectUnready(server)
    await another.resume()
    await until(async () => (await health(server, 'readyz')) === 200, RECOVERS_WITHIN_MS)
    await rename(server, workspace)
    await complete()
    const outcomes = await load.end()

    expect(outcomes.filter(({ code }) => code !== null && code !== 'UNAVAILABLE')).toEqual([])
    const inside = outcomes.filter((one) => one.startedAt > awayAt + DELAYED_MS + 500 && one.startedAt < backAt - 500)
    expect(inside.length).toBeGreaterThan(50)
    // The refusal comes before any field runs: the status is 503.
    expect(inside.filter(({ code, status }) => code === null || status !== 503)).toEqual([])
    // at once, that is without waiting for PostgreSQL; a busy machine delays some
    expect(inside.map(({ ms }) => ms).sort((x, y) => x - y)[inside.length >> 1]).toBeLessThan(500)
    expect(server.log.filter(({ message }) => message === 'The event log cannot be read')).toHaveLength(1)
    expect(server.log.filter(({ message }) => message === 'Request failed')).toEqual([])
  }),
  40_000,
)

/** Starts Croft as a process, and expects it to fail. */
async function failedStart(env: Record<string, string>) {
  const started = startProcess(env)
  await until(() => started.exit !== null, STARTS_WITHIN_MS)
  expect(started.exit).toBe(1)
  return started
}
