// The two subscriptions to deletions: a snapshot or the events missed since `after`, then events as they happen.
import type { Row } from '../../../db/schema.ts'
import { notFound } from '../../errors.ts'
import { eventRow } from '../../events/append.ts'
import { placeOf } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import { eventAt, isInAuditLog } from '../../events/read.ts'
import type { EventStream } from '../../events/stream.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import { fingerprintOf } from '../../store/event-cursor.ts'
import { isKind } from '../../store/id.ts'
import type { LogEntry } from '../../store/log.ts'
import { loadDeletion } from './queries.ts'
import { deletionEventsAfter, lastDeletionEvent, snapshot, watchedEventsAfter } from './stream-queries.ts'

/** An event of the log, or one made of a deletion's record, with the event that was the head of the log at that moment. */
export type StreamedEvent = Row<'event'> & { readonly head?: Row<'event'> | undefined }
type Stream = EventStream<StreamedEvent>

/** The events after which nothing more happens in a deletion, by the state that it is in from then on. */
const LAST_EVENT = { SUCCEEDED: 'deletion.succeeded', CANCELLED: 'deletion.restored' } as const
const LAST_EVENTS: ReadonlySet<string> = new Set(Object.values(LAST_EVENT))

/**
 * One deletion, live. Completes after its last event and never before, so a client that asks for a finished deletion,
 * or for what follows its last event, gets that event. NOT_FOUND for a hidden or missing deletion.
 */
export async function deletionStream(id: string, after: string | null, context: Context): Promise<Stream> {
  const { store } = context
  if (!isKind('deletion', id, 'deletion')) throw notFound()
  const { deletions, head } = await snapshot(store.db, context.signedIn, { id })
  const [deletion] = deletions
  const last = deletion && deletion.state in LAST_EVENT ? await lastEventOf(deletion, head, context) : null
  const start = after === null ? head : await startBehind(after, last, head, context)
  if (!deletion) throw notFound()
  const initial = after === null ? await snapshotEvents([deletion], head, context) : []
  if (last?.expired) initial.push(last.event)
  return streamEvents(context, {
    after: last ? Math.min(start, last.event.seq - 1) : start,
    topic: topic.deletion(id),
    initial,
    read: (from, limit) => deletionEventsAfter(store.db, id, from, limit),
    pick: (event) => [event],
    cursorOf: cursorBehind(after, context),
    authorize: async () => {
      if (!(await loadDeletion(id, context))) throw notFound()
    },
    isLast: (event) => LAST_EVENTS.has(event.type),
  })
}

/** Every deletion that the caller watches; never completes by itself. */
export async function deletionsStream(after: string | null, context: Context): Promise<Stream> {
  const { store } = context
  const { deletions, head } = await snapshot(store.db, context.signedIn, 'unfinished')
  return streamEvents(context, {
    after: after === null ? head : (await placeOf(store, after, head)).seq,
    topic: topic.deletions,
    initial: after === null ? await snapshotEvents(deletions, head, context) : [],
    read: (from, limit) => watchedEventsAfter(store.db, context.signedIn, from, limit),
    pick: (event) => (isInAuditLog(event) ? [event] : []),
    cursorOf: cursorBehind(after, context),
    decide: async (event) => {
      if (!event.deletion_id) return 'deliver'
      return (await loadDeletion(event.deletion_id, context)) ? 'deliver' : 'skip'
    },
  })
}

const cursorBehind =
  (after: string | null, { store }: Context) =>
  (event: StreamedEvent | undefined) =>
    event ? store.eventCursors.seal(event.head ?? event) : after

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

interface LastEvent {
  readonly event: StreamedEvent
  /** Whether the log no longer has it. */
  readonly expired: boolean
}

/** The place of the cursor. That of the last event stays good when the log has expired: nothing else is behind it. */
async function startBehind(after: string, last: LastEvent | null, head: number, { store }: Context): Promise<number> {
  const place = last?.expired ? store.eventCursors.open(after) : null
  if (last && place && fingerprintOf({ ...last.event, seq: place.seq }) === place.fingerprint) return head
  return (await placeOf(store, after, head)).seq
}

/** The event that ended a deletion: that of the log or, where the log has expired, one made of the deletion's record. */
async function lastEventOf(
  { id, workspace_id, workspace_name: name, total, done, finished_at, last_event }: Row<'deletion'>,
  seq: number,
  { store }: Context,
): Promise<LastEvent> {
  const logged = await lastDeletionEvent(store.db, id)
  if (logged) return { event: logged, expired: false }
  const about = { workspaceId: workspace_id, deletionId: id, subjectId: id }
  const entry: LogEntry = last_event
    ? JSON.parse(last_event)
    : eventRow(finished_at as string, 'system', LAST_EVENT.SUCCEEDED, { total, done, name }, about)
  return { event: { seq, head: await eventAt(store.db, seq), ...entry }, expired: true }
}
