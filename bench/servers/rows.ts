// What both rivals read: the very statements that Croft sends for the nested list, prepared once. Who calls is a
// constant, and nobody checks what it may see.
import BetterSqlite3 from 'better-sqlite3'
import { MEMBERS, USERS, WORKSPACES } from '../sql.ts'

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

const { BENCH_DATABASE = '', BENCH_CALLER = '' } = process.env
const db = new BetterSqlite3(BENCH_DATABASE, { readonly: true })
// as Croft's reading connection
db.pragma('cache_size = -32768')
const listed = db.prepare<[string, number], Workspace>(WORKSPACES)
const joined = db.prepare<[string, number], Membership>(MEMBERS)
const named = db.prepare<[string], User>(USERS)

/** The caller's newest workspaces. */
export function workspaces(first: number): Workspace[] {
  return listed.all(JSON.stringify([BENCH_CALLER, 'everyone']), first + 1).slice(0, first)
}

/** The newest members of each workspace, in the order of the ids. */
export function members(workspaceIds: readonly string[], first: number): Membership[][] {
  const lists = new Map<string, Membership[]>(workspaceIds.map((id) => [id, []]))
  for (const row of joined.all(JSON.stringify(workspaceIds), first + 1)) {
    const list = lists.get(row.workspace_id)
    if (list && list.length < first) list.push(row)
  }
  return [...lists.values()]
}

/** The users by their ids. */
export function users(ids: readonly string[]): Map<string, User> {
  return new Map(named.all(JSON.stringify([...new Set(ids)])).map((user) => [user.id, user]))
}
