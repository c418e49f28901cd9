// The events that a transaction adds to the log are inserted together at its end. The insert locks the log until the
// commit, against other replicas, so all other work must be done before it.
import type { Row } from '../../db/schema.ts'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'
import { inParts } from './parts.ts'
import { runPrepared } from './prepared.ts'

export type LogEntry = Omit<Row<'event'>, 'seq'>

const COLUMNS = [
  'type',
  'at',
  'workspace_id',
  'deletion_id',
  'actor_id',
  'actor_name',
  'token_id',
  'subject_id',
  'request_id',
  'ip',
  'summary',
  'data',
] as const satisfies readonly (keyof LogEntry)[]

const WRITTEN = Symbol('written')
const pending = new WeakMap<Tx, LogEntry[] | typeof WRITTEN>()

/** Adds an event to those that the transaction inserts at its end. Throws if that has happened: it would be lost. */
export function enter(tx: Tx, entry: LogEntry): void {
  const entries = pending.get(tx)
  if (entries === WRITTEN) throw new Error(`The event ${entry.type} comes after its transaction has written the log`)
  if (entries) entries.push(entry)
  else pending.set(tx, [entry])
}

/** Inserts the transaction's events. Returns a marker for `isCommitted`; null where that is never asked. */
export async function writeLog(tx: Tx): Promise<string | null> {
  const entries = pending.get(tx)
  pending.set(tx, WRITTEN)
  if (!entries || entries === WRITTEN) return null
  let marker: string | null = null
  await inParts(entries, async (part) => {
    const [last] = await runPrepared(tx, 'insert events', { part }, ({ part }) =>
      dialectOf(tx).insertEvents(COLUMNS, part),
    )
    marker = last?.marker ?? null
  })
  return marker
}
