// The workspaces that a caller may know of, as a query that a list filters, orders and pages: those in which it has a
// role and, only with `deletingToo`, those whose running deletion it watches. `mine.rank` is the caller's rank in each.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, RoleName } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { allOf, anyOf, type Condition } from '../store/filter.ts'
import { isDeleting, watchedDeletion } from './access.ts'
import { boundWorkspace, type Principal, principalKeys, ROLE_RANK, tokenCeiling } from './principal.ts'

/** The columns that `accessOf` needs besides those of `workspace`, to make an `Access` of each row. */
export function accessColumns(principal: Principal, deletingToo: boolean) {
  const deletion = deletingToo
    ? sql<string | null>`case when ${isDeleting} then ${watchedDeletion(principal)} end`
    : sql<string | null>`cast(null as text)`
  return [sql<number | null>`mine.rank`.as('member_rank'), deletion.as('deletion_id')] as const
}

/** The workspaces that the caller may know of and that meet the filter; with `among` only those of these ids. */
export function visibleWorkspaces(
  db: Db,
  principal: Principal,
  deletingToo: boolean,
  filter: Condition,
  among: readonly string[] | null = null,
): SelectQueryBuilder<Database, 'workspace', object> {
  const mine = db
    .selectFrom(known(db, principal, deletingToo, among).as('known'))
    .groupBy('workspace_id')
    .select((eb) => ['workspace_id', eb.fn.max('role_rank').as('rank')])
    .as('mine')
  // A platform admin's list walks all workspaces. All others start from the caller's own few: SQLite keeps the order of
  // the tables of a cross join.
  const joined = principal.platformAdmin
    ? db.selectFrom('workspace').leftJoin(mine, 'mine.workspace_id', 'workspace.id')
    : db.selectFrom(mine).crossJoin('workspace').whereRef('workspace.id', '=', 'mine.workspace_id')
  const found = joined.where(allOf([isVisible(principal, deletingToo), isAmong(db, 'workspace.id', among), filter]))
  // the type leaves `mine` out: only raw SQL names it
  return found as unknown as SelectQueryBuilder<Database, 'workspace', object>
}

/** False for a token without WORKSPACE_READ: it sees no workspace at all. */
export const seesWorkspaces = (principal: Principal): boolean =>
  tokenCeiling(principal, boundWorkspace(principal) ?? '') > 0

/** The caller's role in the workspace, which its token may lower, is one of these. */
export function holdsOneOf(principal: Principal, roles: readonly RoleName[]): Condition {
  const ceiling = tokenCeiling(principal, boundWorkspace(principal) ?? '')
  const wanted = roles.map((role) => ROLE_RANK[role])
  const ranks = Object.values(ROLE_RANK).filter((rank) => wanted.includes(Math.min(rank, ceiling)))
  if (principal.platformAdmin) return ranks.includes(ROLE_RANK.OWNER) ? allOf([]) : anyOf([])
  return anyOf(ranks.map((rank) => sql<boolean>`mine.rank = ${rank}`))
}

/** Ids of workspaces that an ordinary caller may know of, at most so many; an id may be among them several times. */
export async function knownWorkspaceIds(
  db: Db,
  principal: Principal,
  deletingToo: boolean,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom(known(db, principal, deletingToo, null).as('known'))
    .select('workspace_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.workspace_id)
}

/** The caller's rank in workspaces, once for each binding; null where it only watches the deletion. */
function known(db: Db, principal: Principal, deletingToo: boolean, among: readonly string[] | null) {
  const bound = boundWorkspace(principal)
  const bindings = db
    .selectFrom('membership')
    .where('principal', 'in', dialectOf(db).keys(principalKeys(principal)))
    .where(bound === null ? allOf([]) : sql<boolean>`workspace_id = ${bound}`)
    .where(isAmong(db, 'workspace_id', among))
    .select(['workspace_id', 'role_rank'])
  if (!deletingToo || principal.platformAdmin) return bindings
  const watched = db
    .selectFrom('deletion')
    .innerJoin('deletion_watcher', 'deletion_watcher.deletion_id', 'deletion.id')
    .where('deletion_watcher.user_id', '=', principal.id)
    .where('deletion.state', '=', 'RUNNING')
    .where(isAmong(db, 'deletion.workspace_id', among))
    .select(['deletion.workspace_id', sql<number>`cast(null as integer)`.as('role_rank')])
  return bindings.unionAll(watched)
}

const isAmong = (db: Db, column: string, ids: readonly string[] | null): Condition =>
  ids === null ? allOf([]) : sql<boolean>`${sql.ref(column)} in ${dialectOf(db).keys(ids)}`

function isVisible(principal: Principal, deletingToo: boolean): Condition {
  const bound = boundWorkspace(principal)
  const here: Condition = bound === null ? allOf([]) : sql<boolean>`workspace.id = ${bound}`
  const readable: Condition = seesWorkspaces(principal) || bound !== null ? allOf([]) : anyOf([])
  const isMember: Condition = principal.platformAdmin ? allOf([]) : sql<boolean>`mine.rank is not null`
  const living = allOf([sql<boolean>`workspace.state <> 'DELETING'`, isMember])
  const watched = allOf([isDeleting, sql<boolean>`${watchedDeletion(principal)} is not null`])
  return allOf([here, readable, deletingToo ? anyOf([living, watched]) : living])
}
