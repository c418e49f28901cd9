// The cursors and ids of events: sealed, bound to their event, and the ids the same each time.
import { describe, expect, onTestFinished, test } from 'vitest'
import { EventCursors } from '../../src/store/event-cursor.ts'
import { graphql } from '../generated/gql.ts'
import { beginning, cursorsOf, logLists, seqOf } from '../support/cursors.ts'
import { DATABASE, newDatabase, type TestDatabase } from '../support/database.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, type Transport } from '../support/subscriptions.ts'

const LOG = graphql(`
  query CursorLog {
    events(first: 100) { nodes { id cursor type } edges { cursor } }
  }
`)
const DELETIONS = graphql(`
  subscription CursorDeletions($after: Cursor) {
    deletions(after: $after) { id cursor type deletion { id } }
  }
`)
const DELETION = graphql(`
  subscription CursorDeletion($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) { id cursor type }
  }
`)
const WORKSPACE = graphql(`
  subscription CursorWorkspace($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }
  }
`)
const DELETION_LOG = graphql(`
  query CursorDeletionLog($id: ID!) {
    deletion(id: $id) { events(first: 100) { nodes { id } } }
  }
`)

const ADMIN = { token: ADMIN_TOKEN }
const create = (server: TestServer) => run(server, CREATE_WORKSPACE, { input: { name: unique('made') } })
const remove = async (server: TestServer, { id }: { id: string }) =>
  (await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } })).deleteWorkspace.deletion.id
const newest = async (server: TestServer) => (await run(server, LOG, {})).events?.nodes[0]

/** The codes with which the three subscriptions and all lists of the log refuse a cursor. */
async function refusals(transport: Transport, server: TestServer, id: string, deletion: string, after: string) {
  const streams = [
    follow(transport, server, DELETION, { id: deletion, after }, ADMIN),
    follow(transport, server, DELETIONS, { after }, ADMIN),
    follow(transport, server, WORKSPACE, { id, after }, ADMIN),
  ]
  const codes: string[] = []
  for (const stream of streams) {
    await stream.ended()
    expect(stream.seen).toEqual([])
    codes.push(...stream.codes)
    stream.leave()
  }
  for (const list of logLists(id, deletion)) {
    for (const [field, size] of [
      ['after', 'first'],
      ['before', 'last'],
    ]) {
      const args = `${size}: 1, ${field}: ${JSON.stringify(after)}`
      const query = `{ ${list.replace('%', args)} { totalCount } ${list.includes('{') ? '}' : ''} }`
      const [error] = (await server.gql(query, {}, ADMIN)).body.errors ?? []
      codes.push(error?.extensions.code as string)
      if (error?.extensions.code === 'INVALID_INPUT') expect(error.extensions).toMatchObject({ field })
    }
  }
  return [...new Set(codes)]
}

/** Sets the log back to an event, as restoring a backup does. The server must be stopped. */
async function restore(database: TestDatabase, seq: number): Promise<void> {
  await database.query('delete from event where seq > ?', seq)
  if (DATABASE === 'sqlite') await database.query("update sqlite_sequence set seq = ? where name = 'event'", seq)
  else await database.query(`alter table event alter column seq restart with ${seq + 1}`)
}

describe('firm ground 8: a cursor of the event log is sealed', () => {
  test('two cursors of one event differ, all have one length, and neither cursors nor ids reveal the order of events', async () => {
    const server = await startTestServer()
    for (let n = 0; n < 12; n++) await create(server)
    const [first, second] = [(await run(server, LOG, {})).events, (await run(server, LOG, {})).events]
    const [cursors, again] = [first, second].map((events) => events?.nodes.map(({ cursor }) => cursor) ?? [])
    expect(new Set([...(cursors ?? []), ...(again ?? [])]).size).toBe(2 * (cursors?.length ?? 0))
    expect(new Set(cursors?.map(({ length }) => length)).size).toBe(1)
    const ids = first?.nodes.map(({ id }) => id) ?? []
    expect(second?.nodes.map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).not.toEqual(ids)
    expect([...ids].sort().reverse()).not.toEqual(ids)
    for (const id of ids) expect(id).toMatch(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
    const seqs = cursors?.map((cursor) => seqOf(cursorsOf(server), cursor))
    expect(seqs).toEqual([...(seqs ?? [])].sort((a, b) => b - a))
  })

  test.each(TRANSPORTS)(
    'a changed byte, a cursor of another key and a cursor of a list are INVALID_INPUT over %s',
    async (transport) => {
      const server = await startTestServer()
      const { id } = await seedWorkspace(server)
      const deletion = await remove(server, await seedWorkspace(server))
      const { cursor } = (await newest(server)) ?? { cursor: '' }
      const changed = (at: number) => {
        const bytes = Buffer.from(cursor, 'base64url')
        bytes[at] = (bytes[at] as number) ^ 1
        return bytes.toString('base64url')
      }
      const page = await server.data('{ users(first: 1) { pageInfo { endCursor } } }')
      const forged = [
        changed(0),
        changed(14),
        changed(25),
        changed(43),
        new EventCursors(Buffer.alloc(32, 1)).beginning(),
      ]
      for (const after of [...forged, page.users.pageInfo.endCursor, `${cursor}A`, `${cursor}=`, 'MTo1'])
        expect([after, await refusals(transport, server, id, deletion, after)]).toEqual([after, ['INVALID_INPUT']])
    },
  )

  test.each(TRANSPORTS)(
    'after a restore a lost cursor is CURSOR_AHEAD, then CURSOR_EXPIRED once another event takes its place, over %s',
    async (transport) => {
      const database = await newDatabase()
      onTestFinished(database.drop)
      const before = await startTestServer({ database })
      const { id } = await seedWorkspace(before)
      const deletion = await remove(before, await seedWorkspace(before))
      const finished = follow(transport, before, DELETION, { id: deletion }, ADMIN)
      await finished.ended()
      finished.leave()
      const kept = (await newest(before))?.cursor as string
      await create(before)
      await create(before)
      const lost = (await newest(before))?.cursor as string
      await before.close()
      await restore(database, seqOf(cursorsOf(before), kept))

      const after = await startTestServer({ database })
      expect(await refusals(transport, after, id, deletion, lost)).toEqual(['CURSOR_AHEAD'])
      for (let n = 0; n < 3; n++) await create(after)
      expect(await refusals(transport, after, id, deletion, lost)).toEqual(['CURSOR_EXPIRED'])
      await remove(after, await seedWorkspace(after))
      const resumed = follow(transport, after, DELETIONS, { after: kept }, ADMIN)
      await until(() => resumed.seen[0]?.deletions.type === 'STARTED')
      resumed.leave()
    },
  )

  test('a cursor whose event is no longer in the log is CURSOR_EXPIRED', async () => {
    const server = await startTestServer()
    await create(server)
    const { cursor } = (await newest(server)) ?? { cursor: '' }
    await create(server)
    await server.database.query('delete from event where seq = ?', seqOf(cursorsOf(server), cursor))
    const stream = follow('SSE', server, DELETIONS, { after: cursor }, ADMIN)
    await stream.ended()
    expect(stream.codes).toEqual(['CURSOR_EXPIRED'])
    stream.leave()
  })
})

describe('firm ground 8: the id of an event', () => {
  test('is the same in lists and subscriptions, and different for snapshots and for events of another type', async () => {
    const server = await startTestServer()
    const [first, second] = [await seedWorkspace(server), await seedWorkspace(server)]
    const id = await remove(server, first)
    const stream = follow('SSE', server, DELETION, { id, after: beginning(server) }, ADMIN)
    const again = follow('WebSocket', server, DELETION, { id, after: beginning(server) }, ADMIN)
    const ids = (await stream.ended()).map(({ deletionEvents: event }) => event.id)
    expect((await again.ended()).map(({ deletionEvents: event }) => event.id)).toEqual(ids)
    const listed = (await run(server, DELETION_LOG, { id })).deletion?.events.nodes.map((event) => event.id) ?? []
    expect(ids).toEqual(expect.arrayContaining(listed))
    const snapshot = follow('SSE', server, DELETION, { id }, ADMIN)
    await snapshot.ended()
    const other = follow('SSE', server, DELETION, { id: await remove(server, second) }, ADMIN)
    await other.ended()
    const audit = (await run(server, LOG, {})).events?.nodes.map((event) => event.id) ?? []
    const all = [...ids, ...audit, ...[snapshot, other].map(({ seen }) => seen[0]?.deletionEvents.id)]
    expect(new Set(all).size).toBe(all.length)
    for (const each of [stream, again, snapshot, other]) each.leave()
  })
})
