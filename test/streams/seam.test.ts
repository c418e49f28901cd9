// Streams take new events from memory and older ones from the log; at the seam no event is lost or sent twice.
import { expect, test } from 'vitest'
import type { Row } from '../../db/schema.ts'
import { RecentEvents } from '../../src/events/recent.ts'
import { graphql } from '../generated/gql.ts'
import type { EventType } from '../generated/graphql.ts'
import { beginning, cursorsOf, seqOf } from '../support/cursors.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import { rename } from './raw.ts'

const EVENTS = graphql(`
  subscription SeamEvents($id: ID!, $after: Cursor, $types: [EventType!]) {
    workspaceEvents(workspace: { id: $id }, after: $after, types: $types) {
      cursor
    }
  }
`)

const CREATE_PROJECT = graphql(`
  mutation SeamCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

test('subscribers that join at any moment, from any cursor and for some types, get each event once and in order', async () => {
  const server = await startTestServer()
  const { id, name, owner } = await seedWorkspace(server)
  const open = (index: number, after: string | null, types: EventType[] | null) => {
    const stream = follow(TRANSPORTS[index % 2] ?? 'SSE', server, EVENTS, { id, after, types }, owner)
    const seqs = () => stream.seen.map(({ workspaceEvents }) => seqOf(cursorsOf(server), workspaceEvents.cursor))
    return { stream, after, types, seqs }
  }
  const streams = [open(0, beginning(server), null)]
  for (let index = 0; index < 24; index++) {
    const projects = index % 4 === 3
    const { seen } = streams[0]?.stream ?? { seen: [] }
    const starts = [
      null,
      beginning(server),
      seen[(index * 7) % Math.max(1, seen.length)]?.workspaceEvents.cursor ?? null,
    ]
    streams.push(open(index, starts[index % 3] ?? null, projects ? ['PROJECT_CREATED'] : null))
    await run(server, CREATE_PROJECT, { input: { workspace: { id }, name: `project-${index}` } }, owner)
    await rename(server, name, `Name ${index}`)
  }
  // a last event for the subscribers that have joined after all others
  await untilSubscribers(server, streams.length)
  await run(server, CREATE_PROJECT, { input: { workspace: { id }, name: 'last' } }, owner)
  const query = 'select seq, type from event where workspace_id = ? order by seq'
  const rows = await server.database.query<{ seq: number | string; type: string }>(query, id)
  const logged = rows.map(({ seq, type }) => ({ seq: Number(seq), type }))
  for (const { stream, after, types, seqs } of streams) {
    await until(() => seqs().at(-1) === logged.at(-1)?.seq)
    // a subscriber without a cursor starts at some event, and gets everything after it
    const start = after === null ? (seqs()[0] ?? 0) - 1 : seqOf(cursorsOf(server), after)
    const expected = logged.filter(({ seq, type }) => seq > start && (!types || type === 'project.created'))
    expect(seqs()).toEqual(expected.map(({ seq }) => seq))
    stream.leave()
  }
})

test('memory holds the newest events of the topics with listeners, within its limit of bytes', () => {
  const bytes = 10_000
  const recent = new RecentEvents(20 * bytes)
  const event = (seq: number) => ({ seq, summary: '', data: 'x'.repeat(bytes) }) as Row<'event'>
  const behind = (topic: string, seq: number) => recent.behind(topic, seq)?.map((kept) => kept.seq) ?? null
  recent.listen('a', 0)
  for (let seq = 1; seq <= 3; seq++) recent.add(event(seq), ['a', 'b'])
  recent.listen('b', 3)
  for (let seq = 4; seq <= 5; seq++) recent.add(event(seq), ['a', 'b'])
  expect([behind('a', 0), behind('a', 3), behind('a', 5)]).toEqual([[1, 2, 3, 4, 5], [4, 5], []])
  // memory does not know which events of a topic without listeners it has missed
  expect([behind('b', 2), behind('b', 3)]).toEqual([null, [4, 5]])
  for (let seq = 6; seq <= 60; seq++) recent.add(event(seq), ['a'])
  const kept = behind('a', 59 - 17) ?? []
  expect(kept).toEqual(Array.from({ length: 18 }, (_, index) => 43 + index))
  expect([behind('a', 41), behind('b', 3), behind('b', 5)]).toEqual([null, null, []])
  recent.forget('a')
  expect(behind('a', 60)).toBeNull()
})
