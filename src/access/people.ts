// Which users a caller may find, and whose addresses it may read: the caller itself, people with whom it shares a
// workspace, and everybody for a platform admin. A membership of everyone is shared with nobody; one of a group is
// shared only with those who are in the group, too. Every reference to a user, every e-mail address and every search
// for people asks here.
import { type Expression, sql } from 'kysely'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { allOf, anyOf, type Condition, oneOf } from '../store/filter.ts'
import { tokenCarries } from './judge.ts'
import { boundWorkspace, groupKey, type Principal } from './principal.ts'

/**
 * Whether the credential reads addresses and memberships at all, those of its own user included: a token that is limited
 * to permissions needs MEMBER_READ, and one that only watches a deletion never does.
 */
export function readsPeople(principal: Principal): boolean {
  return principal.watchesDeletion === null && tokenCarries(principal, 'MEMBER_READ')
}

/** The users, among those given, whom the caller may find by id. */
export async function findableUsers(
  db: Db | Tx,
  principal: Principal,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (principal.platformAdmin) return new Set(userIds)
  const found = new Set(userIds.filter((id) => id === principal.id))
  const others = userIds.filter((id) => id !== principal.id)
  if (others.length === 0) return found
  for (const id of await membersBeside(db, principal, others)) found.add(id)
  const rest = others.filter((id) => !found.has(id))
  for (const id of await usersInSharedGroup(db, principal, rest)) found.add(id)
  return found
}

/** As `findableUsers`, for one user. */
export async function isFindable(db: Db | Tx, principal: Principal, userId: string): Promise<boolean> {
  return (await findableUsers(db, principal, [userId])).has(userId)
}

/** As `findableUsers`, for the users whose address the caller may read. */
export async function usersWithReadableAddress(
  db: Db | Tx,
  principal: Principal,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return readsPeople(principal) ? findableUsers(db, principal, userIds) : new Set()
}

/** Whether the caller belongs to the workspace of the column, so that it may read the addresses of its members. */
export function belongsTo(db: Db, principal: Principal, workspaceId: Expression<string>): Condition {
  if (!readsPeople(principal)) return anyOf([])
  if (principal.platformAdmin) return allOf([])
  return sql<boolean>`exists (
    select 1 from membership as mine
    where mine.workspace_id = ${workspaceId} and ${oneOf(db, sql.ref('mine.principal'), ownKeys(principal))}
  )`
}

/** The keys of the memberships by which the caller belongs to a workspace: not that of everyone. */
const ownKeys = ({ id, groups }: Principal): string[] => [id, ...groups.map(groupKey)]

/** Those who are members themselves of a workspace to which the caller belongs. */
async function membersBeside(db: Db | Tx, principal: Principal, userIds: readonly string[]): Promise<string[]> {
  const { keyTable } = dialectOf(db)
  let shared = db
    .selectFrom('membership as theirs')
    .innerJoin('membership as mine', 'mine.workspace_id', 'theirs.workspace_id')
    .innerJoin('workspace', 'workspace.id', 'theirs.workspace_id')
    .where('theirs.principal', '=', sql.ref<string>('given.value'))
    .where(oneOf(db, sql.ref('mine.principal'), ownKeys(principal)))
    .where('workspace.state', '<>', 'DELETING')
    .select(sql`1`.as('one'))
  const bound = boundWorkspace(principal)
  if (bound !== null) shared = shared.where('mine.workspace_id', '=', bound)
  // `exists` stops at the first shared workspace: both users may be members of thousands.
  const { rows } = await sql<{ id: string }>`
    select given.value as id from ${keyTable(userIds)} as given where exists ${shared}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those who are in a group of the caller that has a role in a workspace: both belong to that workspace by the group. */
async function usersInSharedGroup(db: Db | Tx, principal: Principal, userIds: readonly string[]): Promise<string[]> {
  if (principal.groups.length === 0 || userIds.length === 0) return []
  const { keys } = dialectOf(db)
  const users = await db
    .selectFrom('user')
    .select(['id', 'groups'])
    .where('id', 'in', keys(userIds))
    .where('groups_at', '>', principal.groupsCountSince())
    .execute()
  const mine = new Set(principal.groups)
  const groupsOf = new Map(
    users.map(({ id, groups }) => [id, (JSON.parse(groups) as string[]).filter((group) => mine.has(group))]),
  )
  const shared = [...new Set([...groupsOf.values()].flat())]
  if (shared.length === 0) return []
  let memberships = db
    .selectFrom('membership')
    .innerJoin('workspace', 'workspace.id', 'membership.workspace_id')
    .where('membership.principal', 'in', keys(shared.map(groupKey)))
    .where('workspace.state', '<>', 'DELETING')
    .select('membership.principal')
    .distinct()
  const bound = boundWorkspace(principal)
  if (bound !== null) memberships = memberships.where('membership.workspace_id', '=', bound)
  const withRole = new Set((await memberships.execute()).map((row) => row.principal))
  return [...groupsOf].filter(([, groups]) => groups.some((group) => withRole.has(groupKey(group)))).map(([id]) => id)
}
