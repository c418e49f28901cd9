import { AppError, invalid } from '../errors.ts'

const DECODED = /^1:(\d{1,15})$/

/** The number of an event as an opaque cursor for clients; valid as long as the log keeps the event. */
export function encodeCursor(seq: number): string {
  return Buffer.from(`1:${seq}`).toString('base64url')
}

/** The event's number in a cursor that a client sent; INVALID_INPUT for anything that `encodeCursor` does not make. */
export function decodeCursor(cursor: string): number {
  const digits = DECODED.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (digits === undefined || encodeCursor(Number(digits)) !== cursor)
    throw invalid('after', 'The cursor is not one of the event log')
  return Number(digits)
}

/** Throws CURSOR_AHEAD for an event that the log has not reached: from another database, or from before a restore. */
export function assertNotAhead(seq: number, head: number): void {
  if (seq > head) throw new AppError('CURSOR_AHEAD', 'The cursor lies ahead of the event log')
}
