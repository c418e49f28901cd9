// An event has one cursor wherever it shows: as a field of its own, on the edges of every list of the log, and in
// subscriptions. It is a place in the log, so a list goes on behind what a stream delivered, and a stream behind a list.
import type { Row } from '../../../db/schema.ts'
import { AppError } from '../../errors.ts'
import { placeOf } from '../../events/cursor.ts'
import { eventAt, headOf } from '../../events/read.ts'
import type { Context } from '../../graphql/context.ts'
import type { Logged } from '../../store/event-cursor.ts'
import type { Key, ListCursors, PageArgs } from '../../store/page.ts'

/** The cursor of an event, the same throughout a response. */
export function eventCursor(event: Logged, { load, store }: Context): string {
  return load.once(`cursor of event ${event.seq}`, () => store.eventCursors.seal(event))
}

/** The cursors of lists of the log, ordered by `seq`. */
export function logCursors(context: Context): ListCursors {
  const { db, eventCursors } = context.store
  const at = async ([seq]: Key) => {
    const event = await eventAt(db, Number(seq))
    if (!event) throw new AppError('CURSOR_EXPIRED', 'The event log no longer has the event where the page ended')
    return eventCursor(event, context)
  }
  return {
    seal: (_list, key, row) => (row ? eventCursor(row as Row<'event'>, context) : at(key)),
    open: (_list, cursor) => {
      const place = eventCursors.open(cursor)
      return place && [place.seq]
    },
  }
}

/** INVALID_INPUT, CURSOR_AHEAD or CURSOR_EXPIRED for a cursor that is no place in this log (`placeOf`). */
export async function assertPlace({ after, before }: PageArgs, { load, store }: Context): Promise<void> {
  const [argument, cursor] = typeof before === 'string' ? (['before', before] as const) : (['after', after] as const)
  if (typeof cursor !== 'string') return
  await load.once(`place ${argument} ${cursor}`, async () => placeOf(store, cursor, await headOf(store.db), argument))
}
