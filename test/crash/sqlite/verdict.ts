// What a database has to look like after a kill, and a deletion's events once it is over.
import type BetterSqlite3 from 'better-sqlite3'
import { encodeCursor } from '../../../src/events/cursor.ts'
import { wrongIn } from '../story.ts'

/** What SQLite itself finds wrong with the file. */
export function broken(file: BetterSqlite3.Database): string[] {
  const integrity = file.pragma('integrity_check') as { integrity_check: string }[]
  const keys = file.pragma('foreign_key_check') as object[]
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...keys.map((row) => `foreign key: ${JSON.stringify(row)}`),
  ]
}

interface Told {
  seq: number
  type: string
  data: string
}

/** The cursors of every event of a deletion, as the log has them. */
export function cursorsOf(file: BetterSqlite3.Database, deletionId: string): string[] {
  return eventsOf(file, deletionId).map(({ seq }) => encodeCursor(seq))
}

/** The same of all deletions, without progress. */
export function allCursors(file: BetterSqlite3.Database): string[] {
  return file
    .prepare<[], { seq: number }>(
      "select seq from event where deletion_id is not null and type <> 'deletion.progress' order by seq",
    )
    .all()
    .map(({ seq }) => encodeCursor(seq))
}

function eventsOf(file: BetterSqlite3.Database, deletionId: string): Told[] {
  return file
    .prepare<[string], Told>('select seq, type, data from event where deletion_id = ? order by seq')
    .all(deletionId)
}

/** What is missing, twice, out of order or left behind of a deletion that should be over. */
export function unfinished(file: BetterSqlite3.Database, deletionId: string): string[] {
  const wrong: string[] = []
  const deletion = file
    .prepare<[string], { state: string; total: number; done: number; workspace_id: string }>(
      'select state, total, done, workspace_id from deletion where id = ?',
    )
    .get(deletionId)
  if (!deletion) return [`${deletionId} is missing`]
  if (deletion.state !== 'SUCCEEDED' || deletion.done !== deletion.total) {
    wrong.push(`${deletionId} is ${deletion.state} with ${deletion.done} of ${deletion.total}`)
  }
  const steps = file
    .prepare<[string], { name: string; state: string; done: number; total: number }>(
      'select name, state, done, total from deletion_step where deletion_id = ? order by position',
    )
    .all(deletionId)
  wrong.push(...wrongIn(deletionId, steps, eventsOf(file, deletionId)))
  return [...wrong, ...leftOf(file, deletion.workspace_id)]
}

/** Rows of a workspace that is gone; the log and the record of its deletion stay. */
function leftOf(file: BetterSqlite3.Database, workspaceId: string): string[] {
  const tables = file
    .prepare<[], { name: string }>(`select m.name from sqlite_schema m, pragma_table_info(m.name) c
      where m.type = 'table' and c.name = 'workspace_id' and m.name not in ('event', 'deletion')`)
    .all()
  const counts = [{ name: 'workspace', column: 'id' }, ...tables.map(({ name }) => ({ name, column: 'workspace_id' }))]
  return counts.flatMap(({ name, column }) => {
    const { n } = file
      .prepare<[string], { n: number }>(`select count(*) n from "${name}" where ${column} = ?`)
      .get(workspaceId) ?? { n: 0 }
    return n === 0 ? [] : [`${n} rows of ${workspaceId} are left in ${name}`]
  })
}
