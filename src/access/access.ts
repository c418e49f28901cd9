// Who may know of which workspace: the one SQL behind lists, look-ups, loaders and `authorize`.
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { runPrepared } from '../store/prepared.ts'
import { ceiling, type Principal, principalKeys, ROLE_RANK } from './principal.ts'

/** A workspace that the caller may know of, and the rank of the caller's role there. */
export interface Access {
  readonly workspace: Row<'workspace'>
  /** 1 VIEWER … 4 OWNER; 0 for a watcher of its deletion, to whom nothing but its own fields is left. */
  readonly rank: number
  /** The caller holds it as a platform admin, being no member. */
  readonly asPlatformAdmin: boolean
}

/** The rank of the caller's highest binding in `workspace.id`; null where there is none. */
export function memberRank(db: Db | Tx, principal: Principal): Expression<number | null> {
  return db
    .selectFrom('membership')
    .whereRef('membership.workspace_id', '=', 'workspace.id' as never)
    .where('membership.principal', 'in', dialectOf(db).keys(principalKeys(principal)))
    .select((eb) => eb.fn.max('membership.role_rank').as('rank')) as never
}

/** Whether the caller watches the deletion that `workspace` is in. */
export function watched(eb: ExpressionBuilder<Database, 'workspace'>, principal: Principal): Expression<SqlBool> {
  if (principal.platformAdmin) return sql<boolean>`true`
  return eb.exists(
    eb
      .selectFrom('deletion')
      .innerJoin('deletion_watcher', 'deletion_watcher.deletion_id', 'deletion.id')
      .whereRef('deletion.workspace_id', '=', 'workspace.id')
      .where('deletion_watcher.user_id', '=', principal.id)
      .select('deletion.id'),
  )
}

/** Those of the workspaces that the caller may know of, in one statement. */
export async function accessTo(
  db: Db | Tx,
  principal: Principal,
  by: 'id' | 'name',
  values: readonly string[],
): Promise<Access[]> {
  const { list, keys } = dialectOf(db)
  const watcher = principal.platformAdmin ? [] : [principal.id]
  const parameters = [list(principalKeys(principal)), 'DELETING', ...watcher, list(values)]
  const rows = await runPrepared(db, `access by ${by}, ${principal.platformAdmin ? 'all' : 'own'}`, parameters, () =>
    db
      .selectFrom('workspace')
      .selectAll('workspace')
      .select((eb) => [
        sql<number | null>`${memberRank(db, principal)}`.as('member_rank'),
        eb
          .case()
          .when('workspace.state', '=', 'DELETING')
          .then(watched(eb, principal))
          .else(sql<boolean>`false`)
          .end()
          .as('watching'),
      ])
      .where(`workspace.${by}`, 'in', keys(values)),
  )
  return rows.flatMap(({ member_rank, watching, ...workspace }) => {
    const access = accessOf(principal, workspace, member_rank ?? 0, Boolean(watching))
    return access ? [access] : []
  })
}

/** What a caller with this rank may know of the workspace; null for nothing. */
export function accessOf(
  principal: Principal,
  workspace: Row<'workspace'>,
  memberRankThere: number,
  watching: boolean,
): Access | null {
  const most = ceiling(principal, workspace.id)
  if (most === 0) return null
  if (workspace.state === 'DELETING') return watching ? { workspace, rank: 0, asPlatformAdmin: false } : null
  const rank = Math.min(most, principal.platformAdmin ? ROLE_RANK.OWNER : memberRankThere)
  return rank === 0 ? null : { workspace, rank, asPlatformAdmin: principal.platformAdmin && memberRankThere === 0 }
}
