// Locks, deadlocks, a full connection pool and a schema that changes: the server waits, tries again, or answers
// UNAVAILABLE.
import { expect, onTestFinished, test } from 'vitest'
import { lockWorkspaces } from '../../../src/store/lock.ts'
import { inBackground } from '../../support/background.ts'
import { type Person, seedWorkspace, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, type TestServerOptions, until, within } from '../../support/server.ts'
import { attempt, connectTo, followWorkspace, health, READ, rename, setFavourite, startLoad } from './observe.ts'
import { UPDATE_WORKSPACE } from './operations.ts'
import { lockName, lockRow, sharedDatabase, startReplicas } from './replicas.ts'

const LOCK_TIMEOUT_MS = 4000
const LIST = '{ workspaces { nodes { name members { nodes { role } } } } }'

async function oneServer({ env = {}, shared = false }: Pick<TestServerOptions, 'env' | 'shared'> = {}) {
  const database = await sharedDatabase(shared)
  return { database, server: await startTestServer({ database, env, shared }) }
}

test('a write that PostgreSQL aborts in a deadlock is tried again, and both writes succeed', async () => {
  const { database, server } = await oneServer()
  const workspace = await seedWorkspace(server)
  const complete = await followWorkspace(server, workspace)
  const client = await connectTo(database)
  // PostgreSQL aborts the transaction that times out first: this makes it the server's.
  await client.query("set deadlock_timeout = '10s'")
  await client.query('begin')
  await client.query(lockName(workspace.owner.id))
  const renamed = rename(server, workspace)
  const waiting = 'select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))'
  await until(async () => (await client.query(waiting)).rowCount)
  await client.query("update workspace set description = 'theirs' where id = $1", [workspace.id])
  await client.query('commit')
  await renamed
  const deadlocks = 'select deadlocks::int from pg_stat_database where datname = current_database()'
  await until(async () => (await client.query(deadlocks)).rows[0]?.deadlocks === 1)
  expect(await database.query('select version, description from workspace where id = ?', workspace.id)).toEqual([
    { version: 2, description: 'theirs' },
  ])
  await complete()
})

test.each([
  ['a statement', 'trigger hiccup before update on workspace'],
  ['COMMIT', 'constraint trigger hiccup after update on workspace deferrable initially deferred'],
])('a write with a serialization failure in %s is tried again', async (_what, trigger) => {
  const { database, server } = await oneServer()
  const workspace = await seedWorkspace(server)
  const complete = await followWorkspace(server, workspace)
  // A sequence counts attempts, since it is not rolled back.
  await database.query('create sequence hiccups')
  await database.query(`create function hiccup() returns trigger language plpgsql as $$ begin
    if nextval('hiccups') = 1 then raise 'a hiccup' using errcode = '40001'; end if;
    return new;
  end $$`)
  await database.query(`create ${trigger} for each row execute function hiccup()`)
  expect((await rename(server, workspace)).updateWorkspace.workspace.version).toBe(2)
  expect(await database.query('select last_value::int from hiccups')).toEqual([{ last_value: 2 }])
  await complete()
})

test('50 concurrent reads and writes succeed with two connections', async () => {
  const { server } = await oneServer({ env: { CROFT_DATABASE_CONNECTIONS: '2' } })
  const workspaces = [await seedWorkspace(server), await seedWorkspace(server)] as const
  const complete = await followWorkspace(server, workspaces[0])
  const requests = Array.from({ length: 50 }, (_, number) => {
    const workspace = workspaces[number % 2] as (typeof workspaces)[0]
    if (number % 5 === 0) return rename(server, workspace)
    if (number % 5 === 1) return setFavourite(server, workspace, true)
    return server.data(LIST, {}, workspace.owner)
  })
  await Promise.all(requests)
  await complete()
})

test('without a connection requests are UNAVAILABLE and the server is not ready, until PostgreSQL accepts connections', async () => {
  const database = await sharedDatabase(false)
  const admin = await connectTo(database)
  const role = unique('limited').replaceAll('-', '_')
  await admin.query(`create role ${role} login password 'limited'`)
  await admin.query(`grant all on all tables in schema public to ${role}`)
  const url = Object.assign(new URL(database.url), { username: role, password: 'limited' }).href
  const server = await startTestServer({ database: { ...database, env: { ...database.env, CROFT_DATABASE_URL: url } } })
  onTestFinished(async () => {
    await server.close()
    await admin.query(`drop owned by ${role}`)
    await admin.query(`drop role ${role}`)
  })
  const workspace = await seedWorkspace(server)
  const load = startLoad(server, workspace)
  await until(() => load.succeeded > 5)
  await admin.query(`alter role ${role} connection limit 0`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role])
  await until(async () => (await health(server, 'readyz')) === 503)
  // Requests that came before still wait; every later one is refused at once.
  await until(() => load.failed)
  expect((await attempt(server, READ)).code).toBe('UNAVAILABLE')
  await admin.query(`alter role ${role} connection limit -1`)
  await until(async () => (await health(server, 'readyz')) === 200)
  await rename(server, workspace)
  const outcomes = await load.end()
  expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set([null, 'UNAVAILABLE']))
})

test('no request fails when a newer replica adds a column to a table with prepared statements', async () => {
  const { a, b, database } = await startReplicas()
  const workspaces = [await seedWorkspace(a), await seedWorkspace(a)] as const
  const sendRequests = () =>
    Promise.all(
      [a, b].flatMap((server) =>
        Array.from({ length: 16 }, (_, number) => {
          const workspace = workspaces[number % 2] as (typeof workspaces)[0]
          if (number % 4 === 0) return rename(server, workspace)
          if (number % 4 === 1) return setFavourite(server, workspace, true)
          return server.data(LIST, {}, workspace.owner)
        }),
      ),
    )
  // Often enough that the statements are prepared on every connection.
  for (let round = 0; round < 3; round++) await sendRequests()
  for (const table of ['workspace', '"user"', 'membership', 'api_token']) {
    await database.query(`alter table ${table} add column newer text`)
  }
  await sendRequests()
})

async function serversWithLockHolders() {
  const [one, two] = [await oneServer({ shared: true }), await oneServer({ shared: true })]
  return { one, two, holders: [await connectTo(one.database, true), await connectTo(two.database, true)] as const }
}

test(
  'while another transaction locks a workspace or the log, writes to it are UNAVAILABLE after 4 s, and all else is answered',
  inBackground(await serversWithLockHolders(), async ({ one, two, holders }) => {
    const [held, other] = [await seedWorkspace(one.server), await seedWorkspace(one.server)]
    const logged = await seedWorkspace(two.server)
    for (const holder of holders) await holder.query('begin')
    await holders[0].query(lockRow('workspace', held.id))
    await holders[1].query(lockName('log'))

    const renaming = (server: TestServer, { id, owner }: { id: string; owner: Person }) =>
      attempt(server, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: 'Waited' } }, owner)
    let isRefused = false
    const first = within(2 * LOCK_TIMEOUT_MS, renaming(one.server, held)).finally(() => {
      isRefused = true
    })
    const third = within(2 * LOCK_TIMEOUT_MS, renaming(two.server, logged))
    // a failure is thrown where the promises are awaited
    for (const waiting of [first, third]) waiting.catch(() => undefined)
    expect((await renaming(one.server, other)).code).toBeNull()
    expect(isRefused).toBe(false)
    await setFavourite(two.server, logged, true)
    await Promise.all([one, two].map(({ server }) => server.data(READ)))
    // More writes than there are connections for writing.
    const rest = Array.from({ length: 4 }, () => renaming(one.server, held))
    expect((await renaming(one.server, other)).code).toBeNull()
    for (const { code, status, ms } of await Promise.all([first, third])) {
      expect([code, status]).toEqual(['UNAVAILABLE', 200])
      expect(ms).toBeGreaterThan(LOCK_TIMEOUT_MS - 100)
    }
    for (const holder of holders) await holder.query('rollback')
    for (const { code } of await Promise.all(rest)) expect([null, 'UNAVAILABLE']).toContain(code)
    await rename(one.server, held)
    expect((await rename(two.server, logged)).updateWorkspace.workspace.version).toBe(2)
  }),
)

test(
  'a replica that hangs in a transaction is disconnected before waiting writes time out, and tries its write again',
  inBackground(await startReplicas({ shared: true }), async ({ a, b, database }) => {
    const workspace = await seedWorkspace(a)
    let resume = () => {}
    const hanging = new Promise<void>((resolve) => {
      resume = resolve
    })
    let runs = 0
    const write = a.app.services.store.write(async (tx) => {
      await lockWorkspaces(tx, 'id', [workspace.id])
      if (++runs === 1) await hanging
      await tx.updateTable('workspace').set({ description: 'late' }).where('id', '=', workspace.id).execute()
    })
    await until(() => runs === 1)
    expect((await rename(b, workspace)).updateWorkspace.workspace.version).toBe(2)
    resume()
    await write
    expect(runs).toBe(2)
    expect(await database.query('select version, description from workspace where id = ?', workspace.id)).toEqual([
      { version: 2, description: 'late' },
    ])
  }),
)
