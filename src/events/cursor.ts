import { AppError, invalid } from '../errors.ts'

const FORM = /^1:(\d{1,15})$/

/** A place in the log as clients see it: opaque to them, good for as long as the log reaches back. */
export function positionOf(seq: number): string {
  return Buffer.from(`1:${seq}`).toString('base64url')
}

/** The place that a client sent back; INVALID_INPUT for anything that `positionOf` does not make. */
export function seqOf(position: string): number {
  const digits = FORM.exec(Buffer.from(position, 'base64url').toString())?.[1]
  if (digits === undefined || positionOf(Number(digits)) !== position)
    throw invalid('after', 'The cursor is not one of the event log')
  return Number(digits)
}

/** CURSOR_AHEAD for a place that the log has not reached: it was issued by another database, or before a restore. */
export function refuseAhead(seq: number, head: number): void {
  if (seq > head) throw new AppError('CURSOR_AHEAD', 'The cursor lies ahead of the event log')
}
