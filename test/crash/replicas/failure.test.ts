// What breaks between a server and PostgreSQL is hidden where it is short and told as UNAVAILABLE where it is not.
// Nothing is done twice or half, and no stream loses or doubles an event.
import type pg from 'pg'
import { expect, test } from 'vitest'
import { meanwhile } from '../../support/concurrent.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { run, seedWorkspace, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'
import { startNetwork } from './network.ts'
import { ask, expectUnready, followed, health, loaded, mark, READ, rename, session } from './observe.ts'
import { UPDATE_WORKSPACE } from './operations.ts'
import { sharedDatabase, startReplicas } from './replicas.ts'

const END_ALL = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

/** The backends that serve those who listen for notifications. */
async function listeners(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'croft listener'",
  )
  return rows.map(({ pid }) => pid)
}

test('all connections are ended again and again: no request fails, no stream ends, loses or doubles an event', async () => {
  const database = await sharedDatabase(false)
  const server = await startTestServer({ database })
  const workspace = await seedWorkspace(server)
  const complete = await followed(server, workspace)
  const killer = await session(database)
  const load = loaded(server, workspace)
  for (let round = 0; round < 10; round++) {
    const { succeeded } = load
    await until(() => load.succeeded > succeeded + 10)
    await killer.query(END_ALL)
  }
  const outcomes = await load.end()
  expect(outcomes.filter(({ code }) => code !== null)).toEqual([])
  await complete()
})

test.each([
  ['COMMIT does not arrive', 'before'],
  ['the answer to COMMIT does not arrive', 'after'],
] as const)('a connection is cut so that %s: the write is done once, and succeeds', async (_what, when) => {
  const database = await sharedDatabase(false)
  const network = await startNetwork(database)
  const server = await startTestServer({ database: network.database })
  const workspace = await seedWorkspace(server)
  const complete = await followed(server, workspace)

  const name = unique('workspace')
  let cut = network.at('commit', when)
  await run(server, CREATE_WORKSPACE, { input: { name } }, workspace.owner)
  await cut
  const told = await database.query("select from event where type = 'workspace.created' and data like ?", `%${name}%`)
  expect(told).toHaveLength(1)

  // no event tells of this one
  cut = network.at('commit', when)
  await mark(server, workspace, true)
  await cut
  expect(await database.query('select favourite from workspace_preference')).toEqual([{ favourite: 1 }])

  // and for a while the database cannot even be asked what has become of it
  cut = network.at('commit', when)
  const renamed = rename(server, workspace)
  await cut
  network.refusing = true
  network.cut()
  await expectUnready(server)
  network.refusing = false
  expect((await renamed).updateWorkspace.workspace.version).toBe(2)
  await complete()
})

test('the listening connections are ended: they are made anew, and no event is missed', async () => {
  const { a, b, database } = await startReplicas()
  const workspace = await seedWorkspace(a)
  const complete = await followed(b, workspace)
  const killer = await session(database)
  const first = await listeners(killer)
  expect(first).toHaveLength(2)
  await killer.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [first])
  await rename(a, workspace)
  await complete()
  await until(async () => (await listeners(killer)).filter((pid) => !first.includes(pid)).length === 2)
  await rename(a, workspace)
  await complete()
})

async function acrossNetworks() {
  const database = await sharedDatabase(true)
  const networks = [await startNetwork(database, true), await startNetwork(database, true)] as const
  const held = await startTestServer({ database: networks[0].database, shared: true })
  const stranded = await startTestServer({ database: networks[1].database, shared: true })
  return { networks, held, stranded, client: await session(database, true) }
}

test(
  'the network falls silent: UNAVAILABLE in time, not ready, and all is well once it speaks again, or a new one does',
  meanwhile(await acrossNetworks(), async ({ networks, held, stranded, client }) => {
    const workspace = await seedWorkspace(held)
    const complete = [await followed(held, workspace), await followed(stranded, workspace)]
    // as many connections as they may have
    const all = (server: TestServer) => [
      ...Array.from({ length: 12 }, () => ask(server, READ)),
      ...Array.from({ length: 6 }, () => mark(server, workspace, true)),
    ]
    await Promise.all([...all(held), ...all(stranded)])

    const first = await listeners(client)
    networks[0].hold()
    networks[1].strand()
    const input = { workspace: { id: workspace.id }, displayName: 'Unheard' }
    const answers = Promise.all([ask(held, READ), ask(held, UPDATE_WORKSPACE, { input })])
    const starting = startTestServer({ database: networks[0].database, shared: true }).then(
      () => 'it started',
      (error: Error) => error.message,
    )
    for (const server of [held, stranded]) await expectUnready(server)
    await until(async () => (await health(stranded, 'readyz')) === 200, 15_000)
    // one connection that was found dead is enough to know of the others
    expect((await ask(stranded, UPDATE_WORKSPACE, { input })).ms).toBeLessThan(5000)
    for (const { code, ms } of await answers) {
      expect(code).toBe('UNAVAILABLE')
      expect(ms).toBeLessThan(20_000)
    }
    expect(await starting).toMatch(/^PostgreSQL .* timeout/)
    // PostgreSQL knows of no silence: the first ones are there, too
    await until(async () => (await listeners(client)).length > first.length)
    networks[0].release()
    await until(async () => (await health(held, 'readyz')) === 200)
    await rename(held, workspace)
    for (const seen of complete) await seen()
    // a server that stops would wait for what is stranded
    networks[1].cut()
  }),
)
