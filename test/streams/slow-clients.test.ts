// Clients that stop reading or disconnect: they delay no other client, lose no event, and their streams are released.
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Row } from '../../db/schema.ts'
import { batchOf } from '../../src/events/batch.ts'
import { graphql } from '../generated/gql.ts'
import { beginning, cursorsOf, seqOf, withoutCursors } from '../support/cursors.ts'
import { slowDeletions } from '../support/faults.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, run, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, type Transport, untilSubscribers } from '../support/subscriptions.ts'
import { subscribe } from './reader.ts'

const FOLLOW = graphql(`
  subscription SlowFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      cursor
      type
    }
  }
`)

const LOG = graphql(`
  subscription SlowLog($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
    }
  }
`)

/** Each event is megabytes long, so that a few of them fill the buffers of a socket. */
const HEAVY = `subscription SlowHeavy($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    deletion { ${Array.from({ length: 20 }, (_, i) => `e${i}: workspaceEvents(first: 30) { nodes { data } }`).join(' ')} }
  }
}`

const QUIET = 'subscription { workspaceEvents(workspace: { name: "default" }) { type } }'

const server = await startTestServer({ shared: true })
afterEach(() => untilSubscribers(server, 0))

test.each(TRANSPORTS)(
  'a client that stops reading over %s delays neither other clients nor the deletion, and resumes without a gap',
  async (transport) => {
    const workspace = await seedWorkspace(server)
    await fill(server, workspace, 3000)
    const release = slowDeletions(server)
    const input = { workspace: { id: workspace.id } }
    const { id } = (await run(server, DELETE_WORKSPACE, { input }, workspace.owner)).deleteWorkspace.deletion
    const after = beginning(server)
    const [stalled, disconnecting] = [
      await subscribe(server, transport, HEAVY, { id, after }),
      await subscribe(server, transport, HEAVY, { id, after }),
    ]
    for (const reader of [stalled, disconnecting]) reader.pause()
    const others = TRANSPORTS.map((each) => follow(each, server, FOLLOW, { id, after }, workspace.owner))
    await until(() => others.every(({ seen }) => seen.length > 20))
    release()
    const [one, two] = await Promise.all(others.map((other) => other.ended()))
    for (const other of others) other.leave()
    const all = one?.map(({ deletionEvents: event }) => seqOf(cursorsOf(server), event.cursor)) ?? []
    expect(withoutCursors(two ?? [])).toEqual(withoutCursors(one ?? []))
    expect(one?.at(-1)?.deletionEvents.type).toBe('SUCCEEDED')
    // The server still serves both, far behind.
    expect(stalled.cursors.length).toBeLessThan(all.length)
    expect(stalled.complete).toBe(false)
    await untilSubscribers(server, 2)
    disconnecting.destroy()
    await untilSubscribers(server, 1)
    stalled.resume()
    await until(() => stalled.complete)
    expect(stalled.cursors.map((cursor) => seqOf(cursorsOf(server), cursor))).toEqual(all)
    stalled.destroy()
  },
)

test('streams of clients that disconnect at any moment are released', async () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const { hub } = server.app.services
  let most = 0
  const leaving = Array.from({ length: 40 }, async (_, i) => {
    const left = new AbortController()
    const body = JSON.stringify({ query: QUIET })
    const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' }
    const options = { method: 'POST', body, signal: left.signal }
    const sse = fetch(`${server.url}/graphql`, {
      ...options,
      headers: { ...headers, Authorization: `Bearer ${ADMIN_TOKEN}` },
    })
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    socket.on('error', () => undefined)
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${ADMIN_TOKEN}` } }))
    })
    socket.once('message', () => {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUIET } }))
    })
    // Half of them disconnect while the stream is being opened, the others once it is open.
    if (i % 2 === 0) await pause(i * 5)
    else await sse
    most = Math.max(most, hub.subscribers)
    left.abort()
    socket.terminate()
    await sse.catch(() => undefined)
  })
  await Promise.all(leaving)
  expect(most).toBeGreaterThan(1)
  await untilSubscribers(server, 0)
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

const RESUME = graphql(`
  subscription SlowResume($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
      actor {
        __typename
      }
    }
  }
`)

test.each(TRANSPORTS)('a stream that catches up over %s does not delay requests', async (transport) => {
  const { id, owner } = await seedWorkspace(server)
  const missed = 6000
  await server.database.query(
    `insert into event (type, at, workspace_id, actor_name, summary, data)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${missed})
    select 'workspace.updated', '2026-01-01T00:00:00.000Z', ?, 'Somebody', 'Changed', '{}' from n`,
    id,
  )
  const stream = follow(transport, server, RESUME, { id, after: beginning(server) }, owner)
  await until(() => stream.seen.length)
  let answered = 0
  const deadline = performance.now() + 15_000
  while (stream.seen.length < missed && performance.now() < deadline) {
    await server.data('{ me { user { id } } }')
    answered++
  }
  stream.leave()
  expect(stream.codes).toEqual([])
  // The 60 batches of the stream and the requests take turns; a stream that kept the event loop would leave one or two.
  expect(answered).toBeGreaterThan(10)
})

test.each([
  [100, 100, 100],
  [10_000, 100, 6],
  [37_000, 100, 1],
  [37_000, 1, 1],
])('a stream with events of %i bytes keeps at most 64 KiB in memory, or one event', (bytes, rows, kept) => {
  const events = Array.from(
    { length: rows },
    (_, index) => ({ seq: index + 1, data: 'x'.repeat(bytes) }) as Row<'event'>,
  )
  const batch = batchOf(events, 100)
  expect(batch.events).toHaveLength(kept)
  expect(batch.scannedTo).toBe(rows < 100 ? null : kept)
})

test('an event log of large events is delivered whole and in order, in batches of any size', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 6000)
  const query = 'select seq from event where workspace_id = ? order by seq'
  const rows = await server.database.query<{ seq: number | string }>(query, workspace.id)
  const stream = follow('SSE', server, LOG, { id: workspace.id, after: beginning(server) }, { token: ADMIN_TOKEN })
  await until(() => stream.seen.length === rows.length)
  const cursors = cursorsOf(server)
  expect(stream.seen.map(({ workspaceEvents }) => seqOf(cursors, workspaceEvents.cursor))).toEqual(
    rows.map(({ seq }) => Number(seq)),
  )
  stream.leave()
})

test('a credential has at most CROFT_MAX_STREAMS open streams; closing one makes room', async () => {
  const own = await startTestServer({ env: { CROFT_MAX_STREAMS: '3' } })
  const { id, owner } = await seedWorkspace(own)
  const open = (transport: Transport, as = owner) => follow(transport, own, LOG, { id, after: null }, as)
  const first = [open('SSE'), open('WebSocket'), open('SSE')]
  await untilSubscribers(own, 3)
  for (const transport of TRANSPORTS) {
    const refused = open(transport)
    await refused.ended(1000)
    expect(refused.codes).toEqual(['LIMIT_EXCEEDED'])
    refused.leave()
  }
  // another credential has streams of its own
  const other = open('SSE', { ...owner, token: ADMIN_TOKEN })
  await untilSubscribers(own, 4)
  first[0]?.leave()
  await untilSubscribers(own, 3)
  const last = open('WebSocket')
  await untilSubscribers(own, 4)
  expect((await own.data('{ serverInfo { limits { streamsPerCredential } } }')).serverInfo.limits).toEqual({
    streamsPerCredential: 3,
  })
  for (const stream of [...first, other, last]) stream.leave()
})
