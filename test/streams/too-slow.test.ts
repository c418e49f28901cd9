// Subscribers that read nothing are cut off, with the cursor after which to resume; others are not affected.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { cursorsOf, seqOf } from '../support/cursors.ts'
import { seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import { rename } from './raw.ts'
import { subscribe } from './reader.ts'

const EVENTS = graphql(`
  subscription TooSlowEvents($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
    }
  }
`)
const LARGE = 'subscription ($id: ID!) { workspaceEvents(workspace: { id: $id }) { data cursor } }'

test('a subscriber that reads nothing is cut off with SUBSCRIBER_TOO_SLOW and its last cursor; the others get all events', async () => {
  const server = await startTestServer()
  const { id, name, owner } = await seedWorkspace(server)
  const write = async (events: number, bytes: number) => {
    await server.database.query(
      `insert into event (type, at, workspace_id, actor_name, summary, data)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${events})
      select 'workspace.updated', '2026-01-01T00:00:00.000Z', ?, 'Somebody', 'Changed', ? from n`,
      id,
      JSON.stringify({ name: 'x'.repeat(bytes) }),
    )
    // wakes the server also on a database that does not report the insert
    await rename(server, name, `After ${events}`)
  }
  const stalled = await Promise.all(TRANSPORTS.map((transport) => subscribe(server, transport, LARGE, { id })))
  const others = TRANSPORTS.map((transport) => follow(transport, server, EVENTS, { id, after: null }, owner))
  await untilSubscribers(server, 4)
  for (const reader of stalled) reader.pause()
  // until the buffers of the connections are full; on some machines they grow to tens of megabytes
  const { hub } = server.app.services
  await until(async () => {
    await write(40, 30_000)
    return hub.subscribers === others.length + 1
  })
  for (const reader of stalled) reader.resume()
  const [{ count } = { count: 0 }] = await server.database.query<{ count: number | string }>(
    'select count(*) count from event where workspace_id = ? and type = ?',
    id,
    'workspace.updated',
  )
  await until(() => others.every(({ seen }) => seen.length === Number(count)))
  const seqs = (cursors: readonly string[]) => cursors.map((cursor) => seqOf(cursorsOf(server), cursor))
  const all = seqs(others[0]?.seen.map(({ workspaceEvents }) => workspaceEvents.cursor) ?? [])
  expect(all).toEqual([...all].sort((a, b) => a - b))
  for (const [index, reader] of stalled.entries()) {
    await until(() => reader.tail.includes('SUBSCRIBER_TOO_SLOW'))
    const [, cursor = ''] = /"cursor":"([^"]+)","requestId"/.exec(reader.tail) ?? []
    // the last cursor is that of the error
    const received = seqs(reader.cursors).slice(0, -1)
    expect(received).toEqual(all.slice(0, received.length))
    expect(seqs([cursor])[0]).toBe(received.at(-1))
    const again = follow(TRANSPORTS[index] ?? 'SSE', server, EVENTS, { id, after: cursor }, { token: ADMIN_TOKEN })
    await until(() => again.seen.length === all.length - received.length)
    expect(seqs(again.seen.map(({ workspaceEvents }) => workspaceEvents.cursor))).toEqual(all.slice(received.length))
    again.leave()
    reader.destroy()
  }
  for (const other of others) other.leave()
}, 120_000)
