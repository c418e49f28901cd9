// Subscribers whose host vanishes: no FIN, no RST, no acknowledgement. They run in a network namespace whose only cable
// is pulled. The times are short here; held-connections.test.ts tests that the real ones add up to less than 60 s.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { TIMEOUTS } from '../../src/http/connections.ts'
import { connect, EVENTS, newWorkspace, openStream, rename } from '../streams/raw.ts'
import { beginning } from '../support/cursors.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { untilSubscribers } from '../support/subscriptions.ts'

const NAMESPACE = `croft${process.pid}`
// the addresses also differ from those of another process's namespace
const NETWORK = `10.${200 + ((process.pid >> 14) % 50)}.${(process.pid >> 6) & 255}`
const [HERE, THERE] = [1, 2].map((host) => `${NETWORK}.${4 * (process.pid & 63) + host}`)
const SHORT = { ...TIMEOUTS, pingEveryMs: 1500, acknowledgedMs: 1500 }
const NOTICED_WITHIN_MS = 10_000
const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' })

/** Whether this process may create network namespaces; if so, this creates one, with a cable to it. */
const canVanish = (() => {
  try {
    ip('netns', 'add', NAMESPACE)
    ip('link', 'add', `${NAMESPACE}a`, 'type', 'veth', 'peer', 'name', `${NAMESPACE}b`, 'netns', NAMESPACE)
    ip('address', 'add', `${HERE}/30`, 'dev', `${NAMESPACE}a`)
    ip('link', 'set', `${NAMESPACE}a`, 'up')
    ip('-n', NAMESPACE, 'address', 'add', `${THERE}/30`, 'dev', `${NAMESPACE}b`)
    ip('-n', NAMESPACE, 'link', 'set', `${NAMESPACE}b`, 'up')
    return true
  } catch {
    return false
  }
})()
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  if (!canVanish) return
  ip('link', 'delete', `${NAMESPACE}a`)
  ip('netns', 'delete', NAMESPACE)
})

const SUBSCRIBER = `
  const [url, body, Authorization] = process.argv.slice(1)
  const headers = { Authorization, 'Content-Type': 'application/json', Accept: 'text/event-stream' }
  const { body: events } = await fetch(url + '/graphql', { method: 'POST', headers, body })
  for await (const event of events) process.stdout.write('.')`
const SOCKET = `
  import { WebSocket } from 'ws'
  const [url, body, Authorization] = process.argv.slice(1)
  const socket = new WebSocket(url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws')
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization } })))
  socket.once('message', () => socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: JSON.parse(body) })))
  socket.on('message', () => process.stdout.write('.'))`

/** Subscribes from the other end of the cable; resolves when something was received. */
async function subscribeFarAway({ url }: TestServer, program: string, query: string, variables: object) {
  const far = `http://${HERE}:${new URL(url).port}`
  const args = [far, JSON.stringify({ query, variables }), `Bearer ${ADMIN_TOKEN}`]
  const node = [process.execPath, '--input-type=module', '-e', program, ...args]
  const child = spawn('ip', ['netns', 'exec', NAMESPACE, ...node], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let received = false
  child.stdout.on('data', () => {
    received = true
  })
  await until(() => received)
  return child
}

const title = 'a subscriber whose host has vanished'
describe.skipIf(!canVanish)(canVanish ? title : `${title} (skipped: it takes root and \`ip netns\`)`, () => {
  test('is noticed over SSE and WebSocket, even if it had stopped reading; a silent subscriber stays', async () => {
    // the second server sees IPv4 addresses in IPv6 form
    const [server, dual] = [
      await startTestServer({ env: { CROFT_HOST: '0.0.0.0' }, timeouts: SHORT }),
      await startTestServer({ env: { CROFT_HOST: '::' }, timeouts: SHORT }),
    ]
    const id = await newWorkspace(server, 'large')
    await server.database.query(
      `insert into event (type, at, workspace_id, actor_name, summary, data)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
      select 'workspace.updated', '2026-01-01T00:00:00.000Z', ?, 'Somebody', 'Changed', ? from n`,
      id,
      JSON.stringify({ name: 'x'.repeat(40_000) }),
    )
    const near = await openStream(server, EVENTS, { name: 'default' })
    const nearSocket = await connect(server)
    nearSocket.subscribe('near', EVENTS, { name: 'default' })
    await untilSubscribers(server, 2)
    const LARGE =
      'subscription ($id: ID!, $after: Cursor!) { workspaceEvents(workspace: { id: $id }, after: $after) { data } }'
    const [stopped] = await Promise.all([
      subscribeFarAway(server, SUBSCRIBER, LARGE, { id, after: beginning(server) }),
      subscribeFarAway(server, SUBSCRIBER, EVENTS, { name: 'default' }),
      subscribeFarAway(server, SOCKET, EVENTS, { name: 'default' }),
      subscribeFarAway(dual, SUBSCRIBER, EVENTS, { name: 'default' }),
    ])
    stopped.kill('SIGSTOP')
    await untilSubscribers(server, 5)
    await untilSubscribers(dual, 1)
    ip('-n', NAMESPACE, 'link', 'set', `${NAMESPACE}b`, 'down')
    const noticed = (of: TestServer, left: number) =>
      until(() => of.app.services.hub.subscribers === left + 1, NOTICED_WITHIN_MS)
    await Promise.all([noticed(server, 2), noticed(dual, 0)])
    await rename(server, 'default', 'Somebody is there')
    await until(() => near.payloads.length === 1)
    await nearSocket.ended('near', 'next')
    for (const { log } of [server, dual]) expect(log.filter(({ level }) => /warn|error/.test(level))).toEqual([])
    near.leave()
    nearSocket.close()
  })
})
