// The cursors of the servers of a trial, which all have the same secret key.
import { EventCursors } from '../../src/store/event-cursor.ts'
import { seqOf } from '../support/cursors.ts'

const KEY = Buffer.alloc(32, 3)
/** `CROFT_SECRET_KEY` of every server. */
export const TRIAL_KEY: string = KEY.toString('base64')
export const TRIAL_CURSORS = new EventCursors(KEY)

/** The numbers of the events of these cursors, as text. */
export const seqsIn = (cursors: readonly string[]): string[] =>
  cursors.map((cursor) => String(seqOf(TRIAL_CURSORS, cursor)))
