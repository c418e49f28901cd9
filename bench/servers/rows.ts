// What the peers read: they run the statements that Croft sends for the nested list, prepared once. The caller is a
// constant, and the peers check no permissions.
import BetterSqlite3 from 'better-sqlite3'

export interface Workspace {
  id: string
  name: string
}
export interface Membership {
  id: string
  workspace_id: string
  principal: string
  role: string
}
export interface User {
  id: string
  name: string
}

export interface RowsOptions {
  /** A SQLite file. */
  readonly file: string
  readonly callerId: string
  /** The texts of Croft's statements. */
  readonly statements: { readonly workspaces: string; readonly members: string; readonly users: string }
}

export interface Rows {
  /** The caller's newest workspaces. */
  workspaces(first: number): Workspace[]
  /** The newest members of each workspace, in the order of the ids. */
  members(workspaceIds: readonly string[], first: number): Membership[][]
  /** The users by their ids. */
  users(ids: readonly string[]): Map<string, User>
  close(): void
}

/** The environment of a peer's process, from which it makes its `Rows`. */
export const rowsEnvironment = (options: RowsOptions) => ({ BENCH_ROWS: JSON.stringify(options) })

/** Opens the rows that `rowsEnvironment` has described to this process. */
export const rowsFromEnvironment = (): Rows => openRows(JSON.parse(process.env['BENCH_ROWS'] ?? ''))

/** Opens the file and prepares the statements; throws if SQLite does not accept one. */
export function openRows({ file, callerId, statements }: RowsOptions): Rows {
  const db = new BetterSqlite3(file, { readonly: true })
  // the same cache as Croft's reading connection has
  db.pragma('cache_size = -32768')
  const workspaces = db.prepare<[string, string, number], Workspace>(statements.workspaces)
  const members = db.prepare<[string, number], Membership>(statements.members)
  const users = db.prepare<[string], User>(statements.users)
  const keys = JSON.stringify([callerId, 'everyone'])
  return {
    // one row more than is asked for, as Croft reads it to know whether there is a next page
    workspaces: (first) => workspaces.all(keys, keys, first + 1).slice(0, first),
    members: (workspaceIds, first) => {
      const lists = new Map<string, Membership[]>(workspaceIds.map((id) => [id, []]))
      for (const row of members.all(JSON.stringify(workspaceIds), first + 1)) {
        const list = lists.get(row.workspace_id)
        if (list && list.length < first) list.push(row)
      }
      return [...lists.values()]
    },
    users: (ids) => new Map(users.all(JSON.stringify([...new Set(ids)])).map((user) => [user.id, user])),
    close: () => db.close(),
  }
}
