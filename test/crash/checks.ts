// Checks of both crash trials. A check returns every error that it finds, as text; `assertNone` makes the trial fail.
import type { RowCount } from '../support/workspace-rows.ts'

export interface Deletion {
  readonly id: string
  readonly state: string
  readonly done: number
  readonly total: number
}

export interface Step {
  readonly name: string
  readonly state: string
  readonly done: number
  readonly total: number
}

const REPORTED = 20

/** Throws with the first of these errors, if there are any. */
export function assertNone(errors: readonly string[], when: string): void {
  if (errors.length > 0) throw new Error(`${errors.length} errors ${when}:\n${errors.slice(0, REPORTED).join('\n')}`)
}

/** The errors of a deletion that must have succeeded: its state, each step, and each event once and in order. */
export function deletionErrors(
  { id, state, done, total }: Deletion,
  steps: readonly Step[],
  events: readonly { type: string; data: string }[],
): string[] {
  const errors = steps
    .filter((step) => step.state !== 'SUCCEEDED' || step.done !== step.total)
    .map((step) => `${id}: ${JSON.stringify(step)}`)
  if (state !== 'SUCCEEDED' || done !== total) errors.unshift(`${id} is ${state} with ${done} of ${total}`)
  const expected = [
    'started',
    ...steps.flatMap(({ name }) => [`step_started ${name}`, `step_succeeded ${name}`]),
    'succeeded',
  ]
  const written = events.map(({ type, data }) => ({
    type: type.slice('deletion.'.length),
    ...(JSON.parse(data) as { step?: string; done: number }),
  }))
  const found = written
    .filter(({ type }) => type !== 'progress')
    .map(({ type, step }) => (step === undefined ? type : `${type} ${step}`))
  if (found.join() !== expected.join()) errors.push(`${id} has the events ${found.join(', ')}`)
  const counts = written.map((event) => event.done)
  if (counts.some((value, i) => value < (counts[i - 1] ?? 0))) errors.push(`${id} went back: ${counts.join(', ')}`)
  return errors
}

/** The errors of a workspace that must be gone: the tables that still have rows of it. */
export function remainingRows(workspaceId: string, counts: readonly RowCount[]): string[] {
  return counts.flatMap(({ table, n }) => (Number(n) === 0 ? [] : [`${n} rows of ${workspaceId} are left in ${table}`]))
}

/** How the cursors that a subscriber received differ from those of the log: missing, repeated or out of order. */
export function cursorErrors(subscriber: string, received: readonly string[], expected: readonly string[]): string[] {
  if (received.join() === expected.join()) return []
  const distinct = new Set(received)
  const missing = expected.filter((cursor) => !distinct.has(cursor)).length
  return [
    `${subscriber}: ${received.length} events, ${distinct.size} different, ${missing} of ${expected.length} missing`,
  ]
}
