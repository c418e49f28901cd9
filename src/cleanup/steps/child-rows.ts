import { sql } from 'kysely'
import { dialectOf } from '../../store/dialect.ts'
import { NOUNS, type WorkspaceChild } from '../../store/nouns.ts'
import { runPreparedRow } from '../../store/prepared.ts'
import { type DeletionStep, MAX_PLANNED } from './step.ts'

/** The step that removes the rows of a noun, where no other table refers to them. */
export const childRows = (table: Exclude<WorkspaceChild, 'resource'>, label: string): DeletionStep => ({
  name: NOUNS[table].deletionStep,
  label,
  count: async (tx, workspaceId) => {
    const { count } = await runPreparedRow(tx, `count ${table}`, { workspaceId }, ({ workspaceId }) =>
      tx
        .selectFrom(
          tx
            .selectFrom(table)
            .select('id')
            .where('workspace_id', '=', workspaceId)
            .limit(sql.lit(MAX_PLANNED))
            .as('first'),
        )
        .select(sql<number>`count(*)`.as('count')),
    )
    return Number(count)
  },
  countOn: async (db, workspaceId, behind, limit) => {
    const next = db
      .selectFrom(table)
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '>', behind)
      .orderBy('id')
      .limit(limit)
    const { count, last } = await db
      .selectFrom(next.as('next'))
      .select([sql<number>`count(*)`.as('count'), sql<string | null>`max(id)`.as('last')])
      .executeTakeFirstOrThrow()
    return { count: Number(count), last: last ?? behind }
  },
  remove: async (tx, workspaceId, limit) => {
    const some = tx.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).orderBy('id').limit(limit)
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      // deleting a user removes memberships too: the lock leaves out those that are gone by then, so that fewer rows
      // than `limit` are removed only when none is left
      .where('id', 'in', dialectOf(tx).lock(some, 'exclusive'))
      .executeTakeFirst()
    return Number(numDeletedRows)
  },
})
