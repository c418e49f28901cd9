// The two subscriptions to deletions: a snapshot or the events missed since `after`, then events as they happen.
import type { Row } from '../../../db/schema.ts'
import { notFound } from '../../errors.ts'
import { eventRow } from '../../events/append.ts'
import { placeOf } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import { eventAt } from '../../events/read.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import { isKind } from '../../store/id.ts'
import { loadDeletion } from './queries.ts'
import { deletionEventsAfter, snapshot, watchedEventsAfter } from './stream-queries.ts'

/** An event of the log, or a snapshot, which has the event that was the head of the log when it was made. */
export type StreamedEvent = Row<'event'> & { readonly head?: Row<'event'> | undefined }
type Stream = AsyncIterable<StreamedEvent>

/** One deletion, live. Completes after its last event. NOT_FOUND for a hidden or missing one. */
export async function deletionStream(id: string, after: string | null, context: Context): Promise<Stream> {
  const { store } = context
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  const { deletions, head } = await snapshot(store.db, context.signedIn, { id })
  const start = after === null ? head : (await placeOf(store, after, head)).seq
  const [deletion] = deletions
  if (!deletion) throw notFound()
  const isOver =
    deletion.state === 'SUCCEEDED' && (await deletionEventsAfter(store.db, id, start, 1)).events.length === 0
  return streamEvents(context, {
    after: start,
    topics: [topic.deletion(id)],
    initial: after === null ? await snapshotEvents([deletion], head, context) : [],
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
export async function deletionsStream(after: string | null, context: Context): Promise<Stream> {
  const { store } = context
  const { deletions, head } = await snapshot(store.db, context.signedIn, 'unfinished')
  return streamEvents(context, {
    after: after === null ? head : (await placeOf(store, after, head)).seq,
    topics: [topic.deletions],
    initial: after === null ? await snapshotEvents(deletions, head, context) : [],
    read: (from, limit) => watchedEventsAfter(store.db, context.signedIn, from, limit),
    authorize: async (event) => {
      if (!event?.deletion_id) return 'deliver'
      return (await loadDeletion(event.deletion_id, context)) ? 'deliver' : 'skip'
    },
  })
}

/** The states of deletions at the head of the log, as events that are not in the log. */
async function snapshotEvents(
  deletions: readonly Row<'deletion'>[],
  seq: number,
  { store }: Context,
): Promise<StreamedEvent[]> {
  const head = await eventAt(store.db, seq)
  const at = store.now()
  return deletions.map(({ id, workspace_id, total, done }) => {
    const about = { workspaceId: workspace_id, deletionId: id, subjectId: id }
    return { seq, head, ...eventRow(at, 'system', 'deletion.snapshot', { total, done }, about) }
  })
}
