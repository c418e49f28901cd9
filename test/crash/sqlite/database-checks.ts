// Reads from the SQLite file what a crash trial checks.
import type BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { countStatement, type RowCount } from '../../support/workspace-rows.ts'
import { type Deletion, deletionErrors, remainingRows, type Step } from '../checks.ts'

/** The errors that SQLite itself finds in the file. */
export function integrityErrors(file: BetterSqlite3.Database): string[] {
  const integrity = file.pragma('integrity_check') as { integrity_check: string }[]
  const keys = file.pragma('foreign_key_check') as object[]
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...keys.map((row) => `foreign key: ${JSON.stringify(row)}`),
  ]
}

interface EventRow {
  seq: number
  type: string
  data: string
}

/** The numbers of every event of a deletion in the log. */
export function seqsOf(file: BetterSqlite3.Database, deletionId: string): string[] {
  return eventsOf(file, deletionId).map(({ seq }) => String(seq))
}

/** The numbers of the events of all deletions in the log, without progress. */
export function seqsOfAll(file: BetterSqlite3.Database): string[] {
  return file
    .prepare<[], { seq: number }>(
      "select seq from event where deletion_id is not null and type <> 'deletion.progress' order by seq",
    )
    .all()
    .map(({ seq }) => String(seq))
}

function eventsOf(file: BetterSqlite3.Database, deletionId: string): EventRow[] {
  return file
    .prepare<[string], EventRow>('select seq, type, data from event where deletion_id = ? order by seq')
    .all(deletionId)
}

/** The errors of a deletion that must have succeeded, in its record, its events and the rows of its workspace. */
export function errorsOfDeletion(file: BetterSqlite3.Database, id: string): string[] {
  const deletion = file
    .prepare<[string], Deletion & { workspace_id: string }>(
      'select id, state, total, done, workspace_id from deletion where id = ?',
    )
    .get(id)
  if (!deletion) return [`${id} is missing`]
  const steps = file
    .prepare<[string], Step>(
      'select name, state, done, total from deletion_step where deletion_id = ? order by position',
    )
    .all(id)
  const counts = file.prepare<[], RowCount>(countStatement(deletion.workspace_id)).all()
  return [...deletionErrors(deletion, steps, eventsOf(file, id)), ...remainingRows(deletion.workspace_id, counts)]
}
