import type { Row } from '../../db/schema.ts'
import type { Store } from '../store/store.ts'

type Stored = Pick<Row<'user'>, 'groups' | 'groups_at'>

/** Groups that a user had at a sign-in before this instant (RFC 3339) no longer count. */
export function groupsCountSince(store: Store, maxAgeMs: number): string {
  return new Date(Date.parse(store.now()) - maxAgeMs).toISOString()
}

/**
 * The groups of a user that count. `since` is `groupsCountSince`; it is called only if a sign-in has recorded the
 * user's groups.
 */
export function countingGroups({ groups, groups_at }: Stored, since: () => string): string[] {
  return groups_at !== null && groups_at > since() ? (JSON.parse(groups) as string[]) : []
}
