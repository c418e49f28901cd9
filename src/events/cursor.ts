import { AppError, invalid } from '../errors.ts'
import { fingerprintOf, type Place } from '../store/event-cursor.ts'
import type { Store } from '../store/store.ts'
import { eventAt, headOf } from './read.ts'
import { removedTo } from './removed.ts'

/**
 * The place of a cursor that a client sent as this argument, in a log whose newest event is `head`. INVALID_INPUT for a
 * text that this server did not issue. CURSOR_AHEAD for an event that the log has not reached. CURSOR_EXPIRED if the log
 * no longer has the event, or has another one in its place: then it was restored from a backup and went on differently.
 */
export async function placeOf(
  { db, eventCursors }: Pick<Store, 'db' | 'eventCursors'>,
  cursor: string,
  head: number,
  argument: 'after' | 'before' = 'after',
): Promise<Place> {
  const place = eventCursors.open(cursor)
  if (!place) throw invalid(argument, 'The cursor is not one of the event log')
  if (place.seq > head) throw new AppError('CURSOR_AHEAD', 'The cursor lies ahead of the event log')
  if (place.seq === 0) {
    if ((await removedTo(db)) > 0) throw cursorExpired()
    return place
  }
  const event = await eventAt(db, place.seq)
  if (!event || fingerprintOf(event) !== place.fingerprint) throw cursorExpired()
  return place
}

/** CURSOR_EXPIRED, for a client that would go on behind events that the log no longer has. */
export const cursorExpired = (): AppError =>
  new AppError('CURSOR_EXPIRED', 'The event log no longer has what comes behind the cursor: read the present state')

/** Where a stream starts: at the place of the cursor, or at the end of the log where there is none. */
export async function startOf(store: Store, after: string | null | undefined): Promise<Place> {
  const head = await headOf(store.db)
  return after ? placeOf(store, after, head) : { seq: head, part: 0, fingerprint: '' }
}
