// The rows that a transaction adds to the event log. They are written at its end, together: where replicas share a
// database the log is held from there to the commit, and everything else has been done by then.
import type { Row } from '../../db/schema.ts'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'

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

const entries = new WeakMap<Tx, LogEntry[]>()

/** Adds a row to what the transaction leaves in the log, behind those it has added before. */
export function enter(tx: Tx, entry: LogEntry): void {
  const known = entries.get(tx)
  if (known) known.push(entry)
  else entries.set(tx, [entry])
}

/** Writes what was added. Answers by what it can be told afterwards whether the transaction was committed, where that is ever asked. */
export async function writeLog(tx: Tx): Promise<string | null> {
  const added = entries.get(tx)
  if (!added) return null
  const { rows } = await dialectOf(tx).log(COLUMNS, added).execute(tx)
  return rows[0]?.trace ?? null
}
