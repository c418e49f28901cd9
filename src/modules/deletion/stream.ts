// The two subscriptions to deletions: a snapshot or the events missed since `after`, then events as they happen.
import type { Row } from '../../../db/schema.ts'
import { notFound } from '../../errors.ts'
import { eventRow } from '../../events/append.ts'
import { assertNotAhead } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import { isKind } from '../../store/id.ts'
import { loadDeletion } from './queries.ts'
import { deletionEventsAfter, snapshot, watchedEventsAfter } from './stream-queries.ts'

type Event = Row<'event'>
type Stream = AsyncIterable<Event>

/** One deletion, live. Completes after its last event. NOT_FOUND for a hidden or missing one. */
export async function deletionStream(id: string, after: number | null, context: Context): Promise<Stream> {
  const { store } = context
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  const { deletions, head } = await snapshot(store.db, context.signedIn, { id })
  if (after !== null) assertNotAhead(after, head)
  const [deletion] = deletions
  if (!deletion) throw notFound()
  const start = after ?? head
  const isOver =
    deletion.state === 'SUCCEEDED' && (await deletionEventsAfter(store.db, id, start, 1)).events.length === 0
  return streamEvents(context, {
    after: start,
    topics: [topic.deletion(id)],
    initial: after === null ? [snapshotEvent(deletion, head, store.now())] : [],
    read: (from, limit) => deletionEventsAfter(store.db, id, from, limit),
    authorize: async () => {
      if (!(await loadDeletion(id, context))) throw notFound()
      return 'deliver'
    },
    isLast: (event) => event.type === 'deletion.succeeded',
    isOver,
  })
}

/** Every deletion that the caller watches; never completes by itself. */
export async function deletionsStream(after: number | null, context: Context): Promise<Stream> {
  const { store } = context
  const { deletions, head } = await snapshot(store.db, context.signedIn, 'unfinished')
  if (after !== null) assertNotAhead(after, head)
  return streamEvents(context, {
    after: after ?? head,
    topics: [topic.deletions],
    initial: after === null ? deletions.map((deletion) => snapshotEvent(deletion, head, store.now())) : [],
    read: (from, limit) => watchedEventsAfter(store.db, context.signedIn, from, limit),
    authorize: async (event) => {
      if (!event?.deletion_id) return 'deliver'
      return (await loadDeletion(event.deletion_id, context)) ? 'deliver' : 'skip'
    },
  })
}

/** The state of a deletion at the head of the log, as an event that is not in the log. */
function snapshotEvent({ id, workspace_id, total, done }: Row<'deletion'>, head: number, at: string): Event {
  const about = { workspaceId: workspace_id, deletionId: id, subjectId: id }
  return { seq: head, ...eventRow(at, 'system', 'deletion.snapshot', { total, done }, about) }
}
