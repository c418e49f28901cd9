// The reads and writes of the peers. For the nested list they run the statements that Croft sends, prepared once; for
// the other work loads the simplest statement that the indexes can answer. The caller is a constant: no permissions are
// checked.
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'

export interface Workspace {
  id: string
  name: string
  display_name: string
  created_at: string
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
  email: string | null
}

export interface RowsOptions {
  /** A SQLite file. */
  readonly file: string
  readonly callerId: string
  /** The owner of the workspaces that are created; without it, none can be created. */
  readonly writerId?: string
  /** The texts of Croft's statements. */
  readonly statements: { readonly workspaces: string; readonly members: string; readonly users: string }
}

export interface Rows {
  /** The caller. */
  me(): User | undefined
  /** The caller's newest workspaces. */
  workspaces(first: number): Workspace[]
  /** The newest members of each workspace, in the order of the ids. */
  members(workspaceIds: readonly string[], first: number): Membership[][]
  /** The newest members that are older than `after`. */
  membersBehind(workspaceId: string, after: string, first: number): Membership[]
  /** The members with this role, ordered by name. */
  membersByName(workspaceId: string, role: string, first: number): Membership[]
  /** Finds users by their ids. */
  users(ids: readonly string[]): Map<string, User>
  /** Adds a workspace of the writer in one transaction, and returns it. */
  createWorkspace(name: string): { id: string; name: string }
  close(): void
}

const RANKS = ['VIEWER', 'EDITOR', 'ADMIN', 'OWNER']
/** The columns of a membership that answers contain. */
const SHOWN = 'id, workspace_id, principal, role'

/** The environment of a peer's process, from which it opens its `Rows`. */
export const rowsEnvironment = (options: RowsOptions) => ({ BENCH_ROWS: JSON.stringify(options) })

/** Opens the rows that `rowsEnvironment` describes to this process. */
export const rowsFromEnvironment = (): Rows => openRows(JSON.parse(process.env['BENCH_ROWS'] ?? ''))

/** Opens the file and prepares the statements; throws if SQLite does not accept one. */
export function openRows({ file, callerId, writerId, statements }: RowsOptions): Rows {
  const db = new BetterSqlite3(file, { readonly: writerId === undefined })
  // the same cache size as that of Croft's reading connection, and commits that are as durable as Croft's
  db.pragma('cache_size = -32768')
  db.pragma('synchronous = FULL')
  const user = db.prepare<[string], User>('select id, name, email from "user" where id = ?')
  const workspaces = db.prepare<[string, string, number], Workspace>(statements.workspaces)
  const members = db.prepare<[string, number], Membership>(statements.members)
  const users = db.prepare<[string], User>(statements.users)
  const behind = db.prepare<[string, string, number], Membership>(
    `select ${SHOWN} from membership where workspace_id = ? and id < ? order by id desc limit ?`,
  )
  const byName = db.prepare<[string, number, number], Membership>(
    `select ${SHOWN} from membership where workspace_id = ? and role_rank = ? order by name, id limit ?`,
  )
  const keys = JSON.stringify([callerId, 'everyone'])
  return {
    me: () => user.get(callerId),
    // reads one row more than requested, as Croft does to find out whether there is a next page
    workspaces: (first) => workspaces.all(keys, keys, first + 1).slice(0, first),
    members: (workspaceIds, first) => {
      const lists = new Map<string, Membership[]>(workspaceIds.map((id) => [id, []]))
      for (const row of members.all(JSON.stringify(workspaceIds), first + 1)) {
        const list = lists.get(row.workspace_id)
        if (list && list.length < first) list.push(row)
      }
      return [...lists.values()]
    },
    membersBehind: (workspaceId, after, first) => behind.all(workspaceId, after, first + 1).slice(0, first),
    membersByName: (workspaceId, role, first) =>
      byName.all(workspaceId, RANKS.indexOf(role) + 1, first + 1).slice(0, first),
    users: (ids) => new Map(users.all(JSON.stringify([...new Set(ids)])).map((found) => [found.id, found])),
    createWorkspace: workspaceCreator(db, writerId ?? ''),
    close: () => db.close(),
  }
}

function workspaceCreator(db: BetterSqlite3.Database, ownerId: string): Rows['createWorkspace'] {
  const workspace = db.prepare(
    `insert into workspace (id, name, display_name, hosting, visibility, created_at, created_by, updated_at, updated_by)
     values (?, ?, ?, 'MANAGED', 'PRIVATE', ?, ?, ?, ?)`,
  )
  const membership = db.prepare(
    `insert into membership (id, workspace_id, principal_type, principal, name, role, granted_by, created_at, updated_at)
     values (?, ?, 'USER', ?, 'Writer', 'OWNER', ?, ?, ?)`,
  )
  let last = 0
  // ids in the order of creation, like Croft's
  const newId = (prefix: string) => `${prefix}_z${Date.now().toString(36)}${String(++last).padStart(9, '0')}`
  const insert = db.transaction((name: string) => {
    const at = new Date().toISOString()
    const id = newId('ws')
    workspace.run(id, name, name, at, ownerId, at, ownerId)
    membership.run(newId('mem'), id, ownerId, ownerId, at, at)
    return { id, name }
  })
  return (name) => insert.immediate(name)
}
