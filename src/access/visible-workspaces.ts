// The workspaces that a caller may know of, as a query that a list filters, orders and pages: those in which it has a
// role and, only with `deletingToo`, those whose running deletion it watches. `mine.rank` is the caller's rank in each.
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, RoleName } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { allOf, anyOf, type Condition } from '../store/filter.ts'
import { runPrepared } from '../store/prepared.ts'
import { isDeleting, isUnfinished, watchedDeletion } from './access.ts'
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
  const mine = (among ? ranksIn(db, principal, among) : ranks(db, principal, deletingToo)).as('mine')
  // A platform admin's list walks all workspaces. All others start from the few that are given, or from the caller's own:
  // SQLite keeps the order of the tables of a cross join.
  const joined =
    principal.platformAdmin && !among
      ? db.selectFrom('workspace').leftJoin(mine, 'mine.workspace_id', 'workspace.id')
      : db.selectFrom(mine).crossJoin('workspace').whereRef('workspace.id', '=', 'mine.workspace_id')
  const found = joined.where(allOf([isVisible(principal, deletingToo), filter]))
  // the type leaves `mine` out: only raw SQL names it
  return found as unknown as SelectQueryBuilder<Database, 'workspace', object>
}

/**
 * All workspaces of an ordinary caller, without a filter; none if more than `many` memberships name the caller, so that
 * it never takes longer than for that many. With `byId` it finds them in the order of ids.
 */
export function fewVisibleWorkspaces(
  db: Db,
  principal: Principal,
  many: number,
  byId: 'asc' | 'desc' | null,
): SelectQueryBuilder<Database, 'workspace', object> {
  const keys = dialectOf(db).keys(principalKeys(principal))
  const beyond = db
    .selectFrom('membership')
    .where('principal', 'in', keys)
    .select(sql`1`.as('one'))
    .limit(sql.lit(1))
    .offset(sql.lit(many))
  const ranked = ranks(db, principal, false)
  const mine = (byId ? ranked.orderBy('workspace_id', byId) : ranked).as('mine')
  const found = db
    .selectFrom(sql`(select 1 as open where not exists ${beyond})`.as('gate'))
    .crossJoin(mine)
    .crossJoin('workspace')
    .whereRef('workspace.id', '=', 'mine.workspace_id')
    .where(isVisible(principal, false))
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

/** The ids of at most `limit` workspaces that an ordinary caller may know of; an id may occur several times. */
export async function knownWorkspaceIds(
  db: Db,
  principal: Principal,
  deletingToo: boolean,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom(known(db, principal, deletingToo).as('known'))
    .select('workspace_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.workspace_id)
}

/** Whether more than `many` memberships name the caller. It takes no longer than for that many. */
export async function knowsMoreThan(db: Db, principal: Principal, many: number): Promise<boolean> {
  const dialect = dialectOf(db)
  const keys = principalKeys(principal)
  const beyond = () =>
    db
      .selectFrom('membership')
      .where('principal', 'in', dialect.keys(keys))
      .select(sql`1`.as('one'))
      .limit(sql.lit(1))
      .offset(sql.lit(many))
  return (await runPrepared(db, `more than ${many} memberships`, [dialect.list(keys)], beyond)).length > 0
}

/**
 * The next ids, behind `from`, of workspaces in which a membership names the caller: `limit` of them, or all there are.
 */
export async function nextKnownIds(
  db: Db,
  principal: Principal,
  from: string | null,
  direction: 'asc' | 'desc',
  limit: number,
): Promise<string[]> {
  const dialect = dialectOf(db)
  const isFirst = from === null
  const name = `next known workspaces, ${direction}, ${isFirst}`
  const values = { keys: principalKeys(principal), from: from ?? '', limit }
  const rows = await runPrepared(db, name, values, ({ keys, from, limit }) => {
    // an index has the memberships of each key in this order, but not those of all keys together
    const next = (selected: RawBuilder<unknown>) => {
      const rows = db
        .selectFrom('membership')
        .select(selected as never)
        .where(sql<boolean>`membership.principal = parent.value`)
        .orderBy('workspace_id', direction)
        .limit(limit)
      return isFirst ? rows : rows.where('workspace_id', direction === 'asc' ? '>' : '<', from)
    }
    const children = dialect.firstOfEach(dialect.keyTable(keys), { table: 'membership', key: 'id' }, next)
    return sql<{ id: string }>`select child.workspace_id as id from ${children}`
  })
  const ids = [...new Set(rows.map(({ id }) => id))].sort()
  return (direction === 'asc' ? ids : ids.reverse()).slice(0, limit)
}

/** The caller's highest rank in each of these workspaces; null where it has none. Each is looked up by itself. */
function ranksIn(db: Db, principal: Principal, ids: readonly string[]): ReturnType<typeof ranks> {
  const dialect = dialectOf(db)
  const highest = db
    .selectFrom('membership')
    .where(sql<boolean>`membership.workspace_id = given.value`)
    .where('principal', 'in', dialect.keys(principalKeys(principal)))
    .select((eb) => eb.fn.max('role_rank').as('rank'))
  return db
    .selectFrom(dialect.keyTable(ids).as('given'))
    .select(['given.value as workspace_id', sql<number>`${highest}`.as('rank')]) as never
}

/** The caller's highest rank in each workspace that it knows: null where it only watches the deletion. */
function ranks(db: Db, principal: Principal, deletingToo: boolean) {
  return db
    .selectFrom(known(db, principal, deletingToo).as('known'))
    .groupBy('workspace_id')
    .select((eb) => ['workspace_id', eb.fn.max('role_rank').as('rank')])
}

/** The caller's rank in workspaces, once for each binding; null where it only watches the deletion. */
function known(db: Db, principal: Principal, deletingToo: boolean) {
  const bound = boundWorkspace(principal)
  const bindings = db
    .selectFrom('membership')
    .where('principal', 'in', dialectOf(db).keys(principalKeys(principal)))
    .where(bound === null ? allOf([]) : sql<boolean>`workspace_id = ${bound}`)
    .select(['workspace_id', 'role_rank'])
  const watched = db
    .selectFrom('deletion')
    .innerJoin('deletion_watcher', 'deletion_watcher.deletion_id', 'deletion.id')
    .where('deletion_watcher.user_id', '=', principal.id)
    .where(isUnfinished)
    .select(['deletion.workspace_id', sql<number>`cast(null as integer)`.as('role_rank')])
  return deletingToo && !principal.platformAdmin ? bindings.unionAll(watched) : bindings
}

function isVisible(principal: Principal, deletingToo: boolean): Condition {
  const bound = boundWorkspace(principal)
  const here: Condition = bound === null ? allOf([]) : sql<boolean>`workspace.id = ${bound}`
  const readable: Condition = seesWorkspaces(principal) ? allOf([]) : anyOf([])
  const isMember: Condition = principal.platformAdmin ? allOf([]) : sql<boolean>`mine.rank is not null`
  const living = allOf([sql<boolean>`workspace.state <> 'DELETING'`, isMember])
  const watched = allOf([isDeleting, sql<boolean>`${watchedDeletion(principal)} is not null`])
  return allOf([here, readable, deletingToo ? anyOf([living, watched]) : living])
}
