import { sql } from 'kysely'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { boundWorkspace, type Principal } from './principal.ts'

/** The users, among those given, who are members of a workspace of which the caller is a member, too. */
export async function usersSharingWorkspace(
  db: Db | Tx,
  principal: Principal,
  userIds: readonly string[],
): Promise<Set<string>> {
  let shared = db
    .selectFrom('membership as theirs')
    .innerJoin('membership as mine', 'mine.workspace_id', 'theirs.workspace_id')
    .innerJoin('workspace', 'workspace.id', 'theirs.workspace_id')
    .where('theirs.principal', '=', sql.ref<string>('given.value'))
    .where('mine.principal', '=', principal.id)
    .where('workspace.state', '<>', 'DELETING')
    .select(sql`1`.as('one'))
  const bound = boundWorkspace(principal)
  if (bound !== null) shared = shared.where('mine.workspace_id', '=', bound)
  // `exists` stops at the first shared workspace: both users may be members of thousands
  const { rows } = await sql<{ id: string }>`
    select given.value as id from ${dialectOf(db).keyTable(userIds)} as given where exists ${shared}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
