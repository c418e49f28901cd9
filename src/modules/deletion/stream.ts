// The two subscriptions to deletions: a snapshot or the events missed since `after`, then events as they happen.
import type { Row } from '../../../db/schema.ts'
import { notFound } from '../../errors.ts'
import { eventRow } from '../../events/append.ts'
import { assertNotAhead } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import type { Db } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { loadDeletion } from './queries.ts'
import { deletionEventsAfter, lastDeletionEvent, snapshot, watchedEventsAfter } from './stream-queries.ts'

type Event = Row<'event'>
type Stream = AsyncIterable<Event>

const LAST_EVENT = 'deletion.succeeded'

/**
 * One deletion, live. Completes after its last event and never before, so whoever asks for a finished one, or for what
 * follows its last event, gets that event. NOT_FOUND for a hidden or missing deletion.
 */
export async function deletionStream(id: string, after: number | null, context: Context): Promise<Stream> {
  const { store } = context
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  const { deletions, head } = await snapshot(store.db, context.signedIn, { id })
  if (after !== null) assertNotAhead(after, head)
  const [deletion] = deletions
  if (!deletion) throw notFound()
  const last = deletion.state === 'SUCCEEDED' ? await lastEventOf(store.db, deletion, head) : null
  const initial = after === null ? [snapshotEvent(deletion, head, store.now())] : []
  if (last?.expired) initial.push(last.event)
  return streamEvents(context, {
    after: Math.min(after ?? head, last ? last.event.seq - 1 : head),
    topics: [topic.deletion(id)],
    initial,
    read: (from, limit) => deletionEventsAfter(store.db, id, from, limit),
    authorize: async () => {
      if (!(await loadDeletion(id, context))) throw notFound()
      return 'deliver'
    },
    isLast: (event) => event.type === LAST_EVENT,
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

/** The event that ended a deletion: that of the log or, where the log has expired, one made of the deletion's record. */
async function lastEventOf(
  db: Db,
  { id, workspace_id, workspace_name: name, total, done, finished_at }: Row<'deletion'>,
  head: number,
): Promise<{ event: Event; expired: boolean }> {
  const logged = await lastDeletionEvent(db, id)
  if (logged) return { event: logged, expired: false }
  const about = { workspaceId: workspace_id, deletionId: id, subjectId: id }
  const entry = eventRow(finished_at as string, 'system', LAST_EVENT, { total, done, name }, about)
  return { event: { seq: head, ...entry }, expired: true }
}
