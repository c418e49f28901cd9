// The two subscriptions to deletions: a snapshot or what was missed, then what happens, until it is over.
import type { Row } from '../../../db/schema.ts'
import { notFound } from '../../errors.ts'
import { eventRow } from '../../events/append.ts'
import { refuseAhead } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import { headOf } from '../../events/read.ts'
import { tail } from '../../events/tail.ts'
import type { Context } from '../../graphql/context.ts'
import { isKind } from '../../store/id.ts'
import { boundTopics, expiresInMs } from '../event/graphql.ts'
import { deletionEventsAfter, findDeletion, snapshot, watchedEventsAfter } from './queries.ts'

type Event = Row<'event'>
type Stream = AsyncIterable<Event>

/** One deletion, live. Completes behind its last event. NOT_FOUND for a hidden or missing one. */
export async function deletionStream(id: string, after: number | null, context: Context): Promise<Stream> {
  const { store, hub, stopping } = context
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  if (after !== null) refuseAhead(after, await headOf(store.db))
  const seen = await snapshot(store.db, context.signedIn, { id })
  const [deletion] = seen.deletions
  if (!deletion) throw notFound()
  const from = after ?? seen.head
  const over = deletion.state === 'SUCCEEDED' && (await deletionEventsAfter(store.db, id, from, 1)).events.length === 0
  return tail({
    hub,
    after: from,
    topics: [topic.deletion(id), ...boundTopics(context)],
    initial: after === null ? [snapshotEvent(deletion, seen.head, store.now())] : [],
    read: (behind, limit) => deletionEventsAfter(store.db, id, behind, limit),
    guard: async () => {
      await context.renew()
      if (!(await findDeletion(id, context))) throw notFound()
      return 'go'
    },
    expiresInMs: () => expiresInMs(context),
    isLast: (event) => event.type === 'deletion.succeeded',
    isOver: over,
    stopping,
  })
}

/** Every deletion that the caller watches; never completes by itself. */
export async function deletionsStream(after: number | null, context: Context): Promise<Stream> {
  const { store, hub, stopping } = context
  if (after !== null) refuseAhead(after, await headOf(store.db))
  const seen = await snapshot(store.db, context.signedIn, 'unfinished')
  return tail({
    hub,
    after: after ?? seen.head,
    topics: [topic.deletions, ...boundTopics(context)],
    initial: after === null ? seen.deletions.map((deletion) => snapshotEvent(deletion, seen.head, store.now())) : [],
    read: (behind, limit) => watchedEventsAfter(store.db, context.signedIn, behind, limit),
    guard: async (event) => {
      await context.renew()
      if (!event?.deletion_id) return 'go'
      return (await findDeletion(event.deletion_id, context)) ? 'go' : 'skip'
    },
    expiresInMs: () => expiresInMs(context),
    stopping,
  })
}

/** The state of a deletion at the head of the log, as an event that is not in the log. */
function snapshotEvent({ id, workspace_id, total, done }: Row<'deletion'>, head: number, at: string): Event {
  const about = { workspaceId: workspace_id, deletionId: id, subjectId: id }
  return { seq: head, ...eventRow(at, 'system', 'deletion.snapshot', { total, done }, about) }
}
