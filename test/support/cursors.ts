// The cursors of the event log, opened as the server does it: tests compare the numbers of events.
import type { EventCursors } from '../../src/store/event-cursor.ts'
import type { TestServer } from './server.ts'

/** Makes and opens the cursors of a server. */
export const cursorsOf = ({ app }: Pick<TestServer, 'app'>): EventCursors => app.services.store.eventCursors

/** A cursor before all events. */
export const beginning = (server: Pick<TestServer, 'app'>): string => cursorsOf(server).beginning()

/** The number of the event of a cursor. */
export function seqOf(cursors: EventCursors, cursor: string): number {
  const place = cursors.open(cursor)
  if (!place) throw new Error(`${cursor} is not a cursor of this server`)
  return place.seq
}

/** The data of events without their cursors, which differ each time that an event is sent. */
export function withoutCursors(seen: readonly object[]): unknown[] {
  return seen.map((data) => {
    const entries = Object.entries(data as Record<string, { cursor: string }>)
    return Object.fromEntries(entries.map(([field, { cursor: _cursor, ...event }]) => [field, event]))
  })
}

/** The fields of lists of the log; `%` stands for the arguments. */
export const logLists = (id: string, deletion: string): string[] => [
  'events(%)',
  `workspace(by: { id: "${id}" }) { events(%)`,
  `deletion(id: "${deletion}") { events(%)`,
  `deletion(id: "${deletion}") { workspaceEvents(%)`,
]
