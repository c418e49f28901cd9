import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { TIMEOUTS } from '../../src/http/connections.ts'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { ready, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, startTestServer, until, within } from '../support/server.ts'
import { NOISY, open, WAYS_TO_HOLD } from './held-connections.ts'

/** Short time-outs, so that each way to hold a connection ends quickly. */
const SHORT = {
  headersMs: 200,
  requestMs: 300,
  checkEveryMs: 50,
  inactiveMs: 300,
  keepAliveMs: 200,
  connectionInitMs: 200,
  closingMs: 200,
  pingEveryMs: 150,
  acknowledgedMs: 400,
}
const NOISE = { events: 300, bytesEach: 100_000 }

/** The sockets of every server of this process: a client that does not read cannot see that its socket was closed. */
const accepted = new Set<Socket>()
const onSocket = (message: unknown) => {
  const { socket } = message as { socket: Socket }
  accepted.add(socket)
  socket.once('close', () => accepted.delete(socket))
}
beforeAll(() => subscribe('net.server.socket', onSocket))
afterAll(() => void unsubscribe('net.server.socket', onSocket))

const portOf = (url: string) => Number(new URL(url).port)
const openSockets = (url: string) => [...accepted].filter(({ localPort }) => localPort === portOf(url))

const post = (url: string, query: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify({ query }),
  })

const createNoisy = (url: string) =>
  post(url, `mutation { createWorkspace(input: { name: "${NOISY}" }) { workspace { id } } }`)

/** Writes more events than fit into the buffers of a connection, in one workspace. */
async function makeNoise(url: string, database: TestDatabase): Promise<void> {
  const [workspace] = await database.query<{ id: string }>('select id from workspace where name = ?', NOISY)
  const data = JSON.stringify({ noise: 'x'.repeat(NOISE.bytesEach) })
  await database.query(
    `insert into event (type, at, workspace_id, actor_name, summary, data)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${NOISE.events})
    select 'workspace.updated', '2026-01-01T00:00:00.000Z', ?, 'Somebody', 'Changed', '${data}' from n`,
    workspace?.id as string,
  )
  // the server notices them at its own next write
  const input = `{ workspace: { name: "${NOISY}" }, displayName: "${Math.random()}" }`
  await post(url, `mutation { updateWorkspace(input: ${input}) { workspace { id } } }`)
}

describe('firm ground 3: no client can hold a connection for ever', () => {
  test.each(Object.entries(WAYS_TO_HOLD))('a client that %s is closed by a time-out', async (_way, hold) => {
    const { url, database } = await startTestServer({ timeouts: SHORT })
    await createNoisy(url)
    const held = await hold(url, () => makeNoise(url, database))
    onTestFinished(() => void held.socket.destroy())
    // these are also the connections of this test itself, which are kept alive
    await until(() => openSockets(url).length === 0)
  })

  test('a process whose connections are held in every way exits with 0 within its grace period at SIGTERM', async () => {
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const env = { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_SHUTDOWN_GRACE: '3s' }
    const run = startProcess(env)
    const url = await ready(run)
    await createNoisy(url)
    for (const hold of Object.values(WAYS_TO_HOLD)) {
      const held = await hold(url, () => makeNoise(url, database))
      onTestFinished(() => void held.socket.destroy())
    }
    run.child.kill('SIGTERM')
    await until(() => run.exit !== null)
    // after the grace period the code would be 1
    expect([run.exit, run.lines().at(-1)?.['msg']]).toEqual([0, 'Stopped'])
  })

  test('the time-outs are short enough for a crowd of idle clients', () => {
    for (const [name, ms] of Object.entries(TIMEOUTS)) expect([name, ms <= 65_000]).toEqual([name, true])
    expect(TIMEOUTS.connectionInitMs).toBe(3000)
    // a dead subscriber over SSE: the time to the ping, the time to acknowledge it, and the time to the next check
    expect(TIMEOUTS.pingEveryMs + 1.5 * TIMEOUTS.acknowledgedMs).toBeLessThan(60_000)
    // over WebSocket: the time to a ping, and to the next one
    expect(2 * TIMEOUTS.pingEveryMs).toBeLessThan(60_000)
  })

  test('connections that have sent no byte do not delay a stop', async () => {
    const server = await startTestServer({ env: { CROFT_SHUTDOWN_GRACE: '20s' } })
    const held = await open(server.url)
    onTestFinished(() => void held.socket.destroy())
    await within(8000, server.app.close())
  })
})
