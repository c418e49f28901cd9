// What streams deliver: every event exactly once and in order, from any cursor, over SSE and WebSocket alike.
import { afterEach, expect, test } from 'vitest'
import type { Logged } from '../../src/store/event-cursor.ts'
import { graphql } from '../generated/gql.ts'
import { beginning, cursorsOf, seqOf, withoutCursors } from '../support/cursors.ts'
import { blockRemoval, slowDeletions } from '../support/faults.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, type Person, run, type SeededWorkspace, seedWorkspace, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, type Subscription, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'

const DELETION = graphql(`
  subscription StreamDeletion($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      id
      cursor
      type
      at
      step
      message
      total
      done
    }
  }
`)

const DELETIONS = graphql(`
  subscription StreamDeletions($after: Cursor) {
    deletions(after: $after) {
      id
      cursor
      type
      step
      deletion {
        id
      }
    }
  }
`)

const WORKSPACE = graphql(`
  subscription StreamWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {
    workspaceEvents(workspace: $workspace, after: $after, types: $types) {
      cursor
      type
      data
    }
  }
`)

const server = await startTestServer({ shared: true })

// The server releases every stream whose client has left.
afterEach(() => untilSubscribers(server, 0))

type DeletionEvent = Subscription<{ deletionEvents: { cursor: string; type: string; at: string } }>['seen'][number]
const cursors = (seen: readonly DeletionEvent[]) => seen.map(({ deletionEvents: event }) => event.cursor)
const seqs = (seen: readonly DeletionEvent[]) => cursors(seen).map((cursor) => seqOf(cursorsOf(server), cursor))
const types = (seen: readonly DeletionEvent[]) => seen.map(({ deletionEvents: event }) => event.type)

async function startDeletion({ id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

/** A deletion's events in the log. */
async function logged(deletionId: string): Promise<Logged[]> {
  const statement = 'select * from event where deletion_id = ? order by seq'
  const rows = await server.database.query<Logged>(statement, deletionId)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}
const loggedSeqs = async (deletionId: string) => (await logged(deletionId)).map(({ seq }) => seq)

/** Creates a workspace with this number of resources and deletes it; returns the deletion's id and the owner. */
async function finishedDeletion(resources: number): Promise<{ id: string; owner: Person }> {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, resources)
  const id = await startDeletion(workspace)
  const stream = follow('SSE', server, DELETION, { id }, workspace.owner)
  await stream.ended()
  return { id, owner: workspace.owner }
}

test('clients of both libraries get the same events in the same order, with progress at most ten times a second', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 700)
  const release = slowDeletions(server)
  const id = await startDeletion(workspace)
  const streams = TRANSPORTS.map((transport) => follow(transport, server, DELETION, { id }, workspace.owner))
  const [sse, socket] = await Promise.all(streams.map((stream) => stream.ended()))
  release()
  const all = await loggedSeqs(id)
  for (const seen of [sse ?? [], socket ?? []]) {
    const [snapshot, ...live] = seqs(seen)
    expect(types(seen)[0]).toBe('SNAPSHOT')
    // Every event after the snapshot, each once.
    expect(live).toEqual(all.filter((seq) => seq > (snapshot as number)))
    expect(types(seen).at(-1)).toBe('SUCCEEDED')
  }
  const events = (seen: readonly DeletionEvent[] = []) => {
    const live = new Map(seen.slice(1).map((event) => [seqs([event])[0], event]))
    return all.flatMap((seq) => live.get(seq) ?? [])
  }
  const shared = Math.min(events(sse).length, events(socket).length)
  expect(withoutCursors(events(sse).slice(-shared))).toEqual(withoutCursors(events(socket).slice(-shared)))
  const sent = events(sse).map(({ deletionEvents: event }) => event)
  const progress = sent.filter(({ type }) => type === 'PROGRESS')
  // a busy machine takes larger slices, and sends progress events of fewer of them
  expect(progress.length).toBeGreaterThan(1)
  const gaps = progress.slice(1).map(({ at }, i) => Date.parse(at) - Date.parse(progress[i]?.at ?? ''))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(95)
  for (const stream of streams) {
    expect(stream).toMatchObject({ end: 'complete', codes: [] })
    stream.leave()
  }
})

test('a stream resumed at any cursor of a deletion delivers each later event once, and completes', async () => {
  const { id, owner } = await finishedDeletion(1200)
  const all = await logged(id)
  expect(all.length).toBeGreaterThan(14)
  for (const transport of TRANSPORTS) {
    for (const [index, after] of [beginning(server), ...all.map((event) => cursorsOf(server).seal(event))].entries()) {
      const stream = follow(transport, server, DELETION, { id, after }, owner)
      // a cursor at the last event repeats that event
      expect(seqs(await stream.ended())).toEqual(all.slice(Math.min(index, all.length - 1)).map(({ seq }) => seq))
      expect(stream).toMatchObject({ end: 'complete', codes: [] })
      stream.leave()
    }
  }
})

test.each(TRANSPORTS)(
  'a client that reconnects many times with its last cursor misses no event over %s',
  async (transport) => {
    const workspace = await seedWorkspace(server)
    await fill(server, workspace, 400)
    const release = slowDeletions(server)
    const id = await startDeletion(workspace)
    const seen: DeletionEvent[] = []
    let after: string | null = beginning(server)
    for (;;) {
      const stream = follow(transport, server, DELETION, { id, after }, workspace.owner)
      await until(() => stream.seen.length >= 3 || stream.end)
      stream.leave()
      seen.push(...stream.seen)
      after = cursors(seen).at(-1) ?? null
      if (stream.end) break
    }
    release()
    expect(seqs(seen)).toEqual(await loggedSeqs(id))
  },
)

test('the cursor of a snapshot is the head of the log at that moment', async () => {
  const workspace = await seedWorkspace(server)
  const unblock = await blockRemoval(server, 'membership', workspace.id)
  const id = await startDeletion(workspace)
  const retrying = "select 1 from event where deletion_id = ? and type = 'deletion.step_retrying'"
  await until(async () => (await server.database.query(retrying, id)).length > 0)
  await signUp(server)
  const [log] = await server.database.query<{ head: number | string }>('select max(seq) head from event')
  const head = Number(log?.head)
  const stream = follow('SSE', server, DELETION, { id }, workspace.owner)
  await until(() => stream.seen.length === 1)
  expect(seqs(stream.seen)[0]).toBeGreaterThanOrEqual(head)
  await signUp(server)
  await unblock()
  await stream.ended()
  const [snapshot, ...live] = seqs(stream.seen)
  expect(live).toEqual((await loggedSeqs(id)).filter((seq) => seq > (snapshot as number)))
})

test.each(TRANSPORTS)(
  'firm ground 9: the stream of a finished deletion completes after its last event, with any cursor, over %s',
  async (transport) => {
    const { id, owner } = await finishedDeletion(1)
    const fresh = follow(transport, server, DELETION, { id }, owner)
    expect(types(await fresh.ended())).toEqual(['SNAPSHOT', 'SUCCEEDED'])
    const last = (await loggedSeqs(id)).at(-1)
    expect(seqs(fresh.seen)[1]).toBe(last)
    const again = cursors(fresh.seen).map((after) => follow(transport, server, DELETION, { id, after }, owner))
    for (const stream of again) expect(seqs(await stream.ended())).toEqual([last])
    for (const stream of [fresh, ...again]) {
      expect(stream).toMatchObject({ end: 'complete', codes: [] })
      stream.leave()
    }
  },
)

test('firm ground 9: the last event of a deletion comes from its record where the log has expired', async () => {
  const { id, owner } = await finishedDeletion(1)
  const seen = follow('SSE', server, DELETION, { id }, owner)
  const expired = cursors(await seen.ended()).at(-1) as string
  seen.leave()
  const [first] = await logged(id)
  await signUp(server)
  await server.database.query('delete from event where deletion_id = ?', id)
  const fresh = follow('SSE', server, DELETION, { id }, owner)
  expect(types(await fresh.ended())).toEqual(['SNAPSHOT', 'SUCCEEDED'])
  const made = cursors(fresh.seen).at(-1) as string
  expect(fresh.seen[1]?.deletionEvents).toMatchObject({ message: expect.stringMatching(/^Croft finished deleting/) })
  const again = [expired, made].map((after) => follow('SSE', server, DELETION, { id, after }, owner))
  for (const stream of again) expect(types(await stream.ended())).toEqual(['SUCCEEDED'])
  for (const stream of [fresh, ...again]) {
    expect(stream).toMatchObject({ end: 'complete', codes: [] })
    stream.leave()
  }
  // the events between the first and the last are no longer available
  const gap = follow('SSE', server, DELETION, { id, after: cursorsOf(server).seal(first as Logged) }, owner)
  await gap.ended()
  expect([gap.seen, gap.codes]).toEqual([[], ['CURSOR_EXPIRED']])
  gap.leave()
})

test.each(TRANSPORTS)(
  'a cursor ahead of the log is CURSOR_AHEAD, a malformed one INVALID_INPUT, over %s',
  async (transport) => {
    const workspace = await seedWorkspace(server)
    const { id, owner } = await finishedDeletion(0)
    const [event] = await logged(id)
    const future = cursorsOf(server).seal({ ...(event as Logged), seq: 10 ** 12 })
    const malformed = ['', 'x', '1:5', `${beginning(server)}=`, Buffer.from('1:5').toString('base64url')]
    for (const [after, code] of [[future, 'CURSOR_AHEAD'], ...malformed.map((text) => [text, 'INVALID_INPUT'])]) {
      const streams = [
        follow(transport, server, DELETION, { id, after: after as string }, owner),
        follow(transport, server, DELETIONS, { after: after as string }, owner),
        follow(
          transport,
          server,
          WORKSPACE,
          { workspace: { id: workspace.id }, after: after as string },
          workspace.owner,
        ),
      ]
      for (const stream of streams as Subscription<unknown>[]) {
        await stream.ended()
        expect([after, stream.seen, stream.codes]).toEqual([after, [], [code]])
        stream.leave()
      }
    }
  },
)

test.each(TRANSPORTS)(
  '`deletions` begins with a snapshot of each unfinished deletion, and leaves out progress, over %s',
  async (transport) => {
    const own = await startTestServer()
    const [finished, first, second, third] = await Promise.all([1, 2, 3, 4].map(() => seedWorkspace(own)))
    const ask = async ({ id }: { id: string }, as?: Person) =>
      (await run(own, DELETE_WORKSPACE, { input: { workspace: { id } } }, as)).deleteWorkspace.deletion.id
    const over = await ask(finished as SeededWorkspace)
    const stateOf = async () =>
      (await own.data('query ($id: ID!) { deletion(id: $id) { state } }', { id: over })).deletion.state
    await until(async () => (await stateOf()) === 'SUCCEEDED')
    const unblocks = await Promise.all(
      [first, second].map((workspace) => blockRemoval(own, 'membership', (workspace as SeededWorkspace).id)),
    )
    const ids = [await ask(first as SeededWorkspace), await ask(second as SeededWorkspace)]
    const stream = follow(transport, own, DELETIONS, {}, { token: ADMIN_TOKEN })
    await until(() => stream.seen.length >= 2)
    expect(stream.seen.slice(0, 2).map(({ deletions: event }) => [event.type, event.deletion.id])).toEqual(
      ids.map((id) => ['SNAPSHOT', id]),
    )
    await fill(own, third as SeededWorkspace, 300)
    const release = slowDeletions(own)
    const later = await ask(third as SeededWorkspace)
    for (const unblock of unblocks) await unblock()
    const events = () => stream.seen.map(({ deletions: event }) => event)
    await until(() => events().filter(({ type }) => type === 'SUCCEEDED').length === 3)
    release()
    expect(
      events()
        .slice(2)
        .map(({ type }) => type),
    ).not.toContain('SNAPSHOT')
    expect(events().map(({ type }) => type)).not.toContain('PROGRESS')
    expect(events().flatMap(({ type, deletion }) => (deletion.id === later ? type : []))[0]).toBe('STARTED')
    expect(stream.end).toBeNull()
    // A stream that resumes at a cursor begins without snapshots.
    const middle = events()[4]
    const again = follow(transport, own, DELETIONS, { after: middle?.cursor ?? null }, { token: ADMIN_TOKEN })
    await until(() => again.seen.length >= stream.seen.length - 5)
    expect(withoutCursors(again.seen)).toEqual(withoutCursors(stream.seen.slice(5)))
    for (const one of [stream, again]) one.leave()
  },
)
