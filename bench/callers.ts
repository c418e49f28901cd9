import {
  AT,
  type Caller,
  id,
  insertToken,
  insertWorkspaces,
  MEMBER_COLUMNS,
  migrated,
  newCaller,
  rows,
  runAll,
} from '../test/support/bulk.ts'

/** A caller who is a member of so many workspaces. */
export interface CallerOf extends Caller {
  readonly memberships: number
}

/**
 * Migrates an empty database, creates the first platform admin with the token of `env`, and inserts workspaces and, for
 * each given number, a caller with so many memberships, spread over all workspaces.
 */
export async function seedCallers(
  env: Record<string, string>,
  workspaces: number,
  memberships: readonly number[],
): Promise<CallerOf[]> {
  const config = await migrated(env)
  const callers = memberships.map((count, number): CallerOf => ({ ...newCaller(number), memberships: count }))
  const first = (index: number) => memberships.slice(0, index).reduce((sum, each) => sum + each, 0)
  await runAll(config.database, [
    rows(
      callers.length + workspaces / 5,
      `insert into "user" (id, name, created_at) select ${id('user', 'i')}, 'Person ' || i, ${AT} from n`,
    ),
    insertWorkspaces(workspaces, 1),
    // other users with a few memberships each: PostgreSQL plans for the average of all principals
    rows(
      workspaces,
      `insert into membership (${MEMBER_COLUMNS})
      select ${id('membership', `${first(memberships.length)} + i`)}, ${id('workspace', 'i')},
        'USER', ${id('user', `${callers.length} + i / 5`)}, 'OWNER', 'Person', ${AT}, ${AT} from n`,
    ),
    ...callers.flatMap((caller, index) => [
      insertToken(index, caller),
      rows(
        caller.memberships,
        `insert into membership (${MEMBER_COLUMNS})
        select ${id('membership', `${first(index)} + i`)}, ${id('workspace', `cast(i as bigint) * ${workspaces} / ${caller.memberships}`)},
          'USER', '${caller.id}', case when i % 10 = 0 then 'OWNER' else 'VIEWER' end, 'Person ${index}', ${AT}, ${AT} from n`,
      ),
    ]),
  ])
  return callers
}
