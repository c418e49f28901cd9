// Failures of connections to PostgreSQL: short ones only delay requests, and longer ones are UNAVAILABLE. No write is
// carried out twice or in part, and no stream loses or repeats an event.
import type pg from 'pg'
import { expect, test } from 'vitest'
import { inBackground } from '../../support/background.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { run, seedWorkspace, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, until, within } from '../../support/server.ts'
import { COMMIT, startNetwork } from './network.ts'
import {
  attempt,
  connectTo,
  expectUnready,
  followWorkspace,
  health,
  READ,
  rename,
  setFavourite,
  startLoad,
} from './observe.ts'
import { UPDATE_WORKSPACE } from './operations.ts'
import { sharedDatabase, startReplicas } from './replicas.ts'

const END_ALL = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

/** The process ids of the PostgreSQL backends of connections that listen for notifications. */
async function listeners(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'croft listener'",
  )
  return rows.map(({ pid }) => pid)
}

test('no request fails and no stream loses or repeats an event while all connections are terminated again and again', async () => {
  const database = await sharedDatabase(false)
  const server = await startTestServer({ database })
  const workspace = await seedWorkspace(server)
  const complete = await followWorkspace(server, workspace)
  const client = await connectTo(database)
  const load = startLoad(server, workspace)
  for (let round = 0; round < 10; round++) {
    const { succeeded } = load
    await until(() => load.succeeded > succeeded + 10)
    await client.query(END_ALL)
  }
  const outcomes = await load.end()
  expect(outcomes.filter(({ code }) => code !== null)).toEqual([])
  await complete()
})

test.each([
  ['COMMIT does not arrive', 'before'],
  ['the answer to COMMIT does not arrive', 'after'],
] as const)('a write whose connection is cut so that %s is carried out once, and succeeds', async (_what, when) => {
  const database = await sharedDatabase(false)
  const network = await startNetwork(database)
  const server = await startTestServer({ database: network.database })
  const workspace = await seedWorkspace(server)
  const complete = await followWorkspace(server, workspace)

  const name = unique('workspace')
  let cut = network.at(COMMIT, when)
  await run(server, CREATE_WORKSPACE, { input: { name } }, workspace.owner)
  await cut
  const events = await database.query("select from event where type = 'workspace.created' and data like ?", `%${name}%`)
  expect(events).toHaveLength(1)

  // The same for a write without an event.
  cut = network.at(COMMIT, when)
  await setFavourite(server, workspace, true)
  await cut
  expect(await database.query('select favourite from workspace_preference')).toEqual([{ favourite: 1 }])

  // The same while the database is unreachable, so that the server must wait before it can find out whether the write
  // committed.
  cut = network.at(COMMIT, when)
  const renamed = rename(server, workspace)
  await cut
  network.refusing = true
  network.cut()
  await expectUnready(server)
  network.refusing = false
  expect((await renamed).updateWorkspace.workspace.version).toBe(2)
  await complete()
})

test('listening connections that are terminated are opened again, and no event is missed', async () => {
  const { a, b, database } = await startReplicas()
  const workspace = await seedWorkspace(a)
  const complete = await followWorkspace(b, workspace)
  const client = await connectTo(database)
  const first = await listeners(client)
  expect(first).toHaveLength(2)
  await client.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [first])
  await rename(a, workspace)
  await complete()
  await until(async () => (await listeners(client)).filter((pid) => !first.includes(pid)).length === 2)
  await rename(a, workspace)
  await complete()
})

async function serversBehindNetworks() {
  const database = await sharedDatabase(true)
  const networks = [await startNetwork(database, true), await startNetwork(database, true)] as const
  const held = await startTestServer({ database: networks[0].database, shared: true })
  const stranded = await startTestServer({ database: networks[1].database, shared: true })
  return { networks, held, stranded, client: await connectTo(database, true) }
}

test(
  'while the network is silent, requests are UNAVAILABLE in time and the server is not ready, until connections work again',
  inBackground(await serversBehindNetworks(), async ({ networks, held, stranded, client }) => {
    const workspace = await seedWorkspace(held)
    const complete = [await followWorkspace(held, workspace), await followWorkspace(stranded, workspace)]
    // Opens as many connections as a server may have.
    const all = (server: TestServer) => [
      ...Array.from({ length: 12 }, () => attempt(server, READ)),
      ...Array.from({ length: 6 }, () => setFavourite(server, workspace, true)),
    ]
    await Promise.all([...all(held), ...all(stranded)])

    const first = await listeners(client)
    networks[0].hold()
    networks[1].strand()
    const input = { workspace: { id: workspace.id }, displayName: 'Unheard' }
    const answers = within(20_000, Promise.all([attempt(held, READ), attempt(held, UPDATE_WORKSPACE, { input })]))
    // a failure is thrown where the promises are awaited
    answers.catch(() => undefined)
    const starting = startTestServer({ database: networks[0].database, shared: true }).then(
      () => 'it started',
      (error: Error) => error.message,
    )
    for (const server of [held, stranded]) await expectUnready(server)
    await until(async () => (await health(stranded, 'readyz')) === 200)
    // One connection that has timed out shows that the others are dead, too.
    await within(5000, attempt(stranded, UPDATE_WORKSPACE, { input }))
    for (const { code } of await answers) expect(code).toBe('UNAVAILABLE')
    expect(await starting).toMatch(/^PostgreSQL .* timeout/)
    // PostgreSQL has not noticed anything, and keeps the old connections.
    await until(async () => (await listeners(client)).length > first.length)
    networks[0].release()
    await until(async () => (await health(held, 'readyz')) === 200)
    await rename(held, workspace)
    for (const seen of complete) await seen()
    // A stopping server would wait for the stranded connections.
    networks[1].cut()
  }),
)
