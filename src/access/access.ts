// Reads what a caller may know of a workspace with one SQL statement: used by look-ups, loaders and `authorize`.
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { runPrepared } from '../store/prepared.ts'
import { type Principal, principalKeys, ROLE_RANK, tokenCeiling } from './principal.ts'

/** A workspace that the caller may know of, and the rank of the caller's role there. */
export interface Access {
  /** The row as it was read. Besides the columns of `workspace` it has those of `AccessColumns`. */
  readonly workspace: Row<'workspace'>
  /** 1 VIEWER to 4 OWNER; 0 for a watcher of its deletion, who sees the workspace's own fields only. */
  readonly rank: number
  /** The caller is a platform admin and no member. */
  readonly asPlatformAdmin: boolean
  /** The deletion that the workspace is in; null while it is not being deleted. */
  readonly deletionId: string | null
}

/** The columns that are read with a row of `workspace` to make an `Access` of it. */
export interface AccessColumns {
  readonly member_rank: number | null
  readonly deletion_id: string | null
}

/** The rank of the highest role in `workspace.id` of a caller with these keys; null where it has none. */
function memberRank(db: Db | Tx, keys: readonly string[]): Expression<number | null> {
  return db
    .selectFrom('membership')
    .whereRef('membership.workspace_id', '=', 'workspace.id' as never)
    .where('membership.principal', 'in', dialectOf(db).keys(keys))
    .select((eb) => eb.fn.max('membership.role_rank').as('rank')) as never
}

/** The id of the deletion that `workspace` is in; null where there is none, or the caller does not watch it. */
export function watchedDeletion(principal: Pick<Principal, 'id' | 'platformAdmin'>): Expression<string | null> {
  const deletions = expressionBuilder<Database, 'workspace'>()
    .selectFrom('deletion')
    .whereRef('deletion.workspace_id', '=', 'workspace.id')
    .where(isUnfinished)
  const watched = principal.platformAdmin
    ? deletions
    : deletions
        .innerJoin('deletion_watcher', 'deletion_watcher.deletion_id', 'deletion.id')
        .where('deletion_watcher.user_id', '=', principal.id)
  return sql<string | null>`(${watched.select((eb) => eb.fn.max('deletion.id').as('id'))})`
}

/** `deletion` is under way: its workspace is hidden from all but its watchers. */
export const isUnfinished: Expression<SqlBool> = sql<boolean>`deletion.state in ('SCHEDULED', 'RUNNING', 'FAILED')`

/** `workspace` is being deleted. */
export const isDeleting: Expression<SqlBool> = sql<boolean>`workspace.state = 'DELETING'`

/** The workspaces that the caller may know of, among those named; one statement. */
export async function accessTo(
  db: Db | Tx,
  principal: Principal,
  by: 'id' | 'name',
  values: readonly string[],
): Promise<Access[]> {
  const { platformAdmin } = principal
  const use = { id: principal.id, keys: principalKeys(principal), values }
  const rows = await runPrepared(db, `access by ${by}, ${platformAdmin ? 'all' : 'own'}`, use, ({ id, keys, values }) =>
    db
      .selectFrom('workspace')
      .selectAll('workspace')
      .select([
        sql<number | null>`${memberRank(db, keys)}`.as('member_rank'),
        sql<string | null>`case when ${isDeleting} then ${watchedDeletion({ id, platformAdmin })} end`.as(
          'deletion_id',
        ),
      ])
      .where(`workspace.${by}`, 'in', dialectOf(db).keys(values)),
  )
  return rows.flatMap((row) => accessOf(principal, row) ?? [])
}

/** The caller's access to the workspace; null if the caller may not know of it. */
export function accessOf(principal: Principal, row: Row<'workspace'> & AccessColumns): Access | null {
  const { member_rank, deletion_id } = row
  const ceiling = tokenCeiling(principal, row.id)
  if (ceiling === 0) return null
  if (row.state === 'DELETING') {
    return deletion_id === null ? null : { workspace: row, rank: 0, asPlatformAdmin: false, deletionId: deletion_id }
  }
  const rank = Math.min(ceiling, principal.platformAdmin ? ROLE_RANK.OWNER : (member_rank ?? 0))
  if (rank === 0) return null
  return { workspace: row, rank, asPlatformAdmin: principal.platformAdmin && member_rank === null, deletionId: null }
}
