import { sql } from 'kysely'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Principal } from './principal.ts'

/** Whether the caller and each of the users are members of a common workspace. */
export async function sharing(db: Db | Tx, principal: Principal, userIds: readonly string[]): Promise<Set<string>> {
  let together = db
    .selectFrom('membership as theirs')
    .innerJoin('membership as mine', 'mine.workspace_id', 'theirs.workspace_id')
    .innerJoin('workspace', 'workspace.id', 'theirs.workspace_id')
    .where('theirs.principal', '=', sql.ref<string>('given.value'))
    .where('mine.principal', '=', principal.id)
    .where('workspace.state', '<>', 'DELETING')
    .select(sql`1`.as('one'))
  const bound = principal.token?.workspaceId ?? null
  if (bound !== null) together = together.where('mine.workspace_id', '=', bound)
  // for each of them until the first such workspace: they, and the caller, may be members of thousands
  const { rows } = await sql<{ id: string }>`
    select given.value as id from ${dialectOf(db).keyTable(userIds)} as given where exists ${together}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
