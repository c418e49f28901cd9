// What is locked, deadlocked, full or changed under a server's feet: waited for, tried again, or UNAVAILABLE.
import { expect, onTestFinished, test } from 'vitest'
import { lockWorkspaces } from '../../../src/store/lock.ts'
import { meanwhile } from '../../support/concurrent.ts'
import { type Person, seedWorkspace, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, type TestServerOptions, until } from '../../support/server.ts'
import { ask, followed, health, loaded, mark, READ, rename, session } from './observe.ts'
import { UPDATE_WORKSPACE } from './operations.ts'
import { row, sharedDatabase, startReplicas, turn } from './replicas.ts'

const LOCK_TIMEOUT_MS = 4000
const LIST = '{ workspaces { nodes { name members { nodes { role } } } } }'

async function oneServer({ env = {}, shared = false }: Pick<TestServerOptions, 'env' | 'shared'> = {}) {
  const database = await sharedDatabase(shared)
  return { database, server: await startTestServer({ database, env, shared }) }
}

test('a deadlock: the write that PostgreSQL ends is tried again, and both end right', async () => {
  const { database, server } = await oneServer()
  const workspace = await seedWorkspace(server)
  const complete = await followed(server, workspace)
  const client = await session(database)
  // so that it is the server's that is ended
  await client.query("set deadlock_timeout = '10s'")
  await client.query('begin')
  await client.query(turn(workspace.owner.id))
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
])('a serialization failure that %s answers: the write is tried again', async (_what, trigger) => {
  const { database, server } = await oneServer()
  const workspace = await seedWorkspace(server)
  const complete = await followed(server, workspace)
  // a sequence does not go back with the transaction
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

test('two connections serve fifty requests at once, of every kind', async () => {
  const { server } = await oneServer({ env: { CROFT_DATABASE_CONNECTIONS: '2' } })
  const workspaces = [await seedWorkspace(server), await seedWorkspace(server)] as const
  const complete = await followed(server, workspaces[0])
  const requests = Array.from({ length: 50 }, (_, number) => {
    const workspace = workspaces[number % 2] as (typeof workspaces)[0]
    if (number % 5 === 0) return rename(server, workspace)
    if (number % 5 === 1) return mark(server, workspace, true)
    return server.data(LIST, {}, workspace.owner)
  })
  await Promise.all(requests)
  await complete()
})

test('no connection to be had: UNAVAILABLE and not ready, until there are some again', async () => {
  const database = await sharedDatabase(false)
  const admin = await session(database)
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
  const load = loaded(server, workspace)
  await until(() => load.succeeded > 5)
  await admin.query(`alter role ${role} connection limit 0`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role])
  await until(async () => (await health(server, 'readyz')) === 503)
  // what came before is still waited for: each of those that follow is refused at once
  await until(() => load.failed)
  expect((await ask(server, READ)).code).toBe('UNAVAILABLE')
  await admin.query(`alter role ${role} connection limit -1`)
  await until(async () => (await health(server, 'readyz')) === 200)
  await rename(server, workspace)
  const outcomes = await load.end()
  expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set([null, 'UNAVAILABLE']))
})

test('a newer replica adds a column while statements are prepared: no request fails', async () => {
  const { a, b, database } = await startReplicas()
  const workspaces = [await seedWorkspace(a), await seedWorkspace(a)] as const
  const some = () =>
    Promise.all(
      [a, b].flatMap((server) =>
        Array.from({ length: 16 }, (_, number) => {
          const workspace = workspaces[number % 2] as (typeof workspaces)[0]
          if (number % 4 === 0) return rename(server, workspace)
          if (number % 4 === 1) return mark(server, workspace, true)
          return server.data(LIST, {}, workspace.owner)
        }),
      ),
    )
  await some()
  for (const table of ['workspace', '"user"', 'membership', 'api_token']) {
    await database.query(`alter table ${table} add column newer text`)
  }
  await some()
})

async function twoHeld() {
  const [one, two] = [await oneServer({ shared: true }), await oneServer({ shared: true })]
  return { one, two, holders: [await session(one.database, true), await session(two.database, true)] as const }
}

test(
  'a workspace, or the log, that another holds: its writes are UNAVAILABLE after the wait, all else goes on',
  meanwhile(await twoHeld(), async ({ one, two, holders }) => {
    const [held, other] = [await seedWorkspace(one.server), await seedWorkspace(one.server)]
    const logged = await seedWorkspace(two.server)
    for (const holder of holders) await holder.query('begin')
    await holders[0].query(row('workspace', held.id))
    await holders[1].query(turn('log'))

    const renaming = (server: TestServer, { id, owner }: { id: string; owner: Person }) =>
      ask(server, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: 'Waited' } }, owner)
    const first = renaming(one.server, held)
    const third = renaming(two.server, logged)
    expect((await renaming(one.server, other)).ms).toBeLessThan(1000)
    await mark(two.server, logged, true)
    await Promise.all([one, two].map(({ server }) => server.data(READ)))
    // more of them than connections that write
    const rest = Array.from({ length: 4 }, () => renaming(one.server, held))
    expect((await renaming(one.server, other)).code).toBeNull()
    for (const { code, status, ms } of await Promise.all([first, third])) {
      expect([code, status]).toEqual(['UNAVAILABLE', 200])
      expect(ms).toBeGreaterThan(LOCK_TIMEOUT_MS - 100)
      expect(ms).toBeLessThan(LOCK_TIMEOUT_MS + 1500)
    }
    for (const holder of holders) await holder.query('rollback')
    for (const { code } of await Promise.all(rest)) expect([null, 'UNAVAILABLE']).toContain(code)
    await rename(one.server, held)
    expect((await rename(two.server, logged)).updateWorkspace.workspace.version).toBe(2)
  }),
)

test(
  'a replica that hangs in a transaction is cut off before those who wait give up, and does it again',
  meanwhile(await startReplicas({ shared: true }), async ({ a, b, database }) => {
    const workspace = await seedWorkspace(a)
    let goOn = () => {}
    const hanging = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let runs = 0
    const write = a.app.services.store.write(async (tx) => {
      await lockWorkspaces(tx, 'id', [workspace.id])
      if (++runs === 1) await hanging
      await tx.updateTable('workspace').set({ description: 'late' }).where('id', '=', workspace.id).execute()
    })
    await until(() => runs === 1)
    expect((await rename(b, workspace)).updateWorkspace.workspace.version).toBe(2)
    goOn()
    await write
    expect(runs).toBe(2)
    expect(await database.query('select version, description from workspace where id = ?', workspace.id)).toEqual([
      { version: 2, description: 'late' },
    ])
  }),
)
